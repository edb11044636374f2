import type { OwnPrincipal } from '../ground/principals.ts';
import { type Actor, actorOf } from './actor.ts';
import type { Edit, Edits } from './edits.ts';
import { type Graph, LONGEST_PATH } from './graph.ts';
import { combined } from './identity-techniques.ts';
import { type Step, step } from './step.ts';
import { targetsIn } from './targets.ts';

/**
 * A shortest path to administering one of some accounts, by actor; whoever has none is not there. The search goes
 * backwards: who reaches an administrator in one step, who reaches one of those, and so on; so that nobody is asked
 * about steps that lead nowhere.
 */
export function pathsToAdministrators(
  graph: Graph,
  edits: Edits,
  starts: readonly Actor[],
  inAccount: (accountId: string) => boolean,
): ReadonlyMap<string, readonly Step[]> {
  const { ground } = graph;
  const between = [...ground.principals.values()].map(actorOf);
  const outside = starts.filter(({ own }) => own === null);
  const search = new Search(graph, edits, [...between, ...outside], inAccount);
  search.run();
  return search.paths;
}

class Search {
  readonly paths = new Map<string, readonly Step[]>();
  readonly #graph: Graph;
  readonly #edits: Edits;
  readonly #actors: readonly Actor[];
  readonly #inAccount: (accountId: string) => boolean;
  /** Who administers one of the accounts: where every path ends. */
  readonly #ends: ReadonlySet<string>;

  constructor(graph: Graph, edits: Edits, actors: readonly Actor[], inAccount: (accountId: string) => boolean) {
    const { administrators, principals } = graph.ground;
    this.#graph = graph;
    this.#edits = edits;
    this.#actors = actors;
    this.#inAccount = inAccount;
    this.#ends = new Set([...administrators].filter((arn) => inAccount(principals.get(arn)?.account.accountId ?? '')));
  }

  run(): void {
    let newest: ReadonlySet<string> = this.#ends;
    // Where nobody administers yet, someone may still edit itself.
    for (let length = 1; length === 1 || (length <= LONGEST_PATH && newest.size > 0); length++) {
      const targets = targetsIn(this.#graph.all, newest);
      const found = new Map<string, readonly Step[]>();
      for (const actor of this.#actors) {
        if (this.paths.has(actor.id) || this.#ends.has(actor.id)) continue;
        const steps = this.#graph.stepsTo(actor, targets);
        const path = best([
          ...steps.map((one) => [one, ...(this.paths.get(one.to) ?? [])]),
          ...(length === 1 ? this.#byEdit(actor).map((one) => [one]) : []),
        ]);
        if (path !== null) found.set(actor.id, path);
      }
      for (const [id, path] of found) this.paths.set(id, path);
      newest = new Set(found.keys());
    }
    this.#byEditsApart();
  }

  /** One step: it edits itself, or edits someone whom it can then act as. */
  #byEdit({ own }: Actor): readonly Step[] {
    if (own === null || !this.#mayEdit(own)) return [];
    const itself = this.#edits.find(own, own);
    if (itself !== null) return [step(own.arn, own.arn, itself.technique, itself.words, [itself.call])];
    const edits = this.#editsBy(own);
    return this.#graph.stepsTo(actorOf(own), targetsIn(this.#graph.all, new Set(edits.keys()))).flatMap((one) => {
      const edit = edits.get(one.to);
      if (edit === undefined) return [];
      const words = `${edit.words}, then ${one.words}`;
      return [step(own.arn, one.to, combined(edit.technique, one.technique), words, [edit.call, ...one.calls])];
    });
  }

  /** Who is edited may be reached in another way than through its editor, and may be the one that it all began with. */
  #byEditsApart(): void {
    const left = this.#actors.filter(({ id }) => !this.paths.has(id) && !this.#ends.has(id));
    const editors = left.flatMap(({ own }) => (own !== null && this.#mayEdit(own) ? [own] : []));
    const pairs = editors
      .map((editor) => ({ editor, edits: this.#editsBy(editor) }))
      .filter(({ edits }) => edits.size > 0);
    if (pairs.length === 0) return;
    const found = new Map<string, readonly Step[]>();
    for (const start of left) {
      const reach = this.#graph.reachOf(start);
      const waysTo = (arn: string): readonly Step[] | null =>
        arn === start.id ? [] : (reach.get(arn)?.steps() ?? null);
      const path = best(
        pairs.flatMap(({ editor, edits }) => {
          const before = waysTo(editor.arn);
          if (before === null) return [];
          return [...edits].flatMap(([target, edit]) => {
            const after = waysTo(target);
            if (after === null) return [];
            const change = step(editor.arn, target, 'policy-edit-and-access', edit.words, [edit.call]);
            return [[...before, change, ...withoutCommon(before, after)]];
          });
        }),
      );
      if (path !== null) found.set(start.id, path);
    }
    for (const [id, path] of found) this.paths.set(id, path);
  }

  /** Others that it could make administrators, by ARN. */
  #editsBy(editor: OwnPrincipal): ReadonlyMap<string, Edit> {
    const { administrators, principals } = this.#graph.ground;
    const edits = new Map<string, Edit>();
    for (const target of principals.values()) {
      if (target === editor || target.account !== editor.account || administrators.has(target.arn)) continue;
      const edit = this.#edits.find(editor, target);
      if (edit !== null) edits.set(target.arn, edit);
    }
    return edits;
  }

  #mayEdit(own: OwnPrincipal): boolean {
    const { administrators } = this.#graph.ground;
    return this.#inAccount(own.account.accountId) && !administrators.has(own.arn) && this.#edits.mayEdit(own);
  }
}

function withoutCommon(before: readonly Step[], after: readonly Step[]): readonly Step[] {
  let common = 0;
  while (common < before.length && common < after.length && before[common] === after[common]) common++;
  return after.slice(common);
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
