import type { Lookup } from '../../policy/lookup.ts';
import type { PatternList, PolicyVersion } from '../../policy/model.ts';
import {
  compileResourcePattern,
  matchNoResource,
  matchResource,
  type ResourcePattern,
} from '../../policy/resource-pattern.ts';
import { expandTemplate, parseTemplate, type Template } from '../../policy/variables.ts';
import { MAYBE, NO, not, type Tri, YES } from '../truth.ts';

/** `Resource` or `NotResource`, made ready (E18 to E23, G02 to G04). */
export class CompiledResources {
  readonly #negated: boolean;
  readonly #everything: boolean;
  readonly #fixed: readonly ResourcePattern[];
  readonly #variable: readonly Template[];

  constructor({ negated, patterns }: PatternList, version: PolicyVersion) {
    const fixed: ResourcePattern[] = [];
    const variable: Template[] = [];
    for (const text of patterns) {
      const template = parseTemplate(text, version);
      if (template.variable) variable.push(template);
      else fixed.push(compileResourcePattern(template.parts));
    }
    this.#negated = negated;
    this.#everything = fixed.some(({ alternatives }) => alternatives.some(({ shape }) => shape === 'everything'));
    this.#fixed = fixed;
    this.#variable = variable;
  }

  /** Whether the element covers the resource: an ARN, or `*` for an action without a resource (E21). */
  covers(resource: string, service: string, lookup: Lookup): Tri {
    const listed = this.#everything ? YES : this.#lists(resource, service, lookup);
    return this.#negated ? not(listed) : listed;
  }

  #lists(resource: string, service: string, lookup: Lookup): Tri {
    const fixed = this.#fixed;
    for (let i = 0; i < fixed.length; i++) if (matches(fixed[i]!, resource, service)) return YES; // i < length
    let listed: Tri = NO;
    for (let i = 0; i < this.#variable.length; i++) {
      const expansion = expandTemplate(this.#variable[i]!, lookup); // i < length
      // Without a value for its variable the pattern matches no resource, and excludes none (G04).
      if (expansion.kind === 'unknown') listed = MAYBE;
      else if (expansion.kind === 'parts' && matches(compileResourcePattern(expansion.parts), resource, service)) {
        return YES;
      }
    }
    return listed;
  }
}

function matches(pattern: ResourcePattern, resource: string, service: string): boolean {
  return resource === '*' ? matchNoResource(pattern, service) : matchResource(pattern, resource);
}
