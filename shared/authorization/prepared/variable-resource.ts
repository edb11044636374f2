import { type Lookup, UNKNOWN } from '../../policy/lookup.ts';
import { compileResourcePattern, type ResourcePattern } from '../../policy/resource-pattern.ts';
import { expandTemplate, type Template } from '../../policy/variables.ts';
import { MAYBE, NO } from '../truth.ts';

/** How many expansions one value remembers. */
const MOST_EXPANSIONS = 64;

/** A Resource value with variables; expansions are remembered, as many callers share what their variables stand for. */
export class VariableResource {
  /** What every expansion begins with. */
  readonly beginning: string;
  readonly #template: Template;
  readonly #expansions = new Map<string, ResourcePattern>();

  constructor(template: Template) {
    this.#template = template;
    this.beginning = beginningOf(template);
  }

  /** The pattern for this request; NO where a variable has no value, MAYBE where one is unknown. */
  expanded(lookup: Lookup): ResourcePattern | typeof NO | typeof MAYBE {
    const values = this.#values(lookup);
    if (values === null) return this.#isUnknown(lookup) ? MAYBE : NO;
    let pattern = this.#expansions.get(values);
    if (pattern === undefined) {
      const expansion = expandTemplate(this.#template, lookup);
      if (expansion.kind !== 'parts') return expansion.kind === 'unknown' ? MAYBE : NO;
      pattern = compileResourcePattern(expansion.parts);
      if (this.#expansions.size >= MOST_EXPANSIONS) this.#expansions.clear();
      this.#expansions.set(values, pattern);
    }
    return pattern;
  }

  /** What the variables stand for, as one text; null where one has no value that is a text, nor a default. */
  #values(lookup: Lookup): string | null {
    const { parts } = this.#template;
    let all: string | null = null;
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!; // i < length
      if (part.kind !== 'variable') continue;
      const answer = lookup(part.keyId, part.key);
      if (answer === UNKNOWN) return null;
      // Without a value of its own the default is the value (G06); a list is no value (G03).
      const value = typeof answer === 'string' ? answer : part.otherwise;
      if (value === null) return null;
      all = all === null ? value : `${all}\u0000${value}`;
    }
    return all;
  }

  #isUnknown(lookup: Lookup): boolean {
    return expandTemplate(this.#template, lookup).kind === 'unknown';
  }
}

function beginningOf({ parts }: Template): string {
  let text = '';
  for (const part of parts) {
    if (part.kind === 'variable') return text;
    const wildcard = part.kind === 'text' ? part.text.search(/[*?]/) : -1;
    if (wildcard >= 0) return text + part.text.slice(0, wildcard);
    text += part.text;
  }
  return text;
}
