import type { Json } from './json.ts';
import { nameProblem } from './limits.ts';
import type { Definition } from './model.ts';
import { parseDefinition } from './parse.ts';

export interface LocalMachine {
  /** The parsed JSON of an `.asl.json` file, or its text. */
  readonly definition: unknown;
  readonly substitutions?: Readonly<Record<string, string>>;
}

/** Parses every definition; throws one error that lists every issue of all of them. */
export function loadMachines(
  machines: Readonly<Record<string, LocalMachine>>,
  options: { readonly integrations: ReadonlySet<string>; readonly uuid: boolean },
): ReadonlyMap<string, Definition> {
  const definitions = new Map<string, Definition>();
  const problems: string[] = [];
  for (const [name, machine] of Object.entries(machines)) {
    const bad = nameProblem(name);
    if (bad) problems.push(`${name}: ${bad}`);
    // Safe: JSON text parses to Json, and a parsed file is Json.
    const source = (
      typeof machine.definition === 'string' ? JSON.parse(machine.definition) : machine.definition
    ) as Json;
    const { definition, issues } = parseDefinition(source, { ...options, substitutions: machine.substitutions });
    problems.push(...issues.map((issue) => `${name}${issue.where}: ${issue.message}`));
    if (definition) definitions.set(name, definition);
  }
  if (problems.length > 0) throw new Error(`state machines: ${problems.join('\n')}`);
  return definitions;
}
