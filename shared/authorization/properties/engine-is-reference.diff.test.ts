import fc from 'fast-check';
import { test } from 'vitest';
import { referenceDecide } from '../../reference/decide.ts';
import { decide } from '../decide.ts';
import { difference } from '../testing/difference.ts';
import { answer } from '../testing/engines.ts';
import { damagedQuestions } from '../testing/questions.ts';

const seed = Number(process.env['NIGHTJAR_SEED'] ?? 20261121);

test(`the engine answers as the reference does, from the same statements (seed ${seed})`, () => {
  fc.assert(
    fc.property(damagedQuestions(), (question) => {
      const differs = difference(answer(decide, question), answer(referenceDecide, question));
      if (differs !== null) throw new Error(`${differs}\n${JSON.stringify(question)}`);
    }),
    { seed, numRuns: 4000 },
  );
});
