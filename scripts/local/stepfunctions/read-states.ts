import { type ChoiceTest, parseChoice } from './choice.ts';
import { isArray, isObject, type JsonObject } from './json.ts';
import { LIMITS } from './limits.ts';
import type { Distributed, Flow, MapState, State, TaskResource, WaitState } from './model.ts';
import type { DefinitionReader } from './read-fields.ts';
import { parseTimestamp } from './timestamp.ts';

const COMMON = ['Type', 'Comment', 'InputPath', 'OutputPath'];
const LINKED = [...COMMON, 'Next', 'End'];
const FALLIBLE = [...LINKED, 'ResultSelector', 'ResultPath', 'Retry', 'Catch'];
const FIELDS: Readonly<Record<State['type'], readonly string[]>> = {
  Task: [...FALLIBLE, 'Resource', 'Parameters', 'TimeoutSeconds'],
  Pass: [...LINKED, 'Parameters', 'Result', 'ResultPath'],
  Choice: [...COMMON, 'Choices', 'Default'],
  Wait: [...LINKED, 'Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'],
  Succeed: COMMON,
  Fail: ['Type', 'Comment', 'Error', 'ErrorPath', 'Cause', 'CausePath'],
  Parallel: [...FALLIBLE, 'Parameters', 'Branches'],
  Map: [...FALLIBLE, 'ItemProcessor', 'ItemsPath', 'ItemSelector', 'MaxConcurrency', 'MaxConcurrencyPath'],
};
const DISTRIBUTED = ['ItemReader', 'ResultWriter', 'Label', 'ToleratedFailurePercentage', 'ToleratedFailureCount'];
const DISTRIBUTED_PATHS = ['ToleratedFailurePercentagePath', 'ToleratedFailureCountPath'];

/** Reads `StartAt` and `States` of a machine, a branch or a processor; `names` holds every state's name so far. */
export function readFlow(source: JsonObject, where: string, reader: DefinitionReader, names: Set<string>): Flow {
  const startAt = reader.text(source, where, 'StartAt') ?? '';
  const states = new Map<string, State>();
  for (const [name, body] of Object.entries(reader.object(source, where, 'States') ?? {})) {
    const place = `${where}/States/${name}`;
    if (name.length < 1 || name.length > LIMITS.nameLength) {
      reader.report(place, `expected a name of 1 to ${LIMITS.nameLength} characters, found ${name.length}`);
    }
    if (names.has(name)) reader.report(place, 'expected a name that is unique in the whole machine');
    names.add(name);
    const state = isObject(body) ? readState(name, body, place, reader, names) : null;
    if (state) states.set(name, state);
    else reader.report(place, 'expected a state');
  }
  checkLinks(startAt, states, where, reader);
  return { startAt, states };
}

/** Every transition must lead to a state of the same flow, every state must be reached, and the flow must end. */
function checkLinks(
  startAt: string,
  states: ReadonlyMap<string, State>,
  where: string,
  reader: DefinitionReader,
): void {
  const reached = new Set<string>();
  const open: { name: string; from: string }[] = [{ name: startAt, from: `${where}/StartAt` }];
  for (let link = open.pop(); link; link = open.pop()) {
    const state = states.get(link.name);
    if (!state) reader.report(link.from, `there is no state \`${link.name}\``);
    else if (!reached.has(link.name)) {
      reached.add(link.name);
      open.push(...targets(state).map((name) => ({ name, from: `${where}/States/${state.name}` })));
    }
  }
  for (const name of states.keys()) {
    if (!reached.has(name)) reader.report(`${where}/States/${name}`, 'no transition leads to this state');
  }
  const ends = [...reached].some((name) => {
    const state = states.get(name);
    return state && (state.type === 'Succeed' || state.type === 'Fail' || ('next' in state && state.next === null));
  });
  if (!ends) reader.report(where, 'expected a state that ends the flow');
}

function targets(state: State): string[] {
  const next = 'next' in state && state.next !== null ? [state.next] : [];
  const caught = 'catch' in state ? state.catch.map((catcher) => catcher.next) : [];
  const chosen = state.type === 'Choice' ? state.choices.map((choice) => choice.next) : [];
  const fallback = state.type === 'Choice' && state.default !== null ? [state.default] : [];
  return [...next, ...caught, ...chosen, ...fallback];
}

function readState(
  name: string,
  source: JsonObject,
  where: string,
  reader: DefinitionReader,
  names: Set<string>,
): State | null {
  const type = source['Type'];
  if (typeof type !== 'string' || !Object.hasOwn(FIELDS, type)) {
    reader.report(`${where}/Type`, `expected one of ${Object.keys(FIELDS).join(', ')}, found \`${String(type)}\``);
    return null;
  }
  // Safe: FIELDS has exactly the state types as its names.
  const known = type as State['type'];
  const mode = known === 'Map' && isDistributed(source) ? [...DISTRIBUTED, ...DISTRIBUTED_PATHS] : [];
  reader.only(source, where, [...FIELDS[known], ...mode]);
  const common = {
    name,
    inputPath: reader.path(source, where, 'InputPath'),
    outputPath: reader.path(source, where, 'OutputPath'),
  };
  const linked = { ...common, next: FIELDS[known].includes('Next') ? readNext(source, where, reader) : null };
  const fallible = () => ({
    ...linked,
    resultSelector: reader.template(source, where, 'ResultSelector'),
    resultPath: reader.resultPath(source, where),
    retry: reader.retriers(source, where),
    catch: reader.catchers(source, where),
  });
  const parameters = () => reader.template(source, where, 'Parameters');
  switch (known) {
    case 'Task': {
      const resource = readResource(source, where, reader);
      const timeoutSeconds = reader.seconds(source, where, 'TimeoutSeconds', 1);
      return { type: known, ...fallible(), resource, parameters: parameters(), timeoutSeconds };
    }
    case 'Pass':
      return {
        type: known,
        ...linked,
        parameters: parameters(),
        result: source['Result'],
        resultPath: reader.resultPath(source, where),
      };
    case 'Choice':
      return {
        type: known,
        ...common,
        choices: readChoices(source, where, reader),
        default: reader.text(source, where, 'Default'),
      };
    case 'Wait':
      return { type: known, ...linked, until: readUntil(source, where, reader) };
    case 'Succeed':
      return { type: known, ...common };
    case 'Fail': {
      const error = reader.textOrComputed(source, where, 'Error');
      return { type: known, ...common, error, cause: reader.textOrComputed(source, where, 'Cause') };
    }
    case 'Parallel': {
      const branches = source['Branches'];
      if (!isArray(branches) || branches.length === 0) reader.report(`${where}/Branches`, 'expected a non-empty array');
      const flows = (isArray(branches) ? branches : []).flatMap((branch, at) => {
        const place = `${where}/Branches/${at}`;
        if (!isObject(branch)) {
          reader.report(place, 'expected an object');
          return [];
        }
        reader.only(branch, place, ['Comment', 'StartAt', 'States']);
        return [readFlow(branch, place, reader, names)];
      });
      return { type: known, ...fallible(), parameters: parameters(), branches: flows };
    }
    case 'Map':
      return readMap({ ...fallible() }, source, where, reader, names);
  }
}

function readNext(source: JsonObject, where: string, reader: DefinitionReader): string | null {
  const next = reader.text(source, where, 'Next');
  const end = source['End'];
  if (end !== undefined && typeof end !== 'boolean') reader.report(`${where}/End`, 'expected true or false');
  if ((next === null) === (end !== true)) reader.report(where, 'expected exactly one of `Next` and `"End": true`');
  return next;
}

function readResource(source: JsonObject, where: string, reader: DefinitionReader): TaskResource {
  const resource = reader.text(source, where, 'Resource') ?? '';
  if (resource === 'arn:aws:states:::lambda:invoke') return { kind: 'lambda-invoke' };
  if (resource === 'arn:aws:states:::states:startExecution') return { kind: 'start-execution' };
  if (reader.integrations.has(resource)) return { kind: 'integration', arn: resource };
  if (/^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9$_-]+)?$/.test(resource)) {
    return { kind: 'lambda', functionReference: resource };
  }
  reader.report(`${where}/Resource`, `resource \`${resource}\` is not supported here`);
  return { kind: 'integration', arn: resource };
}

function readChoices(
  source: JsonObject,
  where: string,
  reader: DefinitionReader,
): { test: ChoiceTest; next: string }[] {
  const choices = source['Choices'];
  if (!isArray(choices) || choices.length === 0) {
    reader.report(`${where}/Choices`, 'expected a non-empty array');
    return [];
  }
  return choices.flatMap((rule, at) => {
    const place = `${where}/Choices/${at}`;
    const test = parseChoice(rule, place, false, reader.report);
    const next = isObject(rule) ? reader.text(rule, place, 'Next') : null;
    if (next === null) reader.report(place, 'expected `Next`');
    return test && next !== null ? [{ test, next }] : [];
  });
}

function readUntil(source: JsonObject, where: string, reader: DefinitionReader): WaitState['until'] {
  const given = ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'].filter((name) => source[name] !== undefined);
  const [name] = given;
  const nothing = { kind: 'seconds', seconds: 0 } as const;
  if (name === undefined || given.length !== 1) {
    reader.report(where, 'expected exactly one of Seconds, SecondsPath, Timestamp and TimestampPath');
    return nothing;
  }
  if (name === 'Seconds') return { kind: 'seconds', seconds: reader.seconds(source, where, name, 0) ?? 0 };
  if (name === 'Timestamp') {
    const timestamp = reader.text(source, where, name) ?? '';
    if (parseTimestamp(timestamp) === null) reader.report(`${where}/${name}`, 'expected an RFC 3339 time');
    return { kind: 'timestamp', timestamp };
  }
  const path = reader.path(source, where, name);
  if (!path?.singular) {
    reader.report(`${where}/${name}`, 'expected a path to one node');
    return nothing;
  }
  return { kind: name === 'SecondsPath' ? 'seconds-path' : 'timestamp-path', path };
}

function isDistributed(source: JsonObject): boolean {
  const processor = source['ItemProcessor'];
  const config = isObject(processor) ? processor['ProcessorConfig'] : undefined;
  return isObject(config) && config['Mode'] === 'DISTRIBUTED';
}

type FallibleFields = Pick<
  MapState,
  'name' | 'inputPath' | 'outputPath' | 'next' | 'resultSelector' | 'resultPath' | 'retry' | 'catch'
>;

function readMap(
  fields: FallibleFields,
  source: JsonObject,
  where: string,
  reader: DefinitionReader,
  names: Set<string>,
): MapState {
  const place = `${where}/ItemProcessor`;
  const processor = reader.object(source, where, 'ItemProcessor');
  if (!processor) reader.report(where, 'expected `ItemProcessor`');
  reader.only(processor ?? {}, place, ['Comment', 'ProcessorConfig', 'StartAt', 'States']);
  const config = reader.object(processor ?? {}, place, 'ProcessorConfig') ?? {};
  const mode = reader.text(config, `${place}/ProcessorConfig`, 'Mode') ?? 'INLINE';
  if (mode !== 'INLINE' && mode !== 'DISTRIBUTED')
    reader.report(`${place}/ProcessorConfig/Mode`, 'expected `INLINE` or `DISTRIBUTED`');
  const distributed = mode === 'DISTRIBUTED';
  reader.only(config, `${place}/ProcessorConfig`, distributed ? ['Mode', 'ExecutionType'] : ['Mode']);
  if (source['ItemReader'] !== undefined && source['ItemsPath'] !== undefined) {
    reader.report(`${where}/ItemsPath`, 'expected one of `ItemReader` and `ItemsPath`');
  }
  const root = { source: '$', root: 'input', steps: [], singular: true } as const;
  return {
    type: 'Map',
    ...fields,
    // A child execution of its own has its own names; sharing the set is stricter and harmless.
    processor: readFlow(processor ?? {}, place, reader, names),
    distributed: distributed ? readDistributed(fields.name, source, config, where, reader) : null,
    itemsPath: reader.reference(source, where, 'ItemsPath', root),
    itemSelector: reader.template(source, where, 'ItemSelector'),
    maxConcurrency: reader.wholeOrPath(source, where, 'MaxConcurrency', LIMITS.timeoutSeconds) ?? 0,
  };
}

function readDistributed(
  name: string,
  source: JsonObject,
  config: JsonObject,
  where: string,
  reader: DefinitionReader,
): Distributed {
  const executionType = reader.text(config, `${where}/ItemProcessor/ProcessorConfig`, 'ExecutionType');
  if (executionType !== 'STANDARD' && executionType !== 'EXPRESS') {
    reader.report(`${where}/ItemProcessor/ProcessorConfig/ExecutionType`, 'expected `STANDARD` or `EXPRESS`');
  }
  const label = reader.text(source, where, 'Label') ?? name.replaceAll(/[^A-Za-z0-9_-]/g, '').slice(0, 40);
  if (label.length > 40) reader.report(`${where}/Label`, `expected at most 40 characters, found ${label.length}`);
  return {
    executionType: executionType === 'EXPRESS' ? 'EXPRESS' : 'STANDARD',
    label,
    itemReader: readItemReader(source, where, reader),
    resultWriter: readResultWriter(source, where, reader),
    toleratedFailurePercentage: reader.wholeOrPath(source, where, 'ToleratedFailurePercentage', 100),
    toleratedFailureCount: reader.wholeOrPath(source, where, 'ToleratedFailureCount', LIMITS.timeoutSeconds),
  };
}

function readItemReader(source: JsonObject, where: string, reader: DefinitionReader): Distributed['itemReader'] {
  const place = `${where}/ItemReader`;
  const body = reader.object(source, where, 'ItemReader');
  if (!body) return null;
  reader.only(body, place, ['Resource', 'ReaderConfig', 'Parameters']);
  if (body['Resource'] !== 'arn:aws:states:::s3:getObject') {
    reader.report(`${place}/Resource`, 'expected `arn:aws:states:::s3:getObject`');
  }
  const config = reader.object(body, place, 'ReaderConfig') ?? {};
  reader.only(config, `${place}/ReaderConfig`, ['InputType', 'MaxItems', 'MaxItemsPath']);
  if (config['InputType'] !== 'JSON') reader.report(`${place}/ReaderConfig/InputType`, 'expected `JSON`');
  const parameters = reader.template(body, place, 'Parameters');
  if (!parameters) reader.report(place, 'expected `Parameters`');
  return {
    parameters: parameters ?? { kind: 'literal', value: null },
    maxItems: reader.wholeOrPath(config, `${place}/ReaderConfig`, 'MaxItems', 100_000_000),
  };
}

function readResultWriter(source: JsonObject, where: string, reader: DefinitionReader): Distributed['resultWriter'] {
  const place = `${where}/ResultWriter`;
  const body = reader.object(source, where, 'ResultWriter');
  if (!body) return null;
  reader.only(body, place, ['Resource', 'Parameters']);
  if (body['Resource'] !== 'arn:aws:states:::s3:putObject') {
    reader.report(`${place}/Resource`, 'expected `arn:aws:states:::s3:putObject`');
  }
  const parameters = reader.template(body, place, 'Parameters');
  if (!parameters) reader.report(place, 'expected `Parameters`');
  return { parameters: parameters ?? { kind: 'literal', value: null } };
}
