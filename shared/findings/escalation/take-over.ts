import type { Finding } from '../finding.ts';
import { nameOf } from '../ground/ground.ts';
import { advice, finding } from '../make-finding.ts';
import { actorOf, grantsOfCall } from './actor.ts';
import type { Graph } from './graph.ts';
import { type Step, toldStep } from './step.ts';
import { TECHNIQUES } from './techniques.ts';
import type { Way } from './way.ts';

/** Principals told by name; the rest are counted. */
const MOST_TOLD = 25;

/** Who can act as others in ways that their trust policies do not speak of, short of administering. */
export function takeOvers(graph: Graph, becoming: ReadonlySet<string>): readonly Finding[] {
  const { ground } = graph;
  return [...ground.principals.values()].flatMap((one) => {
    if (one.account !== ground.subject || ground.administrators.has(one.arn) || becoming.has(one.arn)) return [];
    const taken = [...graph.reachOf(actorOf(one)).values()].filter((way) => way.has(isTaken)).sort(byLength);
    const [first] = taken;
    if (first === undefined) return [];
    const path = first.steps();
    const told = taken.slice(0, MOST_TOLD);
    const lastSteps = told.flatMap(({ last }) => (last === null ? [] : [last]));
    return [
      finding({
        type: 'can-take-over-principal',
        subject: one.arn,
        severity: 'medium',
        reason: `it ${path.map(({ words }) => words).join(', then ')}`,
        statements: path.flatMap(({ calls }) => calls.flatMap(grantsOfCall)),
        facts: {
          takesOver: told.map(({ actor }) => actor.id),
          more: taken.length - told.length,
          techniques: [...new Set(lastSteps.map(({ technique }) => technique))].sort(),
        },
        path: path.map(toldStep),
        fix: advice(
          `If ${nameOf(one.arn)} is not meant to act as ${nameOf(first.actor.id)}, take the calls of the path from it.`,
          'which of the calls the principal needs for its work is not known',
        ),
      }),
    ];
  });
}

function isTaken({ technique }: Step): boolean {
  return TECHNIQUES.get(technique)?.mechanism !== 'role-assumption';
}

function byLength(a: Way, b: Way): number {
  return a.length - b.length || (a.actor.id < b.actor.id ? -1 : 1);
}
