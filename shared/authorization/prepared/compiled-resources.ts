import type { Lookup } from '../../policy/lookup.ts';
import type { PatternList, PolicyVersion } from '../../policy/model.ts';
import { matchPattern, type Pattern } from '../../policy/pattern.ts';
import {
  compileResourcePattern,
  matchNoResource,
  matchResource,
  type ResourcePattern,
} from '../../policy/resource-pattern.ts';
import { parseTemplate } from '../../policy/variables.ts';
import { NO, not, type Tri, YES } from '../truth.ts';
import { VariableResource } from './variable-resource.ts';

/** `Resource` or `NotResource`, made ready (E18 to E23, G02 to G04). */
export class CompiledResources {
  readonly #negated: boolean;
  readonly #everything: boolean;
  /** All patterns without variables, as one list. */
  readonly #fixed: readonly Pattern[];
  /** Those of them that reach an action without a resource (E21). */
  readonly #wholeService: readonly ResourcePattern[];
  readonly #variable: readonly VariableResource[];

  constructor({ negated, patterns }: PatternList, version: PolicyVersion) {
    const fixed: ResourcePattern[] = [];
    const variable: VariableResource[] = [];
    for (const text of patterns) {
      const template = parseTemplate(text, version);
      if (template.variable) variable.push(new VariableResource(template));
      else fixed.push(compileResourcePattern(template.parts));
    }
    this.#negated = negated;
    this.#fixed = fixed.flatMap(({ alternatives }) => alternatives);
    this.#everything = this.#fixed.some(({ shape }) => shape === 'everything');
    this.#wholeService = fixed.filter(({ wholeService }) => wholeService);
    this.#variable = variable;
  }

  /** True where no resource is left out. */
  get coversEverything(): boolean {
    return this.#everything && !this.#negated;
  }

  /** Whether the element covers the resource: an ARN, or `*` for an action without a resource (E21). */
  covers(resource: string, service: string, lookup: Lookup): Tri {
    const listed = this.#everything ? YES : this.#lists(resource, service, lookup);
    return this.#negated ? not(listed) : listed;
  }

  #lists(resource: string, service: string, lookup: Lookup): Tri {
    if (resource === '*') {
      for (const pattern of this.#wholeService) if (matchNoResource(pattern, service)) return YES;
    } else {
      const fixed = this.#fixed;
      for (let i = 0; i < fixed.length; i++) if (matchPattern(fixed[i]!, resource)) return YES; // i < length
    }
    let listed: Tri = NO;
    for (let i = 0; i < this.#variable.length && listed !== YES; i++) {
      const variable = this.#variable[i]!; // i < length
      if (resource !== '*' && !resource.startsWith(variable.beginning)) continue;
      const pattern = variable.expanded(lookup);
      // Without a value for its variable the pattern matches no resource, and excludes none (G04).
      if (typeof pattern === 'number') listed = pattern > listed ? pattern : listed;
      else if (resource === '*' ? matchNoResource(pattern, service) : matchResource(pattern, resource)) listed = YES;
    }
    return listed;
  }
}
