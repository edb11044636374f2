import { accountIdOf, type Ground } from '../ground/ground.ts';
import { actorOf } from './actor.ts';
import { Edits } from './edits.ts';
import { Graph } from './graph.ts';

/** Whether one user or role can become an administrator: the question about everyone, asked about one alone. */
export function stillBecomes(ground: Ground, arn: string): boolean {
  const own = ground.principals.get(arn);
  if (own === undefined) return false;
  if (ground.administrators.has(arn)) return true;
  const graph = new Graph(ground);
  const edits = new Edits(ground);
  const reached = [arn, ...graph.reachOf(actorOf(own)).keys()];
  if (reached.some((one) => ground.administrators.has(one))) return true;
  const principals = reached.flatMap((one) => ground.principals.get(one) ?? []);
  return principals.some(
    (editor) =>
      edits.mayEdit(editor) &&
      principals.some(
        (target) =>
          accountIdOf(target.arn) === accountIdOf(editor.arn) &&
          !ground.administrators.has(target.arn) &&
          edits.find(editor, target) !== null,
      ),
  );
}
