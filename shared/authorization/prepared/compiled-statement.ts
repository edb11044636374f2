import type { Lookup } from '../../policy/lookup.ts';
import type { PolicyIssue, PolicyVersion, Statement } from '../../policy/model.ts';
import { type CompiledCondition, compileCondition } from '../condition.ts';
import { MAYBE, NO, type Tri, YES } from '../truth.ts';
import { CompiledActions } from './compiled-actions.ts';
import { CompiledResources } from './compiled-resources.ts';

/**
 * A statement made ready for any number of requests; each part is compiled when it is first asked for. A part that
 * could not be read answers MAYBE, and so does a statement with any unresolved issue that does not fail elsewhere.
 */
export class CompiledStatement {
  readonly statement: Statement;
  readonly allows: boolean;
  /** The Principal element holds an issue that leaves it open. */
  readonly principalOpen: boolean;
  readonly #version: PolicyVersion;
  readonly #open: boolean;
  /** The Action element holds an issue that leaves it open. */
  readonly actionOpen: boolean;
  readonly #resourceOpen: boolean;
  #actions: CompiledActions | null = null;
  #resources: CompiledResources | null = null;
  #conditions: readonly CompiledCondition[] | null = null;
  #always: boolean | null = null;

  constructor(statement: Statement, version: PolicyVersion) {
    const { unresolved } = statement;
    this.statement = statement;
    this.allows = statement.effect === 'Allow';
    this.#version = version;
    this.#open = unresolved.length > 0;
    this.actionOpen = this.#open && unresolved.some((issue) => isIn(issue, 'Action', 'NotAction'));
    this.#resourceOpen = this.#open && unresolved.some((issue) => isIn(issue, 'Resource', 'NotResource'));
    this.principalOpen = this.#open && unresolved.some((issue) => isIn(issue, 'Principal', 'NotPrincipal'));
  }

  /** Whether the Action element covers the action (in lower case), or may. */
  reaches(foldedAction: string): boolean {
    return this.actionOpen || this.actions.covers(foldedAction);
  }

  /** Resource and Condition put to the request; the action is known to be reached. */
  applies(resource: string, service: string, lookup: Lookup): Tri {
    let result: Tri = this.#open ? MAYBE : YES;
    if (this.statement.resource !== null && !this.#resourceOpen) {
      const covered = this.resources.covers(resource, service, lookup);
      if (covered === NO) return NO;
      if (covered < result) result = covered;
    }
    const conditions = this.conditions;
    for (let i = 0; i < conditions.length; i++) {
      const holds = conditions[i]!.holds(lookup); // i < length
      if (holds === NO) return NO;
      if (holds < result) result = holds;
    }
    return result;
  }

  /** True where the statement applies to every resource in every context, so that there is nothing to look at. */
  get always(): boolean {
    this.#always ??= !this.#open && this.conditions.length === 0 && this.#coversEverything();
    return this.#always;
  }

  #coversEverything(): boolean {
    return this.statement.resource === null || this.resources.coversEverything;
  }

  get actions(): CompiledActions {
    this.#actions ??= new CompiledActions(this.statement.action);
    return this.#actions;
  }

  get resources(): CompiledResources {
    // INVARIANT: asked only where the statement has a Resource or NotResource.
    this.#resources ??= new CompiledResources(this.statement.resource!, this.#version);
    return this.#resources;
  }

  get conditions(): readonly CompiledCondition[] {
    this.#conditions ??= this.statement.conditions.map((condition) => compileCondition(condition, this.#version));
    return this.#conditions;
  }
}

/** True where the issue lies in one of the elements, e.g. `/Statement/2/NotAction/0`. */
function isIn({ where }: PolicyIssue, element: string, negated: string): boolean {
  const name = where.split('/').find((step, i) => i > 1 && Number.isNaN(Number(step)));
  return name === element || name === negated;
}
