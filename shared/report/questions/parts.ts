import { targetsOf } from '../../access/compile/inventory.ts';
import type { Target } from '../../access/compile/target.ts';
import { glob, globMatches, globText } from '../../access/pattern/glob.ts';
import { sampleOf } from '../../access/pattern/sample.ts';
import type { Scope } from '../../access/verdict.ts';
import type { Account } from '../../account/model.ts';
import { typeOfArn } from '../../catalog/arn-type.ts';
import { findAction } from '../../catalog/catalog.ts';

/** Which ARNs of a resource each action is checked against: the bucket for listing, its objects for reading. */
export class ResourceParts {
  readonly #target: Target;
  readonly #wholes: ReadonlySet<string>;

  constructor(target: Target) {
    this.#target = target;
    this.#wholes = new Set(target.forms.map(({ base, suffix }) => globText(base) + suffix.text));
  }

  /** True where the scope leaves nothing out of any part that it speaks of. */
  isWhole(scope: Scope): boolean {
    return scope.exclude.length === 0 && scope.include.every((pattern) => this.#wholes.has(pattern));
  }

  /** Whether AWS checks the action against that ARN, of the resource or inside it. */
  takes(actionId: string, arn: string): boolean {
    const { table, forms } = this.#target;
    return table.slots.some(({ action, form }) => {
      const at = forms[form];
      if (action.id !== actionId || at === undefined || !arn.startsWith(at.base)) return false;
      return globMatches(at.suffix, arn.slice(at.base.length));
    });
  }

  /** An ARN in the scope against which AWS checks the action; null where none was found. */
  member(actionId: string, scope: Scope): string | null {
    const none = scope.exclude.map(glob);
    for (const { action, form } of this.#target.table.slots) {
      const at = this.#target.forms[form];
      if (action.id !== actionId || at === undefined) continue;
      for (const pattern of scope.include) {
        const found = sampleOf([glob(globText(at.base) + at.suffix.text), glob(pattern)], none);
        if (found !== null && found !== 'too-hard') return found;
      }
    }
    return null;
  }

  /** For each part that the action is checked against, one ARN of it. */
  members(actionId: string): readonly string[] {
    const { table, forms } = this.#target;
    return table.slots.flatMap(({ action, form }) => {
      const at = forms[form];
      if (action.id !== actionId || at === undefined) return [];
      const found = sampleOf([glob(globText(at.base) + at.suffix.text)], []);
      return found === null || found === 'too-hard' ? [] : [found];
    });
  }
}

/** The parts of everything that was read, by ARN; built when first asked for. */
export class PartsOfResources {
  readonly #accounts: () => readonly Account[];
  #byArn: ReadonlyMap<string, ResourceParts> | null = null;

  constructor(accounts: () => readonly Account[]) {
    this.#accounts = accounts;
  }

  of(resourceArn: string): ResourceParts | null {
    this.#byArn ??= new Map(
      this.#accounts()
        .flatMap((account) => targetsOf(account).targets)
        .map((target) => [target.arn, new ResourceParts(target)]),
    );
    return this.#byArn.get(resourceArn) ?? null;
  }
}

/** Whether an ARN lies in the scope. */
export function scopeHolds(scope: Scope, arn: string): boolean {
  const matches = (pattern: string) => globMatches(glob(pattern), arn);
  return scope.include.some(matches) && !scope.exclude.some(matches);
}

/** Whether an action can be put to an ARN of a resource that was not read, by the types of both. */
export function actsOn(actionId: string, arn: string): boolean {
  const action = findAction(actionId);
  const types = typeOfArn(arn);
  return (
    action?.resourceTypes.some(({ type }) => types.some((t) => t.service === type.service && t.name === type.name)) ===
    true
  );
}
