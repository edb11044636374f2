import { accountIdOf } from '../ground/ground.ts';
import type { OwnPrincipal } from '../ground/principals.ts';
import { type Actor, actorOf } from './actor.ts';
import type { Edit, Edits } from './edits.ts';
import { type Graph, isBetterPath } from './graph.ts';
import { combined } from './identity-techniques.ts';
import { type Step, step } from './step.ts';

/** A shortest path to administering one of some accounts; `end` is who administers then. Null: there is none. */
export function pathToAdministrator(
  graph: Graph,
  edits: Edits,
  start: Actor,
  inAccount: (accountId: string) => boolean,
): readonly Step[] | null {
  const { ground } = graph;
  const reach = graph.reachOf(start);
  let best: readonly Step[] | null = null;
  const propose = (path: readonly Step[]): void => {
    if (path.length > 0 && (best === null || isBetterPath(path, best))) best = path;
  };
  for (const [arn, path] of reach) {
    if (ground.administrators.has(arn) && inAccount(accountIdOf(arn))) propose(path);
  }
  const nodes = new Map<string, readonly Step[]>(start.own === null ? reach : [[start.id, []], ...reach]);
  const known = [...nodes].flatMap(([arn, path]): readonly Node[] => {
    const own = ground.principals.get(arn);
    return own === undefined || !inAccount(own.account.accountId) ? [] : [{ own, path }];
  });
  for (const editor of known) {
    if (!edits.mayEdit(editor.own) || ground.administrators.has(editor.own.arn)) continue;
    for (const target of known) {
      if (ground.administrators.has(target.own.arn) || editor.own.account !== target.own.account) continue;
      if (best !== null && shortest(editor, target, start) > (best as readonly Step[]).length) continue; // assigned in `propose`
      const edit = edits.find(editor.own, target.own);
      if (edit !== null) propose(pathWith(graph, start, editor, target, edit));
    }
  }
  return best;
}

interface Node {
  readonly own: OwnPrincipal;
  readonly path: readonly Step[];
}

/** No path by this pair is shorter. */
function shortest(editor: Node, target: Node, start: Actor): number {
  return target.own.arn === start.id || target === editor
    ? editor.path.length + 1
    : Math.max(editor.path.length, target.path.length, 1);
}

function pathWith(graph: Graph, start: Actor, editor: Node, target: Node, edit: Edit): readonly Step[] {
  const from = editor.own.arn;
  const to = target.own.arn;
  // Who edits itself, or the one that it all began with, needs nothing more.
  if (from === to || to === start.id) return [...editor.path, step(from, to, edit.technique, edit.words, [edit.call])];
  const direct = graph.stepsOf(actorOf(editor.own)).find((one) => one.to === to);
  if (direct !== undefined) {
    const technique = combined(edit.technique, direct.technique);
    const words = `${edit.words}, then ${direct.words}`;
    return [...editor.path, step(from, to, technique, words, [edit.call, ...direct.calls])];
  }
  const common = commonLength(editor.path, target.path);
  const change = step(from, to, 'policy-edit-and-access', edit.words, [edit.call]);
  return [...editor.path, change, ...target.path.slice(common)];
}

function commonLength(a: readonly Step[], b: readonly Step[]): number {
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  return i;
}
