import type { Account } from '../../../../shared/account/model.ts';
import { problemLine } from '../../../../shared/account/problem.ts';
import { readSnapshot } from '../../../../shared/account/snapshot.ts';
import type { Estate } from './iamspy.ts';
import { type Fields, fieldsOf, listOf, textOf } from './read-cases.ts';

/** The files of a case as accounts, the way a snapshot is read: one for each account that has principals or resources. */
export function accountsOf(estate: Estate): readonly Account[] {
  const ids = new Set([
    ...estate.principals.map((principal) => textOf(principal['Arn']).split(':')[4] ?? ''),
    ...estate.resources.map((resource) => textOf(resource['Account'])),
  ]);
  return [...ids].sort().map((id) => accountOf(estate, id));
}

function accountOf(estate: Estate, id: string): Account {
  const own = (entities: readonly Fields[], type: string): Fields[] =>
    entities.filter(({ Arn: arn }) => textOf(arn).includes(`::${id}:${type}/`));
  const details = {
    UserDetailList: own(estate.principals, 'user'),
    RoleDetailList: own(estate.principals, 'role'),
    GroupDetailList: own(estate.groups, 'group'),
    Policies: estate.managed,
  };
  const read = readSnapshot({
    'account.json': JSON.stringify({
      schemaVersion: 1,
      partition: 'aws',
      accountId: id,
      collectedAt: '2026-01-01T00:00:00Z',
    }),
    'authorization-details.json': JSON.stringify(details),
    'organization.json': JSON.stringify(organizationFile(estate, id)),
    'resources.jsonl': resourceLines(estate, id),
  });
  if ('problem' in read) throw new Error(problemLine(read.problem));
  return read.account;
}

function resourceLines(estate: Estate, id: string): string {
  return estate.resources
    .filter((resource) => resource['Account'] === id)
    .map((resource) => {
      const arn = textOf(resource['Resource']);
      const region = arn.split(':')[3] || null;
      return `${JSON.stringify({ arn, type: typeOf(arn), accountId: id, region, policy: resource['Policy'] })}\n`;
    })
    .join('');
}

function typeOf(arn: string): string {
  return arn.split(':')[2] === 's3' ? 'AWS::S3::Bucket' : 'AWS::Lambda::Function';
}

/** The tree that holds the account, in the snapshot's words; an account that no tree holds is in no organization. */
function organizationFile(estate: Estate, id: string): unknown {
  const root = estate.roots.find((node) => holds(node, id));
  if (root === undefined) return { schemaVersion: 1, organizationId: null };
  const [, , , , managementAccountId, name = ''] = textOf(root['Arn']).split(':');
  const policies = new Map<string, unknown>();
  const tree = nodeOf(root, policies);
  return {
    schemaVersion: 1,
    organizationId: name.split('/')[1],
    managementAccountId,
    policies: [...policies.values()],
    root: tree,
  };
}

function holds(node: Fields, id: string): boolean {
  return node['Id'] === id || listOf(node['Children']).some((child) => holds(fieldsOf(child), id));
}

function nodeOf(node: Fields, policies: Map<string, unknown>): Fields {
  const attached = listOf(node['Policies']).map(fieldsOf);
  for (const policy of attached) {
    const id = textOf(policy['Id']);
    policies.set(id, { id, name: policy['Name'], type: 'SERVICE_CONTROL_POLICY', document: policy['Content'] });
  }
  const children = listOf(node['Children']).map((child) => ({
    fields: fieldsOf(child),
    node: nodeOf(fieldsOf(child), policies),
  }));
  const isAccount = ({ fields }: { fields: Fields }): boolean => /^\d{12}$/.test(textOf(fields['Id']));
  return {
    id: node['Id'],
    name: node['Name'],
    serviceControlPolicies: attached.map((policy) => policy['Id']),
    resourceControlPolicies: null,
    accounts: children.filter(isAccount).map((child) => child.node),
    organizationalUnits: children.filter((child) => !isAccount(child)).map((child) => child.node),
  };
}
