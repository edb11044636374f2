import { accountIdOf } from '../ground/ground.ts';
import type { OwnPrincipal } from '../ground/principals.ts';
import type { Actor } from './actor.ts';
import type { Edit, Edits } from './edits.ts';
import { type Graph, LONGEST_PATH } from './graph.ts';
import { combined } from './identity-techniques.ts';
import { type Step, step } from './step.ts';
import { Way } from './way.ts';

/** A shortest path to administering one of some accounts; null: there is none. */
export function pathToAdministrator(
  graph: Graph,
  edits: Edits,
  start: Actor,
  inAccount: (accountId: string) => boolean,
): readonly Step[] | null {
  const search = new Search(graph, edits, start, inAccount);
  const reached = new Map<string, Way>([[start.id, Way.from(start)]]);
  let frontier: readonly Way[] = [...reached.values()];
  for (let length = 0; length < LONGEST_PATH && frontier.length > 0; length++) {
    const found = best(frontier.flatMap((way) => search.oneStepFrom(way)));
    if (found !== null) return found;
    frontier = graph.next(frontier, (arn) => !reached.has(arn));
    for (const way of frontier) reached.set(way.actor.id, way);
  }
  return best(search.byEditsApart([...reached.values()]));
}

class Search {
  readonly #graph: Graph;
  readonly #edits: Edits;
  readonly #start: Actor;
  readonly #inAccount: (accountId: string) => boolean;

  constructor(graph: Graph, edits: Edits, start: Actor, inAccount: (accountId: string) => boolean) {
    this.#graph = graph;
    this.#edits = edits;
    this.#start = start;
    this.#inAccount = inAccount;
  }

  /** Paths that are one step longer than the way and end with an administrator. */
  oneStepFrom(way: Way): readonly (readonly Step[])[] {
    const before = way.steps();
    const direct = this.#graph.stepsToAdministrators(way.actor).filter(({ to }) => this.#inAccount(accountIdOf(to)));
    const { own } = way.actor;
    const edited =
      own === null || !this.#mayEdit(own) ? [] : [...this.#editedHere(own), ...this.#editedNext(way.actor, own)];
    return [...direct, ...edited].map((one) => [...before, one]);
  }

  /** Paths where who is edited is reached in another way than through its editor. */
  byEditsApart(reached: readonly Way[]): readonly (readonly Step[])[] {
    const editors = reached.filter(({ actor }) => actor.own !== null && this.#mayEdit(actor.own));
    return editors.flatMap((editor) =>
      reached.flatMap((target) => {
        const [by, of] = [editor.actor.own, target.actor.own];
        const edit = by === null || of === null || by === of ? null : this.#find(by, of);
        if (edit === null || by === null || of === null) return [];
        const [path, rest] = [editor.steps(), target.steps()];
        let common = 0;
        while (common < path.length && common < rest.length && path[common] === rest[common]) common++;
        return [
          [...path, step(by.arn, of.arn, 'policy-edit-and-access', edit.words, [edit.call]), ...rest.slice(common)],
        ];
      }),
    );
  }

  /** It edits itself, or the one that it all began with: nothing more is needed. */
  #editedHere(own: OwnPrincipal): readonly Step[] {
    const targets = [own, this.#start.own].filter((target, i) => target !== null && (i === 0 || target !== own));
    return targets.flatMap((target) => {
      const edit = target === null ? null : this.#find(own, target);
      return edit === null || target === null
        ? []
        : [step(own.arn, target.arn, edit.technique, edit.words, [edit.call])];
    });
  }

  /** It edits someone, and then comes to act as that one. */
  #editedNext(actor: Actor, own: OwnPrincipal): readonly Step[] {
    return this.#graph.stepsOf(actor).flatMap((one) => {
      const target = this.#graph.ground.principals.get(one.to);
      const edit = target === undefined ? null : this.#find(own, target);
      if (edit === null) return [];
      const technique = combined(edit.technique, one.technique);
      return [step(own.arn, one.to, technique, `${edit.words}, then ${one.words}`, [edit.call, ...one.calls])];
    });
  }

  #mayEdit(own: OwnPrincipal): boolean {
    const { administrators } = this.#graph.ground;
    return this.#inAccount(own.account.accountId) && !administrators.has(own.arn) && this.#edits.mayEdit(own);
  }

  #find(editor: OwnPrincipal, target: OwnPrincipal): Edit | null {
    return this.#graph.ground.administrators.has(target.arn) ? null : this.#edits.find(editor, target);
  }
}

/** The path with the fewest steps, then conditions, then calls, then by text. */
function best(paths: readonly (readonly Step[])[]): readonly Step[] | null {
  let found: readonly Step[] | null = null;
  for (const path of paths) if (found === null || isBetter(path, found)) found = path;
  return found;
}

function isBetter(a: readonly Step[], b: readonly Step[]): boolean {
  const [x, y] = [weightOf(a), weightOf(b)];
  for (let i = 0; i < x.length; i++) {
    const [left = 0, right = 0] = [x[i], y[i]];
    if (left !== right) return left < right;
  }
  return textOf(a) < textOf(b);
}

function weightOf(path: readonly Step[]): readonly number[] {
  return [
    path.length,
    path.reduce((sum, { conditions }) => sum + conditions.length, 0),
    path.filter(({ waits }) => waits).length,
    path.reduce((sum, { calls }) => sum + calls.length, 0),
  ];
}

function textOf(path: readonly Step[]): string {
  return path.map(({ from, to, technique }) => `${from} ${technique} ${to}`).join('\n');
}
