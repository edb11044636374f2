import { isArray, isObject, type Json, type JsonObject } from './json.ts';
import { LIMITS } from './limits.ts';
import type { Definition } from './model.ts';
import { DefinitionReader, type Issue } from './read-fields.ts';
import { readFlow } from './read-states.ts';

export interface ParseOptions {
  /** Values for `${Name}` in the definition's text. */
  readonly substitutions?: Readonly<Record<string, string>> | undefined;
  /** Resource ARNs of service integrations beyond Lambda and StartExecution that the caller answers. */
  readonly integrations?: ReadonlySet<string> | undefined;
  /** May `States.UUID` be used? Only with an injected source. */
  readonly uuid?: boolean | undefined;
}

/**
 * Reads a definition against the list of features the interpreter knows. Everything else, also what AWS would take, is
 * an issue with its place as a JSON pointer; with any issue there is no definition.
 */
export function parseDefinition(
  source: Json,
  options: ParseOptions = {},
): { definition: Definition | null; issues: readonly Issue[] } {
  const reader = new DefinitionReader(options.integrations ?? new Set(), options.uuid ?? false);
  const bytes = Buffer.byteLength(JSON.stringify(source));
  if (bytes > LIMITS.definitionBytes) {
    reader.report('', `expected at most ${LIMITS.definitionBytes} bytes, found ${bytes}`);
  }
  const text = substitute(source, options.substitutions ?? {}, '', reader);
  if (!isObject(text))
    return { definition: null, issues: [{ where: '', message: 'expected an object' }, ...reader.issues] };
  reader.only(text, '', ['Comment', 'Version', 'QueryLanguage', 'StartAt', 'States', 'TimeoutSeconds']);
  if (text['Version'] !== undefined && text['Version'] !== '1.0') reader.report('/Version', 'expected `1.0`');
  if (text['QueryLanguage'] !== undefined && text['QueryLanguage'] !== 'JSONPath') {
    reader.report('/QueryLanguage', 'expected `JSONPath`: JSONata is not supported here');
  }
  const timeoutSeconds = reader.seconds(text, '', 'TimeoutSeconds', 1);
  const flow = readFlow(text, '', reader, new Set());
  return { definition: reader.issues.length === 0 ? { ...flow, timeoutSeconds } : null, issues: reader.issues };
}

/** Replaces `${Name}` in every string; a name without a value is an issue. */
function substitute(
  source: Json,
  values: Readonly<Record<string, string>>,
  where: string,
  reader: DefinitionReader,
): Json {
  if (typeof source === 'string') {
    return source.replace(/\$\{([^}]*)\}/g, (placeholder, name: string) => {
      if (Object.hasOwn(values, name)) return values[name] ?? '';
      reader.report(where, `no value for \`${placeholder}\``);
      return placeholder;
    });
  }
  if (isArray(source)) return source.map((item, at) => substitute(item, values, `${where}/${at}`, reader));
  if (!isObject(source)) return source;
  const entries = Object.entries(source as JsonObject);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, substitute(value, values, `${where}/${name}`, reader)]),
  );
}
