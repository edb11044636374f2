import { referenceDecide } from '../../reference/decide.ts';
import type { PreparedWorld } from '../decide.ts';
import type { Request, World } from '../request.ts';
import { difference } from './difference.ts';
import type { Draw } from './draw.ts';
import { type Question, worldOf } from './question.ts';
import { drawQuestion } from './question-draw.ts';

/** Requests to put to one world, one after the other: the question's own among others near to it and far from it. */
export function drawRequests(draw: Draw, { request }: Question): Request[] {
  return draw.list(10, 14, () => {
    const other = drawQuestion(draw).request;
    return draw.weighted<() => Request>([
      [3, () => request],
      [3, () => ({ ...request, action: other.action })],
      [3, () => ({ ...request, principal: other.principal, principalAccount: other.principalAccount })],
      [2, () => ({ ...request, context: other.context })],
      [
        3,
        () => ({ ...request, resource: other.resource, resourceAccount: other.resourceAccount, action: other.action }),
      ],
      [4, () => other],
    ])();
  });
}

/**
 * Where a world that was made ready once answers otherwise than the reference, which reads it anew each time: what
 * differs and after how many requests; null: nowhere.
 */
export function preparedDifference(
  prepare: (world: World) => PreparedWorld,
  question: Question,
  requests: readonly Request[],
): string | null {
  const world = worldOf(question.world);
  const prepared = prepare(world);
  for (const [index, request] of requests.entries()) {
    const expected = referenceDecide(world, request);
    const outcome = prepared.outcome(request);
    const place = `request ${index + 1} to one world, ${JSON.stringify(request)}`;
    if (outcome !== expected.decision) return `outcome ${outcome} and ${expected.decision}: ${place}`;
    const differs = difference(prepared.decide(request), expected);
    if (differs !== null) return `${differs}: ${place}`;
  }
  return null;
}
