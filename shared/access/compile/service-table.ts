import { type Account, NOT_COLLECTED, type Resource } from '../../account/model.ts';
import type { Action, ResourceType } from '../../catalog/action.ts';
import { typeOfArn } from '../../catalog/arn-type.ts';
import { actionsOf, serviceNames } from '../../catalog/catalog.ts';
import { intersect, overlaps } from '../pattern/algebra.ts';
import { type Glob, glob, globMatches } from '../pattern/glob.ts';
import { filled } from '../pattern/sample.ts';
import { collectedTypes } from './inventory.ts';
import { wholeRegion } from './region.ts';
import { knownFacts, type Target } from './target.ts';
import { type Slot, type TypeTable, tableOf, typeTable } from './type-table.ts';

/** The resource types of a form; empty: the action has no resource (E21). */
export interface Shape {
  readonly service: string;
  readonly types: readonly ResourceType[];
  /** Patterns of their ARNs in the account and partition. */
  readonly arns: readonly Glob[];
}

/**
 * What can be done in a service apart from resources that were collected, as a target of its own: actions without a
 * resource, and those on resources that nobody listed. A form says which ARNs its actions are checked against. Sorted
 * by service; a service without such actions has none.
 */
export function serviceTargets(account: Account): readonly Target[] {
  const covered = new Set<string>();
  for (const type of collectedTypes(account))
    for (const { action } of typeTable(type)?.slots ?? []) covered.add(action.id);
  return serviceNames().flatMap((service) => {
    const actions = actionsOf(service).filter((action) => !action.trustOnly && !covered.has(action.id));
    return actions.length === 0 ? [] : [targetOf(account, service, actions)];
  });
}

function targetOf(account: Account, service: string, actions: readonly Action[]): Target {
  const slots: Slot[] = [];
  const shapes: Shape[] = [];
  const keys: string[] = [];
  for (const action of actions) {
    const types = action.resourceTypes.map((r) => r.type);
    const key = types.map((t) => `${t.service}:${t.name}`).join();
    let form = keys.indexOf(key);
    if (form < 0) {
      form = keys.push(key) - 1;
      const { partition, accountId } = account;
      shapes.push({
        service,
        types,
        arns: types.flatMap((t) => t.arns.map((arn) => templateGlob(arn, partition, accountId))),
      });
    }
    slots.push({ action, form });
  }
  const table: TypeTable = {
    ...tableOf(
      service,
      service,
      slots,
      shapes.map(() => ({ of: 'self', service, underPolicy: false })),
    ),
    resources: false,
  };
  const resource: Resource = {
    arn: `service ${service}`,
    type: table.type,
    accountId: account.accountId,
    region: null,
    name: service,
    tags: NOT_COLLECTED,
    policy: null,
    partPolicies: new Map(),
    details: {},
  };
  const facts = knownFacts(account, resource, service, service, '');
  return {
    arn: resource.arn,
    resource,
    account,
    table,
    forms: shapes.map((shape) => ({ base: '', suffix: EVERYTHING, whole: wholeRegion('*'), facts, shape })),
  };
}

const EVERYTHING = glob('*');

/** `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}` as a pattern of the account's own ARNs. */
function templateGlob(template: string, partition: string, accountId: string): Glob {
  const text = template
    .replaceAll('${Partition}', partition)
    .replaceAll(/\$\{(Account|AccountId)\}/g, accountId)
    .replaceAll(/\$\{[^}]*\}/g, '*');
  return glob(text);
}

/** Fillings that make members of a pattern: a plain name, and names with the separators that parts are written with. */
const FILLINGS = ['example', 'x/example', 'x:example'];

/**
 * A concrete ARN of one of the form's types that some pattern of `include` reaches and none of `exclude`; null where
 * there is none: a pattern for objects reaches no bucket (E23). For actions without a resource it is `*`.
 */
export function memberArn(include: readonly Glob[], exclude: readonly Glob[], shape: Shape): string | null {
  if (shape.types.length === 0) return '*';
  let untyped: string | null = null;
  for (const pattern of include) {
    for (const template of shape.arns) {
      if (!overlaps(pattern, template)) continue;
      for (const part of intersect(pattern, template) ?? [pattern]) {
        for (const filling of FILLINGS) {
          const arn = filled(part, filling);
          if (exclude.some((e) => globMatches(e, arn))) continue;
          const types = typeOfArn(arn);
          // Templates that leave the service open (recovery points of any service) are of no known type.
          if (types.length === 0) untyped ??= arn;
          if (types.some((t) => shape.types.some((s) => s.service === t.service && s.name === t.name))) return arn;
        }
      }
    }
  }
  return untyped;
}
