import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../decision.ts';
import { difference } from '../testing/difference.ts';
import { answer, ENGINES } from '../testing/engines.ts';
import type { Question } from '../testing/question.ts';

/** A question on which engine and reference once differed, with the answer that the documentation gives. */
interface CorpusCase {
  readonly title: string;
  readonly expected: Outcome;
  readonly question: Question;
}

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.json'));

describe('every disagreement ever found, decided by the documentation', () => {
  test.each(files)('%s', (file) => {
    // Written by the fuzzer and read by hand: the shape is ours.
    const { question, expected } = JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')) as CorpusCase;
    const answers = ENGINES.map(([name, engine]) => ({ name, decision: answer(engine, question) }));
    for (const { name, decision } of answers)
      expect({ name, decision: decision.decision }).toEqual({ name, decision: expected });
    const [first, ...others] = answers.map(({ decision }) => decision);
    for (const other of others) expect(first && difference(first, other)).toBeNull();
  });
});
