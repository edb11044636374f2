import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NIGHTS, type Night } from '../../scripts/demo/authoring/account-source.ts';
import { ESTATE_FOLDER } from '../../scripts/demo/build.ts';
import { compareFindings } from '../../scripts/demo/compare-findings.ts';
import { ofRun, readExpected } from '../../scripts/demo/expected.ts';
import { readEstate, readInput } from '../../scripts/snapshot/read.ts';
import type { Account } from '../account/model.ts';
import type { Finding } from './finding.ts';
import { FINDING_TYPES } from './finding-types.ts';
import { findingsOf } from './findings-of.ts';

const expected = readExpected();
const estate = await readEstate(ESTATE_FOLDER);

interface Run {
  readonly night: Night;
  readonly customerId: string;
  readonly account: Account;
  readonly findings: readonly Finding[];
}

async function runsOf(night: Night): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (const customer of estate.customers) {
    const organization = customer.organizationLink?.snapshots[night];
    const accounts = await Promise.all(
      customer.accounts.map(({ snapshots }) =>
        readInput(
          join(ESTATE_FOLDER, snapshots[night] ?? ''),
          organization === undefined ? null : join(ESTATE_FOLDER, organization),
        ),
      ),
    );
    for (const account of accounts) {
      const subject = account.accountId;
      const findings = findingsOf({ accounts, subject, analysisTime: `${night}T06:00:00Z` });
      runs.push({ night, customerId: customer.id, account, findings });
    }
  }
  return runs;
}

const runs = [...(await runsOf(NIGHTS[0])), ...(await runsOf(NIGHTS[1]))];

describe('the demonstration estate', () => {
  for (const { night, customerId, account, findings } of runs) {
    test(`${account.alias} on ${night}: every finding that is expected, and no other of those types`, () => {
      const wanted = ofRun(expected.findings, { night, customerId, accountId: account.accountId });
      expect(compareFindings(wanted, findings, expected.findingTypes)).toEqual([]);
    });
  }

  test('types and meanings of expected.json are the product’s', () => {
    expect(FINDING_TYPES).toMatchObject(expected.findingTypes);
  });

  test('between the nights no finding comes or goes but those that are expected to', () => {
    const ids = (night: Night) =>
      runs.filter((run) => run.night === night).flatMap(({ findings }) => findings.map(({ id }) => id));
    const [first, second] = [ids(NIGHTS[0]), ids(NIGHTS[1])];
    const changes = (kind: string) =>
      expected.changes
        .filter((change) => change.of === 'finding' && change.kind === kind)
        .map(({ findingType, subject }) => `${findingType}:${subject}`);
    expect(second.filter((id) => !first.includes(id)).sort()).toEqual(changes('added').sort());
    expect(first.filter((id) => !second.includes(id)).sort()).toEqual(changes('removed').sort());
  });

  test('evidence resolves: every statement that is named is one of the run’s, and every path holds together', () => {
    for (const { account, findings } of runs) {
      for (const { id, evidence, path } of findings) {
        for (const one of evidence.statements) expect(one.id, `${account.alias} ${id}`).toContain(`#${one.statement}`);
        path?.forEach((step, i) => {
          const before = path.slice(0, i).map(({ to }) => to);
          expect(i === 0 || before.includes(step.from) || step.from === path[0]?.from, id).toBe(true);
          expect(step.calls.length, id).toBeGreaterThan(0);
        });
      }
    }
  });

  test('what deploy-runner does is told with the grant of each call (J04, J05)', () => {
    const run = runs.find(({ account }) => account.alias === 'larkspur-production');
    const found = run?.findings.find(({ id }) => id.endsWith('role/deploy-runner') && id.startsWith('can-become'));
    expect(found?.path?.map(({ calls }) => calls.map(({ action, grants }) => [action, grants.length > 0]))).toEqual([
      [
        ['lambda:UpdateFunctionCode', true],
        ['lambda:InvokeFunction', true],
      ],
    ]);
  });
});

describe('compareFindings', () => {
  const [one] = expected.findings;
  const wanted = one === undefined ? [] : [one];

  function check(name: string, findings: readonly Finding[], mismatch: string | null): void {
    test(name, () => {
      const words = compareFindings(wanted, findings, expected.findingTypes);
      if (mismatch === null) expect(words).toEqual([]);
      else expect(words).toEqual([expect.stringContaining(mismatch)]);
    });
  }

  const found = runs.flatMap(({ findings }) => findings).find(({ id }) => id === `${one?.type}:${one?.subject}`);
  const there = found === undefined ? [] : [found];
  check('the finding as expected agrees', there, null);
  check('a missing finding is a mismatch', [], 'found none');
  check(
    'another severity is a mismatch',
    there.map((f) => ({ ...f, severity: 'critical' as const })),
    'found critical',
  );
  check(
    'one more of a type that is explained is a mismatch',
    [...there, ...there.map((f) => ({ ...f, id: `${f.id}-x` }))],
    'expected no',
  );
  check(
    'one more of a further type agrees',
    [...there, ...there.map((f) => ({ ...f, id: 'x', type: 'unattached-policy' as const }))],
    null,
  );
});
