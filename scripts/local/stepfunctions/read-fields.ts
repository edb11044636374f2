import { TERMINAL_ERRORS } from './errors.ts';
import { isArray, isObject, type Json, type JsonObject } from './json.ts';
import { LIMITS } from './limits.ts';
import type { Catcher, Retrier } from './model.ts';
import { type Path, parsePath } from './path.ts';
import { type Computed, parseComputed, parseTemplate, type Template } from './template.ts';

/** What is wrong with a definition, and where: a JSON pointer. */
export interface Issue {
  readonly where: string;
  readonly message: string;
}

/** The error names that the States Language and AWS define; no other may begin with `States.`. */
const STATES_ERRORS: ReadonlySet<string> = new Set([
  'States.ALL',
  'States.TaskFailed',
  'States.Timeout',
  'States.Permissions',
  'States.ResultPathMatchFailure',
  'States.IntrinsicFailure',
  'States.ExceedToleratedFailureThreshold',
  'States.ItemReaderFailed',
  'States.ResultWriterFailed',
]);

const ROOT: Path = { source: '$', root: 'input', steps: [], singular: true };

/** Reads fields of a definition and collects what is wrong with them. */
export class DefinitionReader {
  readonly issues: Issue[] = [];
  readonly integrations: ReadonlySet<string>;
  private readonly uuid: boolean;

  constructor(integrations: ReadonlySet<string>, uuid: boolean) {
    this.integrations = integrations;
    this.uuid = uuid;
  }

  report = (where: string, message: string): void => {
    this.issues.push({ where, message });
  };

  /** Every field outside the list is an issue: what is not interpreted must not be written. */
  only(source: JsonObject, where: string, names: readonly string[]): void {
    for (const name of Object.keys(source)) {
      if (!names.includes(name)) this.report(`${where}/${name}`, `field \`${name}\` is not supported here`);
    }
  }

  object(source: JsonObject, where: string, name: string): JsonObject | null {
    const value = source[name];
    if (value === undefined) return null;
    if (isObject(value)) return value;
    this.report(`${where}/${name}`, 'expected an object');
    return null;
  }

  text(source: JsonObject, where: string, name: string): string | null {
    const value = source[name];
    if (value === undefined) return null;
    if (typeof value === 'string' && value !== '') return value;
    this.report(`${where}/${name}`, 'expected text');
    return null;
  }

  number(source: JsonObject, where: string, name: string, least: number, greatest: number): number | null {
    const value = source[name];
    if (value === undefined) return null;
    if (typeof value === 'number' && value >= least && value <= greatest) return value;
    this.report(
      `${where}/${name}`,
      `expected a number from ${least} to ${greatest}, found \`${JSON.stringify(value)}\``,
    );
    return null;
  }

  whole(source: JsonObject, where: string, name: string, least: number, greatest: number): number | null {
    const value = this.number(source, where, name, least, greatest);
    if (value === null || Number.isInteger(value)) return value;
    this.report(`${where}/${name}`, `expected a whole number, found \`${value}\``);
    return null;
  }

  seconds(source: JsonObject, where: string, name: string, least: number): number | null {
    return this.whole(source, where, name, least, LIMITS.timeoutSeconds);
  }

  /** A field or its `…Path` twin; both is an issue. */
  wholeOrPath(source: JsonObject, where: string, name: string, greatest: number): number | Path | null {
    const twin = `${name}Path`;
    if (source[twin] === undefined) return this.whole(source, where, name, 0, greatest);
    if (source[name] !== undefined) this.report(`${where}/${name}`, `expected one of \`${name}\` and \`${twin}\``);
    return this.reference(source, where, twin, ROOT);
  }

  /** A path field that may be null; absent is `$`. */
  path(source: JsonObject, where: string, name: string): Path | null {
    const value = source[name];
    if (value === undefined) return ROOT;
    if (value === null) return null;
    const path = typeof value === 'string' ? parsePath(value) : 'expected a path or null';
    if (typeof path !== 'string') return path;
    this.report(`${where}/${name}`, path);
    return ROOT;
  }

  /** A path to one node. */
  reference(source: JsonObject, where: string, name: string, absent: Path): Path {
    if (source[name] === null) this.report(`${where}/${name}`, 'expected a path, found null');
    const path = this.path(source, where, name);
    if (source[name] === undefined || path === null) return absent;
    if (!path.singular) this.report(`${where}/${name}`, `expected a path to one node, found \`${path.source}\``);
    return path;
  }

  /** Where a result goes: names only, in the input only. */
  resultPath(source: JsonObject, where: string): Path | null {
    const path = this.path(source, where, 'ResultPath');
    if (path && (path.root === 'context' || path.steps.some((step) => !('name' in step)))) {
      this.report(`${where}/ResultPath`, `expected \`$\` with names only, found \`${path.source}\``);
    }
    return path;
  }

  template(source: JsonObject, where: string, name: string): Template | null {
    const value = source[name];
    if (value === undefined) return null;
    if (isObject(value)) {
      if (!this.uuid && JSON.stringify(value).includes('States.UUID(')) {
        this.report(`${where}/${name}`, 'States.UUID is not supported here without a source of identifiers');
      }
      return parseTemplate(value, `${where}/${name}`, this.report);
    }
    this.report(`${where}/${name}`, 'expected an object');
    return null;
  }

  /** Fail's Error and Cause, or their `…Path` twins. */
  textOrComputed(source: JsonObject, where: string, name: string): string | Computed | null {
    const twin = source[`${name}Path`];
    if (twin === undefined) return this.text(source, where, name);
    const place = `${where}/${name}Path`;
    if (source[name] !== undefined) this.report(place, `expected one of \`${name}\` and \`${name}Path\``);
    const computed = typeof twin === 'string' ? parseComputed(twin) : 'expected a path';
    if (typeof computed !== 'string') return computed;
    this.report(place, computed);
    return null;
  }

  retriers(source: JsonObject, where: string): Retrier[] {
    return this.list(source, where, 'Retry', (retrier, place, last): Retrier => {
      const names = ['Comment', 'ErrorEquals', 'IntervalSeconds', 'MaxAttempts', 'BackoffRate', 'MaxDelaySeconds'];
      this.only(retrier, place, [...names, 'JitterStrategy']);
      const jitter = this.text(retrier, place, 'JitterStrategy') ?? 'NONE';
      if (jitter !== 'NONE' && jitter !== 'FULL') this.report(`${place}/JitterStrategy`, 'expected `NONE` or `FULL`');
      const intervalSeconds = this.seconds(retrier, place, 'IntervalSeconds', 1) ?? 1;
      const maxDelaySeconds = this.whole(retrier, place, 'MaxDelaySeconds', 1, 31_622_399);
      if (maxDelaySeconds !== null && maxDelaySeconds <= intervalSeconds) {
        this.report(`${place}/MaxDelaySeconds`, `expected more than IntervalSeconds (${intervalSeconds})`);
      }
      return {
        errorEquals: this.errorEquals(retrier, place, last),
        intervalSeconds,
        maxDelaySeconds,
        maxAttempts: this.whole(retrier, place, 'MaxAttempts', 0, LIMITS.timeoutSeconds) ?? 3,
        backoffRate: this.number(retrier, place, 'BackoffRate', 1, Number.MAX_VALUE) ?? 2,
        fullJitter: jitter === 'FULL',
      };
    });
  }

  catchers(source: JsonObject, where: string): Catcher[] {
    return this.list(source, where, 'Catch', (catcher, place, last): Catcher => {
      this.only(catcher, place, ['Comment', 'ErrorEquals', 'Next', 'ResultPath']);
      if (catcher['Next'] === undefined) this.report(place, 'expected `Next`');
      return {
        errorEquals: this.errorEquals(catcher, place, last),
        next: this.text(catcher, place, 'Next') ?? '',
        resultPath: this.resultPath(catcher, place),
      };
    });
  }

  private list<T>(
    source: JsonObject,
    where: string,
    name: string,
    read: (item: JsonObject, place: string, last: boolean) => T,
  ): T[] {
    const value: Json | undefined = source[name];
    if (value === undefined) return [];
    if (!isArray(value)) {
      this.report(`${where}/${name}`, 'expected an array');
      return [];
    }
    return value.flatMap((item, at) => {
      const place = `${where}/${name}/${at}`;
      if (isObject(item)) return [read(item, place, at === value.length - 1)];
      this.report(place, 'expected an object');
      return [];
    });
  }

  private errorEquals(source: JsonObject, where: string, last: boolean): string[] {
    const place = `${where}/ErrorEquals`;
    const value = source['ErrorEquals'];
    const names = isArray(value) ? value.filter((name) => typeof name === 'string') : [];
    if (!isArray(value) || names.length === 0 || names.length !== value.length) {
      this.report(place, 'expected a non-empty array of texts');
    }
    for (const name of names) {
      if (TERMINAL_ERRORS.has(name)) this.report(place, `\`${name}\` cannot be relied on to be caught or retried`);
      else if (name.startsWith('States.') && !STATES_ERRORS.has(name))
        this.report(place, `\`${name}\` is never reported here`);
    }
    if (names.includes('States.ALL') && (names.length > 1 || !last)) {
      this.report(place, '`States.ALL` must stand alone and last');
    }
    return names;
  }
}
