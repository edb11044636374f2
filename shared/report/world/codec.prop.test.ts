import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyzeAccess } from '../../access/analyze.ts';
import type { Account } from '../../account/model.ts';
import { decide } from '../../authorization/decide.ts';
import { sha256 } from '../testing/memory-run.ts';
import { smallWorld } from '../testing/small-world.ts';
import { decodeWorld, encodeWorld } from './codec.ts';

const SEED = 20261120;

/** One of the two accounts with some of its entities, in some order; made anew, as every reading makes its own objects. */
function parts(place: 0 | 1): fc.Arbitrary<Account> {
  const { users, roles, groups, resources, managedPolicies } = smallWorld()[place];
  const some = (list: readonly unknown[]) => fc.shuffledSubarray([...list.keys()]);
  return fc
    .tuple(some(users), some(roles), some(groups), some(resources), some([...managedPolicies]))
    .map(([u, r, g, s, m]) => {
      const account = smallWorld()[place];
      return {
        ...account,
        users: at(account.users, u),
        roles: at(account.roles, r),
        groups: at(account.groups, g),
        resources: at(account.resources, s),
        managedPolicies: new Map(at([...account.managedPolicies], m)),
      };
    });
}

function at<T>(list: readonly T[], places: readonly number[]): readonly T[] {
  return places.flatMap((place) => list.slice(place, place + 1));
}

/** What the access room says of the accounts, as text. */
function judged(accounts: readonly Account[]): string {
  const [subject] = accounts;
  const analysis = analyzeAccess({ accounts, subject: subject?.accountId ?? '', decide });
  const lines = [...analysis.lines()];
  return JSON.stringify({ lines, statements: analysis.statements(), notEvaluated: analysis.notEvaluated() });
}

function written(accounts: readonly Account[]): string {
  return [...encodeWorld(accounts, sha256)].join('');
}

/** Decoded, the subject first: the file has accounts by id. */
function readBack(accounts: readonly Account[]): readonly Account[] {
  const decoded = decodeWorld(written(accounts));
  if ('problem' in decoded) throw new Error(`expected accounts, found the problem ${JSON.stringify(decoded.problem)}`);
  const [subject] = accounts;
  const own = ({ accountId }: Account) => accountId === subject?.accountId;
  return [...decoded.accounts.filter(own), ...decoded.accounts.filter((account) => !own(account))];
}

describe(`world.jsonl (seed ${SEED})`, () => {
  test('decoded accounts equal the originals, whatever is left of a world and in any order', () => {
    fc.assert(
      fc.property(parts(0), parts(1), (own, other) => {
        const accounts = [own, other];
        const decoded = readBack(accounts);
        expect(decoded).toEqual(accounts.map(sortedLists));
        expect(written(decoded)).toBe(written(accounts));
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  test('analysing decoded accounts equals analysing the originals', () => {
    fc.assert(
      fc.property(parts(0), parts(1), (own, other) => {
        expect(judged(readBack([own, other]))).toBe(judged([own, other]));
      }),
      { seed: SEED, numRuns: 3 },
    );
  });

  test('each document stands once, whoever uses it', () => {
    const documents = written(smallWorld())
      .split('\n')
      .filter((line) => line.includes('"kind":"policy"'));
    const hashes = documents.map((line) => (JSON.parse(line) as { sha256: string }).sha256); // our own line
    expect(new Set(hashes).size).toBe(documents.length);
    expect(hashes).toEqual([...hashes].sort());
  });

  test.each([
    ['a line that is no JSON', '{"kind":"policy"\n', 1],
    ['a line without a kind', '{}\n', 1],
    ['a line that was cut', `${written(smallWorld())}{"kind":"users","accou`, written(smallWorld()).split('\n').length],
  ])('%s is a problem with its line', (_what, text, line) => {
    expect(decodeWorld(text)).toMatchObject({ problem: { line, expected: 'a line of world.jsonl' } });
  });
});

/** The lists of an account in the order of the file. */
function sortedLists(account: Account): Account {
  const byArn = <T extends { readonly arn: string }>(list: readonly T[]) =>
    [...list].sort((a, b) => (a.arn < b.arn ? -1 : 1));
  const { users, groups, roles, resources } = account;
  return { ...account, users: byArn(users), groups: byArn(groups), roles: byArn(roles), resources: byArn(resources) };
}
