import type { Shard } from '../../shared/contract/payloads.ts';
import { lineFile } from '../../shared/report/run-file.ts';
import type { Analysis, AnalysisInput } from '../ports/analysis.ts';
import type { TestAccount, TestCustomer } from './world.ts';

/** An account of two users and a role, one page per IAM type. */
export function sampleAccount(accountId: string, users: readonly string[] = ['ada', 'bob']): TestAccount {
  const arn = (name: string) => `arn:aws:iam::${accountId}:user/${name}`;
  return {
    accountId,
    items: {
      account: [JSON.stringify({ accountId })],
      'iam-users': users.map((name) => JSON.stringify({ UserDetailList: [{ Arn: arn(name), UserName: name }] })),
      'iam-roles': [JSON.stringify({ RoleDetailList: [{ Arn: `arn:aws:iam::${accountId}:role/app` }] })],
    },
  };
}

export function sampleCustomer(customerId: string, accounts: readonly TestAccount[]): TestCustomer {
  return { customerId, timeZone: 'Etc/UTC', reportTime: '06:00', firstNight: '2026-11-20', accounts };
}

/**
 * An analysis that lists who was read: principals are the ARNs of users and roles of all snapshots, a row per
 * principal. Small enough that a test can say what the files must be.
 */
export const listing: Analysis = {
  open(input) {
    const principals = principalsOf(input);
    return {
      principals: principals.length,
      shard(range: Shard) {
        const rows = principals.slice(range.from, range.to);
        return {
          files: [
            lineFile(
              `access-${range.shard}.jsonl`,
              rows.map((row) => `${row}\n`),
            ),
          ],
          summary: () => rows.length,
        };
      },
      render(format, shards) {
        const text = shards.flatMap((shard) => shard.files.map((file) => file.text)).join('');
        if (format === 'tables') {
          const key = `customers/${input.customerId}/reports/aws/${input.accountId}/principals.csv`;
          return { files: [{ content: lineFile(key, [text]), key }], manifest: () => null };
        }
        return {
          files: [{ content: lineFile('principals.jsonl', [text]) }],
          manifest: (written) => ({
            text: `${JSON.stringify({ analysisTime: input.analysisTime, files: written.map((file) => file.name) })}\n`,
            status: 'complete',
          }),
        };
      },
    };
  },
};

function principalsOf(input: AnalysisInput): string[] {
  const texts = input.snapshots.map(({ files }) => files.get('authorization-details.json') ?? '');
  return texts.flatMap((text) => [...text.matchAll(/"Arn":"([^"]+)"/g)].map((match) => match[1] ?? '')).sort();
}
