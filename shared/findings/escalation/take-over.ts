import type { Finding } from '../finding.ts';
import { nameOf } from '../ground/ground.ts';
import { advice, finding } from '../make-finding.ts';
import { actorOf } from './actor.ts';
import type { Graph } from './graph.ts';
import { type Step, toldStep } from './step.ts';
import { TECHNIQUES } from './techniques.ts';

/** Principals told by name; the rest are counted. */
const MOST_TOLD = 25;

/** Who can act as others in ways that their trust policies do not speak of, short of administering. */
export function takeOvers(graph: Graph, becoming: ReadonlySet<string>): readonly Finding[] {
  const { ground } = graph;
  return [...ground.principals.values()].flatMap((one) => {
    if (one.account !== ground.subject || ground.administrators.has(one.arn) || becoming.has(one.arn)) return [];
    const taken = [...graph.reachOf(actorOf(one))].filter(([, path]) => path.some(isTaken)).sort(byLength);
    const [first] = taken;
    if (first === undefined) return [];
    const [, path] = first;
    const told = taken.slice(0, MOST_TOLD);
    return [
      finding({
        type: 'can-take-over-principal',
        subject: one.arn,
        severity: 'medium',
        reason: `it ${path.map(({ words }) => words).join(', then ')}`,
        statements: told.flatMap(([, steps]) => steps.flatMap(({ calls }) => calls.flatMap(({ grants }) => grants))),
        facts: {
          takesOver: told.map(([arn]) => arn),
          more: taken.length - told.length,
          techniques: [...new Set(told.flatMap(([, steps]) => steps.map(({ technique }) => technique)))].sort(),
        },
        path: path.map(toldStep),
        fix: advice(
          `If ${nameOf(one.arn)} is not meant to act as ${nameOf(first[0])}, take the calls of the path from it.`,
          'which of the calls the principal needs for its work is not known',
        ),
      }),
    ];
  });
}

function isTaken({ technique }: Step): boolean {
  return TECHNIQUES.get(technique)?.mechanism !== 'role-assumption';
}

function byLength([a, x]: readonly [string, readonly Step[]], [b, y]: readonly [string, readonly Step[]]): number {
  return x.length - y.length || (a < b ? -1 : 1);
}
