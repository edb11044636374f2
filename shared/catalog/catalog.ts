import { compileFoldedPattern, matchPattern } from '../policy/pattern.ts';
import type { Action, ActionResource, ResourceType } from './action.ts';
import { placementOf } from './capabilities/place.ts';
import { cloudFormationType } from './cloudformation-types.ts';
import {
  type ActionResourceData,
  dataVersion,
  type ResourceTypeData,
  rcpServiceKeys,
  type ServiceData,
  serviceData,
  serviceKeys,
} from './generated-data.ts';

/** The version of the action data, e.g. `0.21.202609261`; what a manifest names beside the engine's version. */
export const catalogueVersion: string = dataVersion;

/** Services that resource control policies bind, by action prefix, at the date of the data (D16). */
export const rcpServices: ReadonlySet<string> = new Set(rcpServiceKeys);

/** Action prefixes of all services, sorted. */
export function serviceNames(): readonly string[] {
  return serviceKeys;
}

/** A service's name in words (`Amazon S3`), or null for a prefix that is not known. */
export function serviceTitle(service: string): string | null {
  return serviceData(service.toLowerCase())?.name ?? null;
}

/** The action of that id, compared without case (E14); null where the catalogue does not know it. */
export function findAction(id: string): Action | null {
  const colon = id.indexOf(':');
  if (colon < 0) return null;
  const service = indexed(id.slice(0, colon).toLowerCase());
  return service?.byName.get(id.slice(colon + 1).toLowerCase()) ?? null;
}

/** A service's actions, sorted by name; empty for a prefix that is not known. */
export function actionsOf(service: string): readonly Action[] {
  return indexed(service.toLowerCase())?.actions ?? [];
}

/** A service's resource types, sorted by name; empty for a prefix that is not known. */
export function resourceTypesOf(service: string): readonly ResourceType[] {
  return indexed(service.toLowerCase())?.resourceTypes ?? [];
}

/**
 * The known actions that an `Action` list grants, or with `negated` the ones that a `NotAction` list leaves
 * (E14–E16): sorted by service and name. `*` is any run of characters, `?` exactly one, case does not count. A
 * pattern for actions that the catalogue does not know gives nothing: the caller says so where it matters.
 */
export function matchingActions(patterns: string | readonly string[], negated = false): readonly Action[] {
  const list = typeof patterns === 'string' ? [patterns] : patterns;
  const only = list[0];
  if (!negated && list.length === 1 && only !== undefined) {
    if (only === '*') return allActions();
    if (!hasWildcard(only)) {
      const action = findAction(only);
      return action === null ? [] : [action];
    }
  }
  const compiled = list.map((pattern) => compileFoldedPattern(pattern));
  return candidates(list, negated).filter((action) => {
    const text = action.id.toLowerCase();
    return compiled.some((pattern) => matchPattern(pattern, text)) !== negated;
  });
}

/** The actions of the services that the patterns name; all actions where one has a wildcard there, or for NotAction. */
function candidates(patterns: readonly string[], negated: boolean): readonly Action[] {
  if (negated) return allActions();
  const prefixes = new Set(
    patterns.map((pattern) => pattern.slice(0, Math.max(0, pattern.indexOf(':'))).toLowerCase()),
  );
  if ([...prefixes].some((prefix) => prefix === '' || hasWildcard(prefix))) return allActions();
  return [...prefixes].sort().flatMap((prefix) => actionsOf(prefix));
}

let all: readonly Action[] | null = null;

/** Every action of the catalogue, sorted by service and name. */
export function allActions(): readonly Action[] {
  all ??= serviceKeys.flatMap((service) => actionsOf(service));
  return all;
}

function hasWildcard(pattern: string): boolean {
  return pattern.includes('*') || pattern.includes('?');
}

interface IndexedService {
  readonly actions: readonly Action[];
  readonly byName: ReadonlyMap<string, Action>;
  readonly resourceTypes: readonly ResourceType[];
}

const indexedServices = new Map<string, IndexedService>();

function indexed(key: string): IndexedService | null {
  const known = indexedServices.get(key);
  if (known !== undefined) return known;
  const data = serviceData(key);
  if (data === null) return null;
  const service = index(data);
  indexedServices.set(key, service);
  return service;
}

function index(data: ServiceData): IndexedService {
  const types = new Map<ResourceTypeData, ResourceType>();
  for (const type of data.resourceTypes) {
    types.set(type, {
      service: data.key,
      name: type.name,
      arns: type.arns,
      cloudFormationType: cloudFormationType(data.key, type.name),
      conditionKeys: type.conditionKeys,
    });
  }
  const lists = new Map<readonly ActionResourceData[], readonly ActionResource[]>();
  const resourcesOf = (list: readonly ActionResourceData[]): readonly ActionResource[] => {
    const known = lists.get(list);
    if (known !== undefined) return known;
    const made = list.flatMap(({ type, required, conditionKeys }) => {
      const resourceType = types.get(type);
      return resourceType === undefined ? [] : [{ type: resourceType, required, conditionKeys }];
    });
    lists.set(list, made);
    return made;
  };
  const actions = data.actions.map((action): Action => {
    const { capabilities, limitedBy, trustOnly } = placementOf(data.key, action);
    return {
      id: `${data.key}:${action.name}`,
      service: data.key,
      name: action.name,
      accessLevel: action.accessLevel,
      resourceTypes: resourcesOf(action.resources),
      conditionKeys: action.conditionKeys,
      dependentActions: action.dependentActions,
      capabilities,
      limitedBy,
      trustOnly,
    };
  });
  return {
    actions,
    byName: new Map(actions.map((action) => [action.name.toLowerCase(), action])),
    resourceTypes: [...types.values()],
  };
}
