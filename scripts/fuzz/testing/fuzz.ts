import type { PreparedWorld } from '../../../shared/authorization/decide.ts';
import type { Request, World } from '../../../shared/authorization/request.ts';
import { difference } from '../../../shared/authorization/testing/difference.ts';
import { seeded } from '../../../shared/authorization/testing/draw.ts';
import { answer, type Engine } from '../../../shared/authorization/testing/engines.ts';
import { drawRequests, preparedDifference } from '../../../shared/authorization/testing/many-requests.ts';
import type { Question } from '../../../shared/authorization/testing/question.ts';
import { drawDamagedQuestion } from '../../../shared/authorization/testing/question-draw.ts';
import { reduce } from '../../../shared/authorization/testing/reduce.ts';
import { referenceDecide } from '../../../shared/reference/decide.ts';

export interface FuzzOptions {
  readonly engine: Engine;
  /** Where the engine has it: worlds made ready for many requests. */
  readonly prepare: ((world: World) => PreparedWorld) | null;
  readonly seed: number;
  /** Asked before every batch: how long to go on. */
  readonly goesOn: (worlds: number) => boolean;
  /** Called with each new disagreement, made small. */
  readonly found: (disagreement: FoundDisagreement) => void;
  /** Ends after so many. */
  readonly most: number;
}

export interface FoundDisagreement {
  readonly question: Question;
  /** How the answers differ: the engine's first, then the reference's. */
  readonly difference: string;
}

export interface FuzzResult {
  readonly worlds: number;
  readonly disagreements: number;
  readonly byDecision: Readonly<Record<string, number>>;
}

const BATCH = 200;

/** Puts generated questions to the engine and to the reference, as long as `goesOn`. */
export function fuzz({ engine, prepare, seed, goesOn, found, most }: FuzzOptions): FuzzResult {
  const draw = seeded(seed);
  const known = new Set<string>();
  const byDecision: Record<string, number> = {};
  let worlds = 0;
  while (known.size < most && goesOn(worlds)) {
    for (let i = 0; i < BATCH && known.size < most; i += 1) {
      const question = drawDamagedQuestion(draw);
      worlds += 1;
      const { decision } = answer(referenceDecide, question);
      byDecision[decision] = (byDecision[decision] ?? 0) + 1;
      const requests = prepare !== null && draw.chance(4) ? drawRequests(draw, question) : [];
      const how = (asked: Question): string | null =>
        requests.length === 0 || prepare === null ? differs(engine, asked) : differsPrepared(prepare, asked, requests);
      if (how(question) === null) continue;
      const small = reduce(question, (smaller) => how(smaller) !== null);
      const text = JSON.stringify(small);
      if (known.has(text)) continue;
      known.add(text);
      found({ question: small, difference: how(small) ?? '' });
    }
  }
  return { worlds, disagreements: known.size, byDecision };
}

function differsPrepared(
  prepare: (world: World) => PreparedWorld,
  question: Question,
  requests: readonly Request[],
): string | null {
  try {
    return preparedDifference(prepare, question, requests);
  } catch (error) {
    return `thrown: ${String(error)}`;
  }
}

/** What sets the engine's answer apart from the reference's; an engine that throws differs. */
function differs(engine: Engine, question: Question): string | null {
  try {
    return difference(answer(engine, question), answer(referenceDecide, question));
  } catch (error) {
    return `thrown: ${String(error)}`;
  }
}
