import { expect, test } from 'vitest';
import { prepare } from '../decide.ts';
import { seeded } from '../testing/draw.ts';
import { drawRequests, preparedDifference } from '../testing/many-requests.ts';
import { drawDamagedQuestion } from '../testing/question-draw.ts';

const seed = Number(process.env['NIGHTJAR_SEED'] ?? 20261121);

test(`a world made ready once answers every request as the reference does (seed ${seed})`, () => {
  const draw = seeded(seed);
  for (let worlds = 0; worlds < 300; worlds += 1) {
    const question = drawDamagedQuestion(draw);
    const requests = drawRequests(draw, question);
    expect(preparedDifference(prepare, question, requests), JSON.stringify(question.world)).toBeNull();
  }
});
