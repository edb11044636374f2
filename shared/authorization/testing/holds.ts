import fc, { type Arbitrary } from 'fast-check';
import { describe, test } from 'vitest';
import { ENGINES, type Engine } from './engines.ts';
import type { Question } from './question.ts';
import { questions } from './questions.ts';

/** How many questions a property is put to; the fuzzer goes on from there. */
const RUNS = 1500;

/**
 * Checks a property on generated questions for every engine. The seed is printed; `NIGHTJAR_SEED` repeats it.
 * `property` returns what is wrong, or null.
 */
export function holds(
  title: string,
  property: (engine: Engine, question: Question) => string | null,
  among: Arbitrary<Question> = questions(),
): void {
  const seed = Number(process.env['NIGHTJAR_SEED'] ?? 20261121);
  describe(`${title} (seed ${seed})`, () => {
    test.each(ENGINES)('for %s', (_name, engine) => {
      fc.assert(
        fc.property(among, (question) => {
          const wrong = property(engine, question);
          if (wrong !== null) throw new Error(`${wrong}\n${JSON.stringify(question)}`);
        }),
        { seed, numRuns: RUNS },
      );
    });
  });
}
