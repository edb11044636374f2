import type { Finding } from '../finding.ts';
import { nameOf } from '../ground/ground.ts';
import { advice, finding } from '../make-finding.ts';
import { actorOf, grantsOfCall } from './actor.ts';
import type { Graph } from './graph.ts';
import { toldStep } from './step.ts';

/** Principals told by name; whether there are more is told as well. */
const MOST_TOLD = 25;

/** Who can act as others in ways that their trust policies do not speak of, short of administering. */
export function takeOvers(graph: Graph, becoming: ReadonlySet<string>): readonly Finding[] {
  const { ground } = graph;
  return [...ground.principals.values()].flatMap((one) => {
    if (one.account !== ground.subject || ground.administrators.has(one.arn) || becoming.has(one.arn)) return [];
    const taken = graph.takenBy(actorOf(one), MOST_TOLD + 1);
    const [first] = taken;
    if (first === undefined) return [];
    const told = taken.slice(0, MOST_TOLD);
    return [
      finding({
        type: 'can-take-over-principal',
        subject: one.arn,
        severity: 'medium',
        reason: `it ${first.words}`,
        statements: first.calls.flatMap(grantsOfCall),
        facts: {
          takesOver: told.map(({ to }) => to),
          andMore: taken.length > told.length,
          techniques: [...new Set(told.map(({ technique }) => technique))].sort(),
        },
        path: [toldStep(first)],
        fix: advice(
          `If ${nameOf(one.arn)} is not meant to act as ${nameOf(first.to)}, take the calls of the path from it.`,
          'which of the calls the principal needs for its work is not known',
        ),
      }),
    ];
  });
}
