import type { AccountFacts, Principal } from '../request.ts';
import type { Draw } from './draw.ts';

/** The few accounts and callers of generated worlds: few, so that policies often name the one who calls, or nearly. */
export const OWN = '111111111111';
export const OTHER = '222222222222';
export const THIRD = '333333333333';

const PATHS: Readonly<Record<string, string>> = {
  [OWN]: 'o-ours/r-root/ou-apps/',
  [OTHER]: 'o-ours/r-root/ou-data/',
  [THIRD]: 'o-theirs/r-else/',
};

export function drawAccount(draw: Draw, id: string): AccountFacts {
  if (draw.chance(35)) return { id, organizationId: null, organizationPath: null, managementAccount: false };
  return {
    id,
    organizationId: id === THIRD ? 'o-theirs' : 'o-ours',
    organizationPath: PATHS[id] ?? null,
    managementAccount: draw.chance(12),
  };
}

export const SERVICES = ['cloudtrail.amazonaws.com', 'sns.amazonaws.com', 's3.ap-east-1.amazonaws.com'] as const;
export const PROVIDERS = ['cognito-identity.amazonaws.com', `arn:aws:iam::${OWN}:saml-provider/corp`] as const;

const USERS = ['alice', 'team/bob', 'Alice'] as const;
const ROLES = ['app', 'service/batch', 'App'] as const;
const SERVICE_LINKED = 'aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty';
const SESSIONS = ['s1', 'alice'] as const;

export function drawCaller(draw: Draw): Principal {
  const accountId = draw.weighted([
    [6, OWN],
    [1, OTHER],
  ]);
  const partition = draw.chance(2) ? 'aws-cn' : 'aws';
  const principalId = draw.chance(50) ? null : draw.pick(['AIDAEXAMPLEUSER000001', 'AROAEXAMPLEROLE000001']);
  const role = draw.chance(8) ? SERVICE_LINKED : draw.pick(ROLES);
  const roleArn = `arn:${partition}:iam::${accountId}:role/${role}`;
  const userArn = `arn:${partition}:iam::${accountId}:user/${draw.pick(USERS)}`;
  return draw.weighted<() => Principal>([
    [30, () => ({ kind: 'user', arn: userArn, accountId, principalId })],
    [14, () => ({ kind: 'role', arn: roleArn, accountId, principalId })],
    [30, () => session(partition, accountId, roleArn, draw.pick(SESSIONS), principalId)],
    [8, () => federatedUser(partition, accountId, draw.chance(60) ? userArn : null)],
    [8, () => ({ kind: 'root', arn: `arn:${partition}:iam::${accountId}:root`, accountId })],
    [6, () => ({ kind: 'service', service: draw.pick(SERVICES) })],
    [4, () => ({ kind: 'federated', provider: draw.pick(PROVIDERS) })],
    [5, () => ({ kind: 'anonymous' })],
  ])();
}

function session(
  partition: string,
  accountId: string,
  roleArn: string,
  name: string,
  principalId: string | null,
): Principal {
  const role = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  return {
    kind: 'role-session',
    arn: `arn:${partition}:sts::${accountId}:assumed-role/${role}/${name}`,
    accountId,
    roleArn,
    principalId,
  };
}

function federatedUser(partition: string, accountId: string, userArn: string | null): Principal {
  const arn = `arn:${partition}:sts::${accountId}:federated-user/guest`;
  return { kind: 'federated-user', arn, accountId, userArn, principalId: null };
}

/** Texts that name the caller in a Principal element: exactly, through its account, and almost. */
export function namesOf(caller: Principal): { exact: string[]; chain: string[]; near: string[] } {
  const near = [
    `arn:aws:iam::${OTHER}:root`,
    OTHER,
    `arn:aws:iam::${OWN}:user/alice`,
    `arn:aws:iam::${OWN}:user/ali*`,
    `arn:aws:iam::${OWN}:role/app`,
    `arn:aws:iam::${OWN}:role/batch`,
    `arn:aws:iam::${OTHER}:role/app`,
    `arn:aws:sts::${OWN}:assumed-role/app/s2`,
    `arn:aws:sts::${OWN}:federated-user/guest`,
    'AIDAEXAMPLEUSER000001',
    'AROAEXAMPLEROLE000001',
    'AIDAEXAMPLEUSER000002',
  ];
  if (!('accountId' in caller)) return { exact: [], chain: [], near };
  const partition = caller.arn.split(':')[1] ?? 'aws';
  const account = [caller.accountId, `arn:${partition}:iam::${caller.accountId}:root`];
  const own = caller.kind === 'root' ? [] : [caller.arn];
  const role = caller.kind === 'role-session' ? [caller.roleArn] : [];
  const user = caller.kind === 'federated-user' && caller.userArn !== null ? [caller.userArn] : [];
  const id = 'principalId' in caller && caller.principalId !== null ? [caller.principalId] : [];
  return { exact: [...own, ...role, ...user, ...id, ...account], chain: [...account.slice(1), ...role, ...own], near };
}
