import { referenceDecide } from '../../reference/decide.ts';
import { decide } from '../decide.ts';
import type { Decision } from '../decision.ts';
import type { Request, World } from '../request.ts';
import { type Question, worldOf } from './question.ts';

export type Engine = (world: World, request: Request) => Decision;

/** Every property and every row of the rules holds for both. */
export const ENGINES: readonly (readonly [name: string, engine: Engine])[] = [
  ['the engine', decide],
  ['the reference', referenceDecide],
];

export function answer(engine: Engine, { world, request }: Question): Decision {
  return engine(worldOf(world), request);
}
