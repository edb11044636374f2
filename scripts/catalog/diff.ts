import { isCovered, type Placement, placementOf } from '../../shared/catalog/capabilities/place.ts';
import {
  type AccessLevel,
  type ActionData,
  type ServiceData,
  serviceData,
  serviceKeys,
} from '../../shared/catalog/generated-data.ts';
import type { PackageAction, PackageData, PackageService } from './read-package.ts';

/** How the installed data package differs from the committed data of the catalogue, action by action. */
export interface CatalogDiff {
  readonly added: readonly NewAction[];
  readonly removed: readonly string[];
  readonly changed: readonly { readonly id: string; readonly what: readonly string[] }[];
}

/** An action that the committed data does not have, and how the present rules would place it. */
export interface NewAction {
  readonly id: string;
  readonly accessLevel: AccessLevel;
  readonly capabilities: Placement['capabilities'];
  readonly by: Placement['by'];
  /** True: of a covered service and placed by no rule, so that a test will ask for one. */
  readonly needsRule: boolean;
}

/** Compares the committed data with a package's. */
export function catalogDiff(data: PackageData): CatalogDiff {
  const added: NewAction[] = [];
  const removed: string[] = [];
  const changed: { id: string; what: string[] }[] = [];
  const offered = new Map(data.services.map((service) => [service.key, service]));
  for (const key of [...new Set([...serviceKeys, ...offered.keys()])].sort()) {
    const before = new Map(serviceData(key)?.actions.map((action) => [action.name, action]));
    const after = offered.get(key);
    const names = new Set([...before.keys(), ...(after?.actions.map((action) => action.name) ?? [])]);
    const newer = new Map(after?.actions.map((action) => [action.name, action]));
    for (const name of [...names].sort()) {
      const old = before.get(name);
      const now = newer.get(name);
      if (now === undefined) removed.push(`${key}:${name}`);
      else if (old === undefined && after !== undefined) added.push(placed(after, now));
      else if (old !== undefined) {
        const what = differences(old, now);
        if (what.length > 0) changed.push({ id: `${key}:${name}`, what });
      }
    }
  }
  return { added, removed, changed };
}

function placed(service: PackageService, action: PackageAction): NewAction {
  const data = asActionData(service, action);
  const { capabilities, by } = placementOf(service.key, data);
  return {
    id: `${service.key}:${action.name}`,
    accessLevel: data.accessLevel,
    capabilities,
    by,
    needsRule: by === 'default' && isCovered(service.key, data),
  };
}

/** The package's `Tagging, Write` is the catalogue's `Tagging`. */
function levelOf(action: PackageAction): AccessLevel {
  return action.accessLevel.split(',', 1)[0] as AccessLevel; // the generator throws on any other level
}

function asActionData(service: PackageService, action: PackageAction): ActionData {
  const types = new Map<string, ServiceData['resourceTypes'][number]>(
    service.resourceTypes.map((type) => [type.name, type]),
  );
  return {
    ...action,
    accessLevel: levelOf(action),
    resources: action.resources.flatMap(({ type: name, required, conditionKeys }) => {
      const type = types.get(name);
      return type === undefined ? [] : [{ type, required, conditionKeys }];
    }),
  };
}

function differences(old: ActionData, now: PackageAction): string[] {
  const what: string[] = [];
  if (old.accessLevel !== levelOf(now)) what.push(`access level ${old.accessLevel} → ${levelOf(now)}`);
  const types = (list: readonly { readonly required: boolean }[], name: (index: number) => string) =>
    list.map((entry, index) => `${name(index)}${entry.required ? '' : '?'}`);
  what.push(
    ...setChange(
      'resource type',
      types(old.resources, (index) => old.resources[index]?.type.name ?? ''),
      types(now.resources, (index) => now.resources[index]?.type ?? ''),
    ),
    ...setChange('condition key', keysOf(old), keysOf(now)),
    ...setChange('dependent action', old.dependentActions, now.dependentActions),
  );
  return what;
}

function keysOf(
  action: Pick<ActionData, 'conditionKeys'> & {
    readonly resources: readonly { readonly conditionKeys: readonly string[] }[];
  },
): string[] {
  return [...action.conditionKeys, ...action.resources.flatMap((resource) => resource.conditionKeys)];
}

function setChange(what: string, old: readonly string[], now: readonly string[]): string[] {
  const before = new Set(old);
  const after = new Set(now);
  return [
    ...[...after].filter((name) => !before.has(name)).map((name) => `${what} + ${name}`),
    ...[...before].filter((name) => !after.has(name)).map((name) => `${what} - ${name}`),
  ];
}
