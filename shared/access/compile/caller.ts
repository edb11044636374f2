import { type Account, NOT_COLLECTED, type Role, type Tags, type User } from '../../account/model.ts';
import { accountFactsOf } from '../../account/world.ts';
import type { AccountFacts, Principal } from '../../authorization/request.ts';
import type { Condition, NamedPolicy } from '../../policy/model.ts';
import type { Fact, Facts } from '../condition/text.ts';
import type { PrincipalType } from '../verdict.ts';
import type { PolicyUse } from './statement-table.ts';

/** Someone who may have access, with the policies that are its own and what is known of its requests. */
export interface Caller {
  /** As an access line names it. */
  readonly arn: string;
  readonly type: PrincipalType;
  /** Null for services, federated subjects and anonymous callers. */
  readonly accountId: string | null;
  /** As `decide` takes it. */
  readonly principal: Principal;
  readonly accountFacts: AccountFacts | null;
  /** Own and groups' policies, boundary, SCPs; empty where the account was not read. */
  readonly policies: readonly PolicyUse[];
  readonly hasBoundary: boolean;
  /** Number of SCP levels that must allow; 0: none binds. */
  readonly scpLevels: number;
  readonly serviceLinked: boolean;
  readonly facts: Facts;
  /** Conditions that every request of it satisfies, where facts cannot say it: the ARN is one of its account's. */
  readonly assumed: readonly Assumption[];
  /** Its tags, as requests carry them; empty where none were collected. */
  readonly tags: Tags;
}

/** A condition that holds of every request, or, negated, of none. */
export interface Assumption {
  readonly condition: Condition;
  readonly negated: boolean;
}

/** Users, roles and the root user of an account that was read, sorted by ARN. */
export function callersOf(account: Account): readonly Caller[] {
  const facts = accountFactsOf([account], account.accountId);
  const callers = [
    rootOf(account, facts),
    ...account.users.map((u) => userOf(account, facts, u)),
    ...account.roles.map((r) => roleOf(account, facts, r)),
  ];
  return callers.sort((a, b) => (a.arn < b.arn ? -1 : a.arn > b.arn ? 1 : 0));
}

function userOf(account: Account, facts: AccountFacts, user: User): Caller {
  const groups = account.groups.filter((g) => user.groups.includes(g.name));
  const policies: PolicyUse[] = [
    ...identityUses(account, user.arn, user.inlinePolicies, user.attachedPolicies),
    ...groups.flatMap((g) => identityUses(account, g.arn, g.inlinePolicies, g.attachedPolicies)),
  ];
  const boundary = boundaryUses(account, user.arn, user.permissionsBoundary);
  const scps = scpUses(account);
  const own: Record<string, Fact> = {
    'aws:principalarn': user.arn,
    'aws:principaltype': 'User',
    'aws:userid': user.userId,
    'aws:username': user.name,
  };
  return {
    arn: user.arn,
    type: 'user',
    accountId: account.accountId,
    principal: { kind: 'user', arn: user.arn, accountId: account.accountId, principalId: user.userId },
    accountFacts: facts,
    policies: [...policies, ...boundary.uses, ...scps.uses],
    hasBoundary: boundary.set,
    scpLevels: scps.levels,
    serviceLinked: false,
    facts: factsOf(account, own, user.tags),
    assumed: [],
    tags: user.tags === NOT_COLLECTED ? {} : user.tags,
  };
}

function roleOf(account: Account, facts: AccountFacts, role: Role): Caller {
  const boundary = boundaryUses(account, role.arn, role.permissionsBoundary);
  const scps = role.serviceLinked ? { uses: [], levels: 0 } : scpUses(account);
  const own: Record<string, Fact> = {
    'aws:principalarn': role.arn,
    'aws:principaltype': 'AssumedRole',
    'aws:username': null,
  };
  return {
    arn: role.arn,
    type: 'role',
    accountId: account.accountId,
    principal: { kind: 'role', arn: role.arn, accountId: account.accountId, principalId: role.roleId },
    accountFacts: facts,
    policies: [
      ...identityUses(account, role.arn, role.inlinePolicies, role.attachedPolicies),
      ...boundary.uses,
      ...scps.uses,
    ],
    hasBoundary: boundary.set,
    scpLevels: scps.levels,
    serviceLinked: role.serviceLinked,
    facts: factsOf(account, own, role.tags),
    assumed: [],
    tags: role.tags === NOT_COLLECTED ? {} : role.tags,
  };
}

function rootOf(account: Account, facts: AccountFacts): Caller {
  const arn = `arn:${account.partition}:iam::${account.accountId}:root`;
  const scps = scpUses(account);
  const own: Record<string, Fact> = {
    'aws:principalarn': arn,
    'aws:principaltype': 'Account',
    'aws:userid': account.accountId,
    'aws:username': null,
  };
  return {
    arn,
    type: 'root',
    accountId: account.accountId,
    principal: { kind: 'root', arn, accountId: account.accountId },
    accountFacts: facts,
    policies: scps.uses,
    hasBoundary: false,
    scpLevels: scps.levels,
    serviceLinked: false,
    facts: factsOf(account, own, {}),
    assumed: [],
    tags: {},
  };
}

function identityUses(
  account: Account,
  arn: string,
  inline: readonly NamedPolicy[],
  attached: readonly string[],
): readonly PolicyUse[] {
  const managed = attached.flatMap((policyArn) => {
    const policy = account.managedPolicies.get(policyArn);
    return policy === undefined ? [] : [{ name: policy.arn, document: policy.document }];
  });
  return [...inline, ...managed].map((policy) => ({ policy, layer: 'identity', level: null, attachedTo: arn }));
}

/** A boundary that is set but was not read allows nothing that could be shown; the gap stands in the account. */
function boundaryUses(
  account: Account,
  arn: string,
  boundary: string | null,
): { uses: readonly PolicyUse[]; set: boolean } {
  if (boundary === null) return { uses: [], set: false };
  const policy = account.managedPolicies.get(boundary);
  if (policy === undefined) return { uses: [], set: false };
  return {
    uses: [
      { policy: { name: policy.arn, document: policy.document }, layer: 'boundary', level: null, attachedTo: arn },
    ],
    set: true,
  };
}

/** SCPs bind member accounts (D01); what was not collected binds nothing and is named in completeness. */
function scpUses(account: Account): { uses: readonly PolicyUse[]; levels: number } {
  const view = account.organization;
  if (view === null || view === NOT_COLLECTED || view.managementAccountId === account.accountId)
    return { uses: [], levels: 0 };
  const levels = view.serviceControlPolicies;
  if (levels === NOT_COLLECTED) return { uses: [], levels: 0 };
  return {
    uses: levels.flatMap((policies, level) =>
      policies.map((policy): PolicyUse => ({ policy, layer: 'scp', level, attachedTo: account.accountId })),
    ),
    levels: levels.length,
  };
}

/** Keys that IAM users, roles and root never carry: they belong to calls that services make (F26, F29). */
const ONLY_SERVICES = [
  'aws:principalservicename',
  'aws:principalservicenameslist',
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
];

function factsOf(account: Account, own: Readonly<Record<string, Fact>>, tags: Tags | typeof NOT_COLLECTED): Facts {
  const table = new Map<string, Fact>(Object.entries(own));
  table.set('aws:principalaccount', account.accountId);
  table.set('aws:principalisawsservice', 'false');
  table.set('kms:calleraccount', account.accountId);
  // SNS's default topic policy asks for the owner's own requests by this key (M22).
  table.set('aws:sourceowner', account.accountId);
  for (const key of ONLY_SERVICES) table.set(key, null);
  const view = account.organization;
  if (view === null) {
    table.set('aws:principalorgid', null);
    table.set('aws:principalorgpaths', null);
  } else if (view !== NOT_COLLECTED) {
    table.set('aws:principalorgid', view.organizationId);
    table.set('aws:principalorgpaths', [view.path]);
  }
  const tagged = new Map<string, string>();
  if (tags !== NOT_COLLECTED) for (const [key, value] of Object.entries(tags)) tagged.set(key.toLowerCase(), value);
  return (keyId) => {
    if (keyId.startsWith('aws:principaltag/')) {
      return tags === NOT_COLLECTED ? undefined : (tagged.get(keyId.slice(17)) ?? null);
    }
    return table.get(keyId);
  };
}
