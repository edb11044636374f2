import type { Account } from '../../account/model.ts';
import { parsePolicy } from '../../policy/parse.ts';
import { byCodeUnits, canonicalJson, jsonLine } from '../canonical-json.ts';

/**
 * world.jsonl: what a run was computed from, so that it answers every question by itself. One line per policy
 * document (once, by SHA-256 of its canonical text), one per account, and one per user, group, role, managed
 * policy and resource of the account. Documents stand as they were read; everything else refers to them.
 */

/** Names a document inside the other lines. */
interface PolicyReference {
  readonly $policy: string;
}

/** The lists of an account that get a line per element. */
const ENTITY_LISTS = ['users', 'groups', 'roles', 'resources'] as const;

/** Lines of world.jsonl for all accounts that were analysed together; `hash` is SHA-256 in hex. */
export function* encodeWorld(accounts: readonly Account[], hash: (text: string) => string): Generator<string> {
  const documents = new Map<string, string>();
  const reference = (source: unknown): PolicyReference => {
    const text = canonicalJson(source);
    const id = hash(text);
    documents.set(id, text);
    return { $policy: id };
  };
  const lines: string[] = [];
  for (const account of [...accounts].sort((a, b) => byCodeUnits(a.accountId, b.accountId))) {
    const { users, groups, roles, resources, managedPolicies, ...facts } = account;
    lines.push(jsonLine({ kind: 'account', accountId: account.accountId, value: plain(facts, reference) }));
    const lists: Record<(typeof ENTITY_LISTS)[number], readonly { readonly arn: string }[]> = {
      users,
      groups,
      roles,
      resources,
    };
    for (const list of ENTITY_LISTS) {
      for (const entity of [...lists[list]].sort((a, b) => byCodeUnits(a.arn, b.arn))) {
        lines.push(jsonLine({ kind: list, accountId: account.accountId, value: plain(entity, reference) }));
      }
    }
    for (const policy of [...managedPolicies.values()].sort((a, b) => byCodeUnits(a.arn, b.arn))) {
      lines.push(jsonLine({ kind: 'managedPolicies', accountId: account.accountId, value: plain(policy, reference) }));
    }
  }
  for (const [id, text] of [...documents].sort(([a], [b]) => byCodeUnits(a, b))) {
    yield `{"document":${text},"kind":"policy","sha256":"${id}"}\n`;
  }
  yield* lines;
}

/** A world.jsonl that was not written by `encodeWorld`, or was cut. */
export interface WorldProblem {
  readonly line: number;
  readonly expected: string;
  readonly found: string;
}

/** The accounts of a world.jsonl, equal to those that were encoded. */
export function decodeWorld(
  text: string,
): { readonly accounts: readonly Account[] } | { readonly problem: WorldProblem } {
  const documents = new Map<string, unknown>();
  const accounts = new Map<string, Record<string, unknown>>();
  let number = 0;
  for (const line of text.split('\n')) {
    number += 1;
    if (line === '') continue;
    const parsed = readLine(line);
    if (parsed === null)
      return { problem: { line: number, expected: 'a line of world.jsonl', found: line.slice(0, 60) } };
    if (parsed.kind === 'policy') {
      documents.set(parsed.sha256, parsed.document);
      continue;
    }
    const value = revive(parsed.value, documents);
    if (parsed.kind === 'account') {
      accounts.set(parsed.accountId, {
        ...(value as object),
        users: [],
        groups: [],
        roles: [],
        resources: [],
        managedPolicies: new Map(),
      });
      continue;
    }
    const list = accounts.get(parsed.accountId)?.[parsed.kind];
    // INVARIANT: encodeWorld writes an account's own line before its entities.
    if (Array.isArray(list)) list.push(value);
    else if (list instanceof Map) list.set((value as { arn: string }).arn, value);
  }
  // The lines are ours: every field of Account was written by encodeWorld from an Account.
  return { accounts: [...accounts.values()] as unknown as readonly Account[] };
}

type WorldLine =
  | { readonly kind: 'policy'; readonly sha256: string; readonly document: unknown }
  | {
      readonly kind: 'account' | 'managedPolicies' | (typeof ENTITY_LISTS)[number];
      readonly accountId: string;
      readonly value: unknown;
    };

function readLine(line: string): WorldLine | null {
  try {
    const value: unknown = JSON.parse(line);
    return value !== null && typeof value === 'object' && 'kind' in value ? (value as WorldLine) : null;
  } catch {
    return null;
  }
}

/** Maps and sets as tagged arrays, documents as references. */
function plain(value: unknown, reference: (source: unknown) => PolicyReference): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => plain(item, reference));
  if (value instanceof Map) {
    const entries = [...value].sort(([a], [b]) => byCodeUnits(String(a), String(b)));
    return { $map: entries.map(([key, item]) => [key, plain(item, reference)]) };
  }
  if (value instanceof Set) return { $set: [...value].map(String).sort(byCodeUnits) };
  if ('statements' in value && 'source' in value) return reference(value.source);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, reference)]));
}

function revive(value: unknown, documents: ReadonlyMap<string, unknown>): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => revive(item, documents));
  if ('$policy' in value) return parsePolicy(documents.get(String(value.$policy)));
  if ('$map' in value && Array.isArray(value.$map)) {
    return new Map(value.$map.map((entry: [string, unknown]) => [entry[0], revive(entry[1], documents)]));
  }
  if ('$set' in value && Array.isArray(value.$set)) return new Set(value.$set);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revive(item, documents)]));
}
