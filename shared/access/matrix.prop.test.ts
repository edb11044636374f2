import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../authorization/decide.ts';
import { AccessModel } from './access-model.ts';
import { analyzeAccess } from './analyze.ts';
import { A, worlds } from './testing/arbitrary-world.ts';
import { smallAccount } from './testing/small-account.ts';
import { termOf } from './verdict/term.ts';

const SEED = 20260922;

describe(`classes against the plain loop (seed ${SEED})`, () => {
  test('judging whole callers at once says what judging pair by pair says, term by term', () => {
    fc.assert(
      fc.property(worlds, (small) => {
        const accounts = small.map(smallAccount);
        const lines = [...analyzeAccess({ accounts, subject: A, decide }).lines()].filter(
          (l) => l.resourceArn !== null,
        );
        const said = new Map(lines.map((l) => [`${l.principalArn} ${l.resourceArn} ${l.capability}`, l]));
        const model = new AccessModel(accounts, decide);
        let pairs = 0;
        for (const caller of model.callers) {
          const reaches = model.reachesOf(caller);
          for (const target of model.targets) {
            if (caller.accountId !== A && target.account.accountId !== A) continue;
            for (const capability of target.table.capabilitySlots.keys()) {
              const terms = model.terms(caller, target, reaches, (v) => v.byCapability.get(capability) ?? []);
              const key = `${caller.arn} ${target.arn} ${capability}`;
              const shown = terms.slice(0, 5).map(({ plan, reach }) => termOf(plan, reach, target, model.compiler));
              expect(said.get(key)?.terms ?? []).toEqual(shown);
              if (terms.length > 0) pairs++;
            }
          }
        }
        expect(lines.length).toBe(pairs);
      }),
      { seed: SEED, numRuns: 25 },
    );
  });

  test('ranges of principals say together what the whole says', () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 1, max: 4 }), (small, size) => {
        const accounts = small.map(smallAccount);
        const whole = analyzeAccess({ accounts, subject: A, decide });
        const expected = [...whole.lines()].map((l) => JSON.stringify(l));
        const parts: string[] = [];
        for (let from = 0; from < whole.principals.length; from += size) {
          const shard = analyzeAccess({ accounts, subject: A, decide });
          const to = Math.min(from + size, whole.principals.length);
          for (const line of shard.lines({ from, to })) parts.push(JSON.stringify(line));
          expect(shard.statements()).toEqual(whole.statements());
        }
        expect(parts).toEqual(expected);
      }),
      { seed: SEED, numRuns: 3 },
    );
  });

  test('lines are sorted by principal, resource, service and capability', () => {
    fc.assert(
      fc.property(worlds, (small) => {
        const keys = [...analyzeAccess({ accounts: small.map(smallAccount), subject: A, decide }).lines()].map((l) =>
          [l.principalArn, l.resourceArn ?? '', l.service, l.capability].join('\u0000'),
        );
        expect(keys).toEqual(keys.toSorted());
      }),
      { seed: SEED, numRuns: 3 },
    );
  });
});
