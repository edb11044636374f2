import { type Account, NOT_COLLECTED, type Resource, type Role, type User } from '../../account/model.ts';
import type { NamedPolicy } from '../../policy/model.ts';
import { byCodeUnits, canonicalJson } from '../canonical-json.ts';
import type { Run } from '../read-run.ts';

/** What was edited in what the run was computed from, or in the product itself. */
export const EDIT_KINDS = [
  'principal',
  'resource',
  'identity-policy',
  'attachment',
  'group',
  'boundary',
  'trust-policy',
  'resource-policy',
  'setting',
  'tag',
  'credential',
  'scp',
  'rcp',
  'engine',
  'catalogue',
] as const;
export type EditKind = (typeof EDIT_KINDS)[number];

export interface Edit {
  readonly kind: EditKind;
  readonly change: 'added' | 'removed' | 'changed';
  /** ARN of what was edited: principal, group, policy, resource; a policy's name for SCPs and RCPs, a version for the product. */
  readonly subject: string;
  /** What of it: a policy's name, a group's, a tag's key, a setting's field; empty where the subject says it. */
  readonly detail: string;
}

/** Every edit between two runs, sorted by subject, kind and detail. */
export function editsBetween(before: Run, after: Run): readonly Edit[] {
  const edits: Edit[] = [];
  versions(before, after, edits);
  const old = new Map(before.accounts().map((account) => [account.accountId, account]));
  for (const account of after.accounts()) {
    const known = old.get(account.accountId);
    if (known !== undefined) ofAccount(known, account, edits);
  }
  const distinct = new Map(edits.map((edit) => [JSON.stringify(edit), edit]));
  return [...distinct.values()].sort((a, b) => byCodeUnits(keyOf(a), keyOf(b)));
}

function versions({ manifest: a }: Run, { manifest: b }: Run, edits: Edit[]): void {
  if (a.engineVersion !== b.engineVersion)
    edits.push({ kind: 'engine', change: 'changed', subject: b.engineVersion, detail: a.engineVersion });
  if (a.catalogueVersion !== b.catalogueVersion)
    edits.push({ kind: 'catalogue', change: 'changed', subject: b.catalogueVersion, detail: a.catalogueVersion });
}

function ofAccount(before: Account, after: Account, edits: Edit[]): void {
  const managed = named(
    [...before.managedPolicies.values()].map(({ arn, document }) => ({ name: arn, document })),
    [...after.managedPolicies.values()].map(({ arn, document }) => ({ name: arn, document })),
  );
  for (const { change, detail } of managed)
    edits.push({ kind: 'identity-policy', change, subject: detail, detail: '' });
  pairs(before.users, after.users, 'principal', edits, (a, b) => {
    carrier(a, b, edits);
    principal(a, b, edits);
    listed(a.groups, b.groups, 'group', b.arn, edits);
    const [old, now] = [credentialOf(before, a), credentialOf(after, b)];
    if (old !== now) edits.push({ kind: 'credential', change: 'changed', subject: b.arn, detail: '' });
  });
  pairs(before.roles, after.roles, 'principal', edits, (a, b) => {
    carrier(a, b, edits);
    principal(a, b, edits);
    if (textOf(a.trustPolicy) !== textOf(b.trustPolicy))
      edits.push({ kind: 'trust-policy', change: 'changed', subject: b.arn, detail: '' });
  });
  pairs(before.groups, after.groups, 'group', edits, (a, b) => carrier(a, b, edits));
  pairs(before.resources, after.resources, 'resource', edits, (a, b) => resource(a, b, edits));
  for (const kind of ['scp', 'rcp'] as const) {
    for (const { change, detail } of named(levelsOf(before, kind), levelsOf(after, kind)))
      edits.push({ kind, change, subject: detail, detail: '' });
  }
}

/** Entities on one side alone are edits of their own; those on both are compared. */
function pairs<T extends { readonly arn: string }>(
  before: readonly T[],
  after: readonly T[],
  kind: EditKind,
  edits: Edit[],
  compare: (before: T, after: T) => void,
): void {
  const old = new Map(before.map((each) => [each.arn, each]));
  for (const now of after) {
    const known = old.get(now.arn);
    old.delete(now.arn);
    if (known === undefined) edits.push({ kind, change: 'added', subject: now.arn, detail: '' });
    else compare(known, now);
  }
  for (const { arn } of old.values()) edits.push({ kind, change: 'removed', subject: arn, detail: '' });
}

interface Carrier {
  readonly arn: string;
  readonly inlinePolicies: readonly NamedPolicy[];
  readonly attachedPolicies: readonly string[];
}

function carrier(before: Carrier, after: Carrier, edits: Edit[]): void {
  for (const { change, detail } of named(before.inlinePolicies, after.inlinePolicies))
    edits.push({ kind: 'identity-policy', change, subject: after.arn, detail });
  listed(before.attachedPolicies, after.attachedPolicies, 'attachment', after.arn, edits);
}

function principal(before: User | Role, after: User | Role, edits: Edit[]): void {
  tags(before, after, edits);
  if (before.permissionsBoundary === after.permissionsBoundary) return;
  const change =
    before.permissionsBoundary === null ? 'added' : after.permissionsBoundary === null ? 'removed' : 'changed';
  const detail = after.permissionsBoundary ?? before.permissionsBoundary ?? '';
  edits.push({ kind: 'boundary', change, subject: after.arn, detail });
}

function resource(before: Resource, after: Resource, edits: Edit[]): void {
  const subject = after.arn;
  tags(before, after, edits);
  const [old, now] = [textOf(before.policy), textOf(after.policy)];
  if (old !== now) {
    const change = before.policy === null ? 'added' : after.policy === null ? 'removed' : 'changed';
    edits.push({ kind: 'resource-policy', change, subject, detail: '' });
  }
  for (const part of keysOfBoth(before.partPolicies, after.partPolicies)) {
    if (textOf(before.partPolicies.get(part) ?? null) !== textOf(after.partPolicies.get(part) ?? null))
      edits.push({ kind: 'resource-policy', change: 'changed', subject, detail: part });
  }
  for (const field of new Set([...Object.keys(before.details), ...Object.keys(after.details)])) {
    const [a, b] = [before.details[field], after.details[field]];
    if (canonicalJson(a ?? null) !== canonicalJson(b ?? null))
      edits.push({ kind: 'setting', change: 'changed', subject, detail: field });
  }
}

function tags(before: Pick<Resource, 'arn' | 'tags'>, after: Pick<Resource, 'arn' | 'tags'>, edits: Edit[]): void {
  if (before.tags === NOT_COLLECTED || after.tags === NOT_COLLECTED) return;
  for (const key of new Set([...Object.keys(before.tags), ...Object.keys(after.tags)])) {
    const [old, now] = [before.tags[key], after.tags[key]];
    if (old === now) continue;
    const change = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
    edits.push({ kind: 'tag', change, subject: after.arn, detail: key });
  }
}

function listed(
  before: readonly string[],
  after: readonly string[],
  kind: EditKind,
  subject: string,
  edits: Edit[],
): void {
  for (const detail of after) if (!before.includes(detail)) edits.push({ kind, change: 'added', subject, detail });
  for (const detail of before) if (!after.includes(detail)) edits.push({ kind, change: 'removed', subject, detail });
}

/** Policies by name: which came, went or have another text. */
function named(
  before: readonly NamedPolicy[],
  after: readonly NamedPolicy[],
): readonly { readonly change: Edit['change']; readonly detail: string }[] {
  const textsOf = (policies: readonly NamedPolicy[]) => {
    const texts = new Map<string, string>();
    for (const policy of policies) texts.set(policy.name, `${texts.get(policy.name) ?? ''}${textOf(policy)}\n`);
    return texts;
  };
  const [old, now] = [textsOf(before), textsOf(after)];
  return [...keysOfBoth(old, now)].flatMap((detail) => {
    const [a, b] = [old.get(detail), now.get(detail)];
    if (a === b) return [];
    return [{ change: a === undefined ? 'added' : b === undefined ? 'removed' : 'changed', detail }];
  });
}

function keysOfBoth<V>(a: ReadonlyMap<string, V>, b: ReadonlyMap<string, V>): ReadonlySet<string> {
  return new Set([...a.keys(), ...b.keys()]);
}

/** SCPs or RCPs with the level at which they stand; none where they were not collected. */
function levelsOf({ organization }: Account, kind: 'scp' | 'rcp'): readonly NamedPolicy[] {
  if (organization === null || organization === NOT_COLLECTED) return [];
  const levels = kind === 'scp' ? organization.serviceControlPolicies : organization.resourceControlPolicies;
  return levels === NOT_COLLECTED ? [] : levels.flat();
}

/** Passwords and keys without what every use changes. */
function credentialOf({ credentials }: Account, { arn }: User): string {
  const entry = credentials === NOT_COLLECTED ? undefined : credentials.get(arn);
  if (entry === undefined) return '';
  const { passwordEnabled, passwordLastChanged, mfaActive, accessKeys } = entry;
  const keys = accessKeys.map(({ active, lastRotated }) => ({ active, lastRotated }));
  return canonicalJson({ passwordEnabled, passwordLastChanged, mfaActive, keys });
}

function textOf(policy: NamedPolicy | null | typeof NOT_COLLECTED): string {
  return policy === null || policy === NOT_COLLECTED ? String(policy) : canonicalJson(policy.document.source);
}

function keyOf({ subject, kind, detail, change }: Edit): string {
  return [subject, kind, detail, change].join('\n');
}
