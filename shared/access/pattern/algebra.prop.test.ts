import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { intersect, overlaps, subsumes } from './algebra.ts';
import { glob, globMatches } from './glob.ts';
import { sampleOf } from './sample.ts';

const SEED = 20260921;
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'x'), maxLength: 8 });

/** Every text over three letters up to a length at which patterns of six tokens have shown all they can. */
const TEXTS = (() => {
  const out = [''];
  for (let from = 0, length = 0; length < 7; length++) {
    const to = out.length;
    for (let i = from; i < to; i++) for (const c of 'abx') out.push(`${out[i]}${c}`);
    from = to;
  }
  return out;
})();

describe(`pattern algebra against every short text (seed ${SEED})`, () => {
  const run = (property: fc.IProperty<[string, string]>) => fc.assert(property, { seed: SEED, numRuns: 400 });

  test('E14, E19: subsumption agrees with membership', () => {
    run(
      fc.property(pattern, pattern, (p, q) => {
        const [a, b] = [glob(p), glob(q)];
        const counter = TEXTS.find((t) => globMatches(a, t) && !globMatches(b, t));
        expect(subsumes(b, a)).toBe(counter === undefined);
      }),
    );
  });

  test('E14, E19: overlap and intersection agree with membership', () => {
    run(
      fc.property(pattern, pattern, (p, q) => {
        const [a, b] = [glob(p), glob(q)];
        const parts = intersect(a, b);
        expect(parts).not.toBeNull();
        for (const t of TEXTS) {
          const both = globMatches(a, t) && globMatches(b, t);
          expect((parts ?? []).some((g) => globMatches(g, t))).toBe(both);
          if (both) expect(overlaps(a, b)).toBe(true);
        }
        if ((parts ?? []).length === 0) expect(overlaps(a, b)).toBe(false);
      }),
    );
  });

  test('a sample lies in all of the first and none of the second, and is found where one exists', () => {
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 1, maxLength: 2 }), fc.array(pattern, { maxLength: 2 }), (p, q) => {
        const [all, none] = [p.map(glob), q.map(glob)];
        const inside = (t: string) => all.every((g) => globMatches(g, t)) && !none.some((g) => globMatches(g, t));
        const sample = sampleOf(all, none);
        expect(sample).not.toBe('too-hard');
        if (sample === null) expect(TEXTS.some(inside)).toBe(false);
        else expect(inside(sample)).toBe(true);
      }),
      { seed: SEED, numRuns: 400 },
    );
  });

  test('literal wildcard characters survive the text form (G07)', () => {
    fc.assert(
      fc.property(text, (t) => {
        const odd = `${t}*?$\{${t}`;
        expect(glob(glob(odd).text).text).toBe(glob(odd).text);
      }),
      { seed: SEED },
    );
  });
});
