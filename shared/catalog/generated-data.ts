import { IAM_DATA } from './generated/iam-data.ts';

/**
 * The form of `generated/iam-data.ts`. Texts are split when they are first asked for, service by service, so that
 * loading the module costs no more than reading its strings.
 *
 * A service's text, line by line: its display name; the number of the set of its condition keys; then one line
 * `=NAME|ARN[,ARN…]|SET` per resource type; then one line `NAME|LEVEL|RESOURCES|SET[|DEPENDENT,…]` per action, where
 * LEVEL is one of L R W T P and RESOURCES lists `TYPE[?][.SET]` by comma: the number of a resource type, `?` where it
 * is optional, and the condition keys that hold for the action on that type.
 */
export interface IamData {
  /** The data package's version. */
  readonly version: string;
  /** `YYYY-MM-DD`. */
  readonly updatedAt: string;
  /** Action prefixes, by space. */
  readonly rcpServices: string;
  /** Names, by line. */
  readonly globalConditionKeys: string;
  /** `NAME|TYPE` by line; sets refer to the line numbers. */
  readonly conditionKeys: string;
  /** One set per line: numbers of condition keys, by space. */
  readonly keySets: string;
  readonly services: Readonly<Record<string, string>>;
}

/** A service as the data package describes it: facts of AWS, no judgement of ours. */
export interface ServiceData {
  /** The action prefix, e.g. `s3`. */
  readonly key: string;
  readonly name: string;
  readonly conditionKeys: readonly string[];
  readonly resourceTypes: readonly ResourceTypeData[];
  readonly actions: readonly ActionData[];
}

export interface ResourceTypeData {
  /** Lower case, e.g. `accesspointobject`. */
  readonly name: string;
  /** ARN templates, e.g. `arn:${Partition}:s3:::${BucketName}`; most types have one. */
  readonly arns: readonly string[];
  readonly conditionKeys: readonly string[];
}

export interface ActionData {
  readonly name: string;
  readonly accessLevel: AccessLevel;
  readonly resources: readonly ActionResourceData[];
  readonly conditionKeys: readonly string[];
  readonly dependentActions: readonly string[];
}

export interface ActionResourceData {
  readonly type: ResourceTypeData;
  readonly required: boolean;
  /** Keys that hold for the action on this type, beside the action's own. */
  readonly conditionKeys: readonly string[];
}

/** AWS's one access level of an action, in the words of the Service Authorization Reference. */
export type AccessLevel = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

// INVARIANT: the generator writes these five letters and throws on any other level.
const LEVELS = {
  L: 'List',
  R: 'Read',
  W: 'Write',
  T: 'Tagging',
  P: 'Permissions management',
} as const satisfies Readonly<Record<string, AccessLevel>>;

/** Version and date of the data. */
export const dataVersion: string = IAM_DATA.version;
export const dataDate: string = IAM_DATA.updatedAt;

/** Action prefixes of all services, sorted. */
export const serviceKeys: readonly string[] = Object.keys(IAM_DATA.services);

/** Action prefixes of the services that resource control policies bind (D16). */
export const rcpServiceKeys: readonly string[] = IAM_DATA.rcpServices.split(' ');

/** Global condition keys, e.g. `aws:PrincipalTag/${TagKey}`. */
export const globalConditionKeyNames: readonly string[] = IAM_DATA.globalConditionKeys.split('\n');

const read = new Map<string, ServiceData>();

/** The facts about a service, or null where the data does not know the prefix. Lower case. */
export function serviceData(key: string): ServiceData | null {
  const known = read.get(key);
  if (known !== undefined) return known;
  if (!Object.hasOwn(IAM_DATA.services, key)) return null;
  const service = parseService(key, IAM_DATA.services[key] ?? '');
  read.set(key, service);
  return service;
}

/** Every condition key with its type as AWS prints it (`String`, `ArrayOfString` …). */
export function conditionKeyTypes(): readonly (readonly [name: string, type: string])[] {
  return keyTable().map((line) => {
    const bar = line.indexOf('|');
    return [line.slice(0, bar), line.slice(bar + 1)];
  });
}

function parseService(key: string, text: string): ServiceData {
  const [name = '', ownKeys = '', ...lines] = text.split('\n');
  const resourceTypes: ResourceTypeData[] = [];
  const actions: ActionData[] = [];
  // Many actions act on the same types: they share one list.
  const resourceLists = new Map<string, readonly ActionResourceData[]>([['', NONE]]);
  for (const line of lines) {
    if (line.startsWith('=')) {
      const [type = '', arns = '', keys = ''] = line.slice(1).split('|');
      resourceTypes.push({ name: type, arns: arns.split(','), conditionKeys: keySet(keys) });
      continue;
    }
    const [action = '', level = '', list = '', keys = '', dependent = ''] = line.split('|');
    let resources = resourceLists.get(list);
    if (resources === undefined) {
      resources = parseResources(list, resourceTypes);
      resourceLists.set(list, resources);
    }
    actions.push({
      name: action,
      accessLevel: LEVELS[level as keyof typeof LEVELS],
      resources,
      conditionKeys: keySet(keys),
      dependentActions: dependent === '' ? NONE : dependent.split(','),
    });
  }
  return { key, name, conditionKeys: keySet(ownKeys), resourceTypes, actions };
}

function parseResources(text: string, types: readonly ResourceTypeData[]): readonly ActionResourceData[] {
  return text.split(',').flatMap((part) => {
    const [reference = '', keys] = part.split('.');
    const required = !reference.endsWith('?');
    const type = types[Number(required ? reference : reference.slice(0, -1))];
    return type === undefined ? [] : [{ type, required, conditionKeys: keys === undefined ? NONE : keySet(keys) }];
  });
}

const NONE: readonly never[] = [];

let sets: string[] | null = null;
let keys: string[] | null = null;
const setNames = new Map<string, readonly string[]>();

function keyTable(): readonly string[] {
  keys ??= IAM_DATA.conditionKeys.split('\n');
  return keys;
}

function keySet(number: string): readonly string[] {
  const known = setNames.get(number);
  if (known !== undefined) return known;
  sets ??= IAM_DATA.keySets.split('\n');
  const text = sets[Number(number)] ?? '';
  const table = keyTable();
  const names =
    text === '' ? NONE : text.split(' ').map((index) => (table[Number(index)] ?? '').split('|', 1)[0] ?? '');
  setNames.set(number, names);
  return names;
}
