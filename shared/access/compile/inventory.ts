import { type Account, NOT_COLLECTED, type Resource } from '../../account/model.ts';
import type { NotJudged } from './compiler.ts';
import { type Target, targetOf } from './target.ts';
import { typeTable } from './type-table.ts';

/** Everything of an account that access is judged to: collected resources and the entities of IAM. */
export function targetsOf(account: Account): {
  readonly targets: readonly Target[];
  readonly notJudged: readonly NotJudged[];
} {
  const targets: Target[] = [];
  const notJudged: NotJudged[] = [];
  for (const resource of [...account.resources, ...identityResources(account)]) {
    const table = typeTable(resource.type);
    const target = table === null ? null : targetOf(account, resource, table);
    if (target !== null) targets.push(target);
    else {
      notJudged.push({
        code: 'resource-type-not-covered',
        subject: resource.type,
        reason: 'the catalogue has no actions on resources of this type',
      });
    }
  }
  return { targets, notJudged };
}

/** CloudFormation types whose resources the snapshot lists in full: its own, and those of IAM. */
export function collectedTypes(account: Account): ReadonlySet<string> {
  return new Set([
    ...account.collectedTypes,
    'AWS::IAM::Role',
    'AWS::IAM::User',
    'AWS::IAM::Group',
    'AWS::IAM::ManagedPolicy',
  ]);
}

/** Users, roles, groups and the account's own policies as resources, where the snapshot does not list them as such. */
function identityResources(account: Account): readonly Resource[] {
  const listed = new Set(account.resources.map((r) => r.arn));
  const made = (type: string, arn: string, name: string, tags: Resource['tags']): Resource => ({
    arn,
    type,
    accountId: account.accountId,
    region: null,
    name,
    tags,
    policy: null,
    partPolicies: new Map(),
    details: {},
  });
  return [
    ...account.roles.map((r) => made('AWS::IAM::Role', r.arn, r.name, r.tags)),
    ...account.users.map((u) => made('AWS::IAM::User', u.arn, u.name, u.tags)),
    ...account.groups.map((g) => made('AWS::IAM::Group', g.arn, g.name, NOT_COLLECTED)),
    ...[...account.managedPolicies.values()]
      .filter((p) => p.arn.includes(`:${account.accountId}:`))
      .map((p) => made('AWS::IAM::ManagedPolicy', p.arn, p.name, NOT_COLLECTED)),
  ].filter((r) => !listed.has(r.arn));
}
