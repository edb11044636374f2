import { Arbitrary, type Random, Stream, Value } from 'fast-check';
import { Draw } from './draw.ts';
import type { Question } from './question.ts';
import { drawQuestion } from './question-draw.ts';
import { reductions } from './reduce.ts';

/** Questions for properties: drawn by `drawQuestion`, shrunk by taking parts away. */
class Questions extends Arbitrary<Question> {
  override generate(random: Random): Value<Question> {
    const draw = new Draw((limit) => random.nextInt(0, limit - 1));
    return new Value(drawQuestion(draw), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Question {
    return typeof value === 'object' && value !== null && 'request' in value && 'world' in value;
  }

  override shrink(value: Question): Stream<Value<Question>> {
    return new Stream(reductions(value)).map((smaller) => new Value(smaller, undefined));
  }
}

export function questions(): Arbitrary<Question> {
  return new Questions();
}
