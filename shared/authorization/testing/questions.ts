import { Arbitrary, type Random, Stream, Value } from 'fast-check';
import { Draw } from './draw.ts';
import type { Question } from './question.ts';
import { drawDamagedQuestion, drawQuestion } from './question-draw.ts';
import { reductions } from './reduce.ts';

/** Questions for properties: shrunk by taking parts away. */
class Questions extends Arbitrary<Question> {
  readonly #draw: (draw: Draw) => Question;

  constructor(draw: (draw: Draw) => Question) {
    super();
    this.#draw = draw;
  }

  override generate(random: Random): Value<Question> {
    const draw = new Draw((limit) => random.nextInt(0, limit - 1));
    return new Value(this.#draw(draw), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Question {
    return typeof value === 'object' && value !== null && 'request' in value && 'world' in value;
  }

  override shrink(value: Question): Stream<Value<Question>> {
    return new Stream(reductions(value)).map((smaller) => new Value(smaller, undefined));
  }
}

/** Questions whose policies AWS would have saved. */
export function questions(): Arbitrary<Question> {
  return new Questions(drawQuestion);
}

/** Questions of which some policies are damaged: for properties that do not take policies apart. */
export function damagedQuestions(): Arbitrary<Question> {
  return new Questions(drawDamagedQuestion);
}
