import { parseArgs } from 'node:util';
import { InputError } from './command.ts';

/** What a command accepts: `value` options take one text, `flag` options none, `list` options may be repeated. */
export interface OptionsSpec {
  readonly values?: readonly string[];
  readonly flags?: readonly string[];
  readonly lists?: readonly string[];
}

export interface ParsedOptions {
  readonly positionals: readonly string[];
  value(name: string): string | undefined;
  required(name: string): string;
  flag(name: string): boolean;
  list(name: string): readonly string[];
}

/** Reads a command's arguments; anything not in `spec` is an `InputError` that names it. */
export function parseOptions(args: readonly string[], spec: OptionsSpec): ParsedOptions {
  const options: Record<string, { type: 'string' | 'boolean'; multiple?: boolean }> = {};
  for (const name of spec.values ?? []) options[name] = { type: 'string' };
  for (const name of spec.flags ?? []) options[name] = { type: 'boolean' };
  for (const name of spec.lists ?? []) options[name] = { type: 'string', multiple: true };
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new InputError(error instanceof Error ? lowerFirst(error.message) : String(error));
  }
  const values = parsed.values;
  return {
    positionals: parsed.positionals,
    value: (name) => asText(values[name]),
    required: (name) => {
      const value = asText(values[name]);
      if (value === undefined) throw new InputError(`expected the option \`--${name}\`, found none`);
      return value;
    },
    flag: (name) => values[name] === true,
    list: (name) => {
      const value = values[name];
      return Array.isArray(value) ? value.map(String) : [];
    },
  };
}

/** Exactly these positional arguments, by name. */
export function positionals<const N extends readonly string[]>(
  options: ParsedOptions,
  names: N,
): { [K in keyof N]: string } {
  if (options.positionals.length !== names.length) {
    throw new InputError(
      `expected ${names.join(' ') || 'options alone'}, found ${options.positionals.length} arguments`,
    );
  }
  return options.positionals as unknown as { [K in keyof N]: string }; // same length as `names`, checked above
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1).split('. ')[0];
}
