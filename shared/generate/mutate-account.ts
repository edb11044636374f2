import { SNAPSHOT_FILES, type SnapshotFiles } from '../account/snapshot.ts';
import { type DetailsJson, defaultVersion, detailsOf, type ManagedJson } from './census/snapshot-json.ts';
import { allow, type DocumentText, type StatementText } from './document.ts';
import { Random } from './random.ts';
import { COMPANY, TEAMS } from './words.ts';

/** Which night, and how much changed in it. */
export interface Mutation {
  readonly seed: number | string;
  /** Of the customer-managed policies. */
  readonly share: number;
}

export interface MutatedSnapshot {
  readonly files: SnapshotFiles;
  /** ARNs of the policies that have a new default version, sorted. */
  readonly changed: readonly string[];
}

/** No policy that more than this share of the users and roles have changes in such a night. */
const MOST_HOLDERS = 0.01;

/**
 * The account a day later: that share of its own managed policies has a new default version, at least one, none of
 * them held by more than 1 % of the principals (or, in a small account, by more than one), through groups and as
 * boundary too. Nothing else differs but the time of collection.
 */
export function mutateAccount(files: SnapshotFiles, { seed, share }: Mutation): MutatedSnapshot {
  const random = new Random(`${seed} night`);
  const details = detailsOf(files);
  const principals = details.UserDetailList.length + details.RoleDetailList.length;
  const holders = holdersOf(details);
  const own = details.Policies.filter(({ Arn }) => !Arn.startsWith('arn:aws:iam::aws:'));
  const most = Math.max(1, Math.floor(principals * MOST_HOLDERS));
  const few = own.filter(({ Arn }) => {
    const count = holders.get(Arn)?.size ?? 0;
    return count > 0 && count <= most;
  });
  const chosen = random.some(few, Math.max(1, Math.round(own.length * share)));
  const changed = new Map(chosen.map((policy) => [policy.Arn, withNewVersion(policy, random)]));
  const account = JSON.parse(files[SNAPSHOT_FILES.account] ?? '{}') as { collectedAt: string }; // written by the generator
  return {
    changed: [...changed.keys()].sort(),
    files: {
      ...files,
      [SNAPSHOT_FILES.account]: text({ ...account, collectedAt: nextDay(account.collectedAt) }),
      [SNAPSHOT_FILES.authorizationDetails]: text({
        ...details,
        Policies: details.Policies.map((policy) => changed.get(policy.Arn) ?? policy),
      }),
    },
  };
}

/** By policy ARN: users and roles that have it, of their own, through a group, or as boundary. */
export function holdersOf(details: DetailsJson): ReadonlyMap<string, ReadonlySet<string>> {
  const holders = new Map<string, Set<string>>();
  const hold = (policy: string, principal: string): void => {
    const known = holders.get(policy);
    if (known === undefined) holders.set(policy, new Set([principal]));
    else known.add(principal);
  };
  const groups = new Map(details.GroupDetailList.map((group) => [group.GroupName, group]));
  for (const entity of [...details.UserDetailList, ...details.RoleDetailList]) {
    const carriers = [entity, ...(entity.GroupList ?? []).flatMap((name) => groups.get(name) ?? [])];
    for (const { AttachedManagedPolicies } of carriers) {
      for (const { PolicyArn } of AttachedManagedPolicies) hold(PolicyArn, entity.Arn);
    }
    const boundary = entity.PermissionsBoundary?.PermissionsBoundaryArn;
    if (boundary !== undefined) hold(boundary, entity.Arn);
  }
  return holders;
}

function withNewVersion(policy: ManagedJson, random: Random): ManagedJson {
  const VersionId = `v${Number(policy.DefaultVersionId.slice(1)) + 1}`;
  const last = policy.PolicyVersionList[0];
  const version = {
    Document: edited(defaultVersion(policy), random),
    VersionId,
    IsDefaultVersion: true,
    CreateDate: '2026-11-20T15:00:00Z',
  };
  return {
    ...policy,
    DefaultVersionId: VersionId,
    PolicyVersionList: [version, ...(last === undefined ? [] : [{ ...last, IsDefaultVersion: false }])],
  };
}

/** One edit of the kind people make: a right more, a right less, another place, a condition more. */
function edited(document: DocumentText, random: Random): DocumentText {
  const { Statement } = document;
  const at = random.below(Math.max(1, Statement.length));
  const old = Statement[at];
  const replaced = (statement: StatementText): DocumentText => ({
    ...document,
    Statement: Statement.map((each, place) => (place === at ? statement : each)),
  });
  const kind = random.below(4);
  if (kind === 0 && Statement.length > 1) {
    return { ...document, Statement: Statement.filter((_, place) => place !== at) };
  }
  if (kind === 1 && old !== undefined && Array.isArray(old.Action) && old.Action.length > 1) {
    return replaced({ ...old, Action: old.Action.slice(1) });
  }
  if (kind === 2 && old !== undefined && old.Condition === undefined) {
    return replaced({ ...old, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } });
  }
  const added = allow(
    ['s3:GetObject', 's3:GetObjectTagging'],
    `arn:aws:s3:::${COMPANY}-${random.pick(TEAMS)}-*/handover-${random.below(1000)}/*`,
  );
  return { ...document, Statement: [...Statement, { Sid: `Added${random.below(100_000)}`, ...added }] };
}

function nextDay(time: string): string {
  return new Date(Date.parse(time) + 86_400_000).toISOString().replace('.000', '');
}

function text(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
