import type { PrincipalType } from '../../access/verdict.ts';
import type { Account } from '../../account/model.ts';
import { parentArn } from '../../account/world/containment.ts';
import { containerOf } from '../../account/world.ts';
import { typeOfArn } from '../../catalog/arn-type.ts';
import { parseArn } from '../../policy/arn.ts';
import { byCodeUnits } from '../canonical-json.ts';
import type { Run } from '../read-run.ts';

/** A text that names nothing, or more than one thing; at most ten candidates for the person who asked. */
export interface Unresolved {
  readonly reason: 'unknown' | 'ambiguous';
  readonly candidates: readonly string[];
}

export type Resolved<T> = { readonly found: T } | { readonly unresolved: Unresolved };

const MOST_CANDIDATES = 10;

/** A principal as a question names it. */
export interface NamedPrincipal {
  /** As access lines name it. */
  readonly arn: string;
  readonly type: PrincipalType;
  readonly name: string;
}

/**
 * A principal by ARN or unique name: of the run, of another account that was read with it, or one that needs no row to
 * be asked about (`anonymous`, `service:NAME`, `federated:PROVIDER`).
 */
export function resolvePrincipal(run: Run, text: string): Resolved<NamedPrincipal> {
  const rows = run.principals();
  const exact = rows.find((row) => row.arn === text) ?? beyondTheRows(run.accounts(), text);
  if (exact !== null) return { found: exact };
  return pick(rows, text);
}

function beyondTheRows(accounts: readonly Account[], text: string): NamedPrincipal | null {
  if (text === 'anonymous') return { arn: text, type: 'anonymous', name: text };
  for (const type of ['service', 'federated'] as const) {
    if (text.startsWith(`${type}:`) && text.length > type.length + 1)
      return { arn: text, type, name: text.slice(type.length + 1) };
  }
  for (const account of accounts) {
    const user = account.users.find(({ arn }) => arn === text);
    if (user !== undefined) return { arn: text, type: 'user', name: user.name };
    const role = account.roles.find(({ arn }) => arn === text);
    if (role !== undefined) return { arn: text, type: 'role', name: role.name };
    if (text === rootArn(account)) return { arn: text, type: 'root', name: 'root' };
  }
  return null;
}

function rootArn(account: Account): string {
  return `arn:${account.partition}:iam::${account.accountId}:root`;
}

/** A resource as a question names it. */
export type NamedResource =
  /** One that was read, or something inside it (an object, an index, a version). */
  | {
      readonly kind: 'collected';
      /** ARN of what was read: access lines carry it. */
      readonly resourceArn: string;
      /** CloudFormation type name. */
      readonly type: string;
      /** The ARN that was asked about; equal to `resourceArn` for the resource itself. */
      readonly arn: string;
    }
  /** An ARN of a type that was not read: only service-level lines speak of it, and its own policy is not known. */
  | { readonly kind: 'uncollected'; readonly arn: string }
  /** `*`: what is done without a resource. */
  | { readonly kind: 'none' };

/** A resource by ARN, by an ARN inside it, or by unique name. */
export function resolveResource(run: Run, text: string): Resolved<NamedResource> {
  if (text === '*') return { found: { kind: 'none' } };
  const read = everything(run.accounts());
  const exact = read.find(({ arn }) => arn === text);
  if (exact !== undefined) return { found: collected(exact, text) };
  if (text.startsWith('arn:')) {
    const held = containerOf(run.accounts(), text);
    // An access point or an alias is named on its own; what reaches its bucket or key through it is not asked here.
    if (held !== null && text.startsWith(held.resource.arn)) return { found: collected(held.resource, text) };
    if (held === null && !shouldHaveBeenRead(run.accounts(), text))
      return { found: { kind: 'uncollected', arn: text } };
  }
  const picked = pick(read, text);
  return 'found' in picked ? { found: collected(picked.found, picked.found.arn) } : picked;
}

interface Readable {
  readonly arn: string;
  readonly name: string;
  readonly type: string;
}

function collected({ arn: resourceArn, type }: Readable, arn: string): NamedResource {
  return { kind: 'collected', resourceArn, type, arn };
}

/** Everything that access lines can be about: resources, and the entities of IAM as resources; the first of an ARN counts. */
function everything(accounts: readonly Account[]): readonly Readable[] {
  const found = new Map<string, Readable>();
  const add = (type: string, entities: Iterable<{ readonly arn: string; readonly name: string }>) => {
    for (const { arn, name } of entities) if (!found.has(arn)) found.set(arn, { arn, name, type });
  };
  for (const account of accounts) {
    for (const resource of account.resources) add(resource.type, [resource]);
    add('AWS::IAM::Role', account.roles);
    add('AWS::IAM::User', account.users);
    add('AWS::IAM::Group', account.groups);
    add(
      'AWS::IAM::ManagedPolicy',
      [...account.managedPolicies.values()].filter(({ arn }) => parseArn(arn)?.accountId === account.accountId),
    );
  }
  return [...found.values()];
}

/** True where resources of the type of the ARN, or of what it lies in, were read in its account: then it does not exist. */
function shouldHaveBeenRead(accounts: readonly Account[], arn: string): boolean {
  const parsed = parseArn(arn);
  if (parsed === null) return true;
  if (parsed.service === 'iam') return accounts.some(({ accountId }) => accountId === parsed.accountId);
  const types: string[] = [];
  // INVARIANT: each parent is shorter or of another service, so the chain ends.
  for (let at: string | null = arn; at !== null; at = parentArn(at))
    types.push(...typeOfArn(at).flatMap(({ cloudFormationType }) => cloudFormationType ?? []));
  return accounts.some(
    (account) =>
      (parsed.accountId === '' || parsed.accountId === account.accountId) &&
      types.some((type) => account.collectedTypes.has(type)),
  );
}

function pick<T extends { readonly arn: string; readonly name: string }>(
  rows: readonly T[],
  text: string,
): Resolved<T> {
  const found = rows.filter((row) => row.name === text);
  const [only] = found;
  if (only !== undefined && found.length === 1) return { found: only };
  if (found.length > 1) return { unresolved: { reason: 'ambiguous', candidates: candidates(found) } };
  return { unresolved: { reason: 'unknown', candidates: candidates(similarTo(rows, text)) } };
}

/** Whose ARN holds the text, or whose name stands in it; `root` stands in many texts and helps nobody. */
function similarTo<T extends { readonly arn: string; readonly name: string }>(rows: readonly T[], text: string): T[] {
  const wanted = text.toLowerCase();
  return rows.filter(
    ({ arn, name }) =>
      (wanted !== '' && arn.toLowerCase().includes(wanted)) || (name.length > 3 && wanted.includes(name.toLowerCase())),
  );
}

function candidates(rows: readonly { readonly arn: string }[]): readonly string[] {
  return rows
    .map((row) => row.arn)
    .sort(byCodeUnits)
    .slice(0, MOST_CANDIDATES);
}
