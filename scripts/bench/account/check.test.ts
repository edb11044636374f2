import { expect, test } from 'vitest';
import { analyzeAccess } from '../../../shared/access/analyze.ts';
import type { AccessLine } from '../../../shared/access/verdict.ts';
import type { Account } from '../../../shared/account/model.ts';
import { readSnapshot } from '../../../shared/account/snapshot.ts';
import { decide } from '../../../shared/authorization/decide.ts';
import { generateAccount } from '../../../shared/generate/generate-account.ts';
import { type PrincipalLine, type RowSet, withoutResource } from '../../../shared/report/view/packed-access.ts';
import { type DecisionCheck, DecisionChecker } from './check-decisions.ts';
import { ContentHash } from './content-hash.ts';

/** Rows of one pair, as a run holds them. */
interface PairRows {
  readonly who: PrincipalLine;
  readonly resourceArn: string | null;
  readonly set: RowSet;
}

const account = read();
const pairs = pairsOf(account);

function read(): Account {
  const [snapshot] = generateAccount({ seed: 11, principals: 30, resources: 40, profile: 'ordinary' });
  const found = readSnapshot(snapshot?.files ?? {});
  if ('problem' in found) throw new Error(JSON.stringify(found.problem));
  return found.account;
}

function pairsOf(subject: Account): readonly PairRows[] {
  const byPair = new Map<string, AccessLine[]>();
  for (const line of analyzeAccess({ accounts: [subject], subject: subject.accountId, decide }).lines()) {
    // Services as a whole are not asked about.
    if (line.resourceArn === null) continue;
    const key = `${line.principalArn} ${line.resourceArn} ${line.service}`;
    byPair.set(key, [...(byPair.get(key) ?? []), line]);
  }
  return [...byPair.values()].map((lines, at) => {
    const [{ principalArn, principalType, resourceArn, resourceType, service }] = lines as [AccessLine]; // at least one each
    const rows = lines.map(({ capability, verdict, terms, moreTerms, canGrantItself }) => ({
      capability,
      verdict,
      terms: resourceArn === null ? terms : withoutResource(terms, resourceArn),
      moreTerms,
      canGrantItself,
    }));
    const who = { principalArn, principalType, services: {}, resources: {} };
    return { who, resourceArn, set: { id: String(at), service, resourceType, rows } };
  });
}

function checked(rows: readonly PairRows[]): DecisionCheck {
  const checker = new DecisionChecker([account], [], 'seed', 600);
  for (const { who, resourceArn, set } of rows) checker.collect(who, resourceArn, set);
  return checker.check();
}

function hashed(rows: readonly PairRows[]): string {
  const hash = new ContentHash();
  for (const { who, resourceArn, set } of rows) hash.add(who, resourceArn, set);
  return hash.text;
}

/** The same rows, with each set changed by `edit`. */
function edited(edit: (row: RowSet['rows'][number]) => RowSet['rows'][number]): readonly PairRows[] {
  return pairs.map((pair) => ({ ...pair, set: { ...pair.set, rows: pair.set.rows.map(edit) } }));
}

test('rows agree with the reference, and every kind of verdict was asked about', () => {
  const found = checked(pairs);
  expect(found.examples).toEqual([]);
  expect(Math.min(found.never, found.unconditional, found.conditional, found.witnesses)).toBeGreaterThan(20);
});

test('rows that were left out are noticed', () => {
  expect(checked([]).disagreements).toBeGreaterThan(0);
});

test('conditions that were left out are noticed', () => {
  const without = edited((row) => ({ ...row, terms: row.terms.map((term) => ({ ...term, conditions: [] })) }));
  expect(checked(without).disagreements).toBeGreaterThan(0);
});

test('rows that say too much are noticed', () => {
  const actions = [
    ...new Set(pairs.flatMap(({ set }) => set.rows.flatMap((row) => row.terms.flatMap((term) => term.actions)))),
  ];
  const scope = { include: ['*'], exclude: [] };
  const wide = edited((row) => ({
    ...row,
    terms: row.terms.map((term) => ({ ...term, actions, scope, conditions: [] })),
  }));
  expect(checked(wide).examples.join('\n')).toContain('not allowed where a row says so');
});

test('a proof that proves nothing is noticed', () => {
  const wrong = edited((row) => ({
    ...row,
    terms: row.terms.map((term) => ({
      ...term,
      witness: { ...term.witness, action: 'organizations:LeaveOrganization' },
    })),
  }));
  expect(checked(wrong).examples.join('\n')).toContain('a witness is not allowed');
});

test('the content hash hangs on what rows say, not on their order or the names of sets', () => {
  const renamed = pairs.toReversed().map((pair, at) => ({ ...pair, set: { ...pair.set, id: `other${at}` } }));
  expect(hashed(renamed)).toBe(hashed(pairs));
  expect(hashed(pairs.slice(1))).not.toBe(hashed(pairs));
  expect(hashed(edited((row) => ({ ...row, moreTerms: row.moreTerms + 1 })))).not.toBe(hashed(pairs));
  const [first, second, ...rest] = pairs as [PairRows, PairRows, ...PairRows[]]; // more than two
  const swapped = [{ ...first, set: second.set }, { ...second, set: first.set }, ...rest];
  expect(hashed(swapped)).not.toBe(hashed(pairs));
});
