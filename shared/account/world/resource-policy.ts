import type { NamedPolicy } from '../../policy/model.ts';
import { type Account, NOT_COLLECTED, type NotCollected, type Resource } from '../model.ts';
import { RESOURCE_TYPES } from '../resources/index.ts';
import { fieldsOf } from '../resources/known.ts';
import { parentArn } from './containment.ts';
import { containerOf, inventoryOf, ownerOf } from './inventory.ts';

/** The actions that a role's trust policy decides (rules A05, J01, M04). */
const TRUST_ACTIONS: ReadonlySet<string> = new Set([
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
  'sts:tagsession',
  'sts:setsourceidentity',
  'sts:setcontext',
]);

/**
 * The resource-based policy that decides about an ARN: the bucket's for an object and for an access point, the table's
 * for an index (K07), the qualifier's own for a function's version or alias (K02), a role's trust policy for assuming it.
 * Null: there is none. `not-collected`: there may be one.
 */
export function resourcePolicyOf(
  accounts: readonly Account[],
  arn: string,
  action: string,
): NamedPolicy | null | NotCollected {
  if (/^arn:[^:]*:iam::/.test(arn)) return trustPolicyOf(accounts, arn, action);
  const held = containerOf(accounts, arn);
  if (held === null) return mayHavePolicy(accounts, arn) ? NOT_COLLECTED : null;
  const { resource } = held;
  if (resource.type === 'AWS::Glue::Database') return catalogPolicy(accounts, resource.arn);
  if (arn === resource.arn || resource.type === 'AWS::S3::Bucket') return resource.policy;
  const part = resource.partPolicies.get(arn);
  if (part !== undefined) return part;
  switch (resource.type) {
    case 'AWS::Lambda::Function':
      return qualifierPolicy(resource, arn);
    case 'AWS::DynamoDB::Table':
      return tablePart(resource, arn);
    case 'AWS::Kinesis::Stream':
      return listed(resource.details['consumers']);
    case 'AWS::KMS::Key':
      // An alias carries no policy; what is done with the key through it is decided on the key's own ARN (M19).
      return null;
    default:
      return resource.policy;
  }
}

function trustPolicyOf(accounts: readonly Account[], arn: string, action: string): NamedPolicy | null | NotCollected {
  if (!TRUST_ACTIONS.has(action.toLowerCase())) return null;
  const held = inventoryOf(accounts).roles.get(arn);
  return held === undefined ? NOT_COLLECTED : held.role.trustPolicy;
}

/** A qualifier that is not among the collected versions and aliases has no policy; `$LATEST` is the function itself. */
function qualifierPolicy(resource: Resource, arn: string): NamedPolicy | null | NotCollected {
  if (arn === `${resource.arn}:$LATEST`) return resource.policy;
  const fields = fieldsOf(resource, 'AWS::Lambda::Function');
  const isVersion = /^\d+$/.test(arn.slice(resource.arn.length + 1));
  return listed(isVersion ? fields?.versions : fields?.aliases);
}

/** An index is covered by its table's policy; streams have their own, backups and exports none (K07). */
function tablePart(resource: Resource, arn: string): NamedPolicy | null | NotCollected {
  const kind = arn.slice(resource.arn.length + 1).split('/')[0];
  if (kind === 'index') return resource.policy;
  return kind === 'stream' ? NOT_COLLECTED : null;
}

/** A part that a collected list does not hold has no policy; without the list nobody knows. */
function listed(list: unknown): null | NotCollected {
  return list === undefined ? NOT_COLLECTED : null;
}

/** One policy covers the whole catalog of a Region. */
function catalogPolicy(accounts: readonly Account[], databaseArn: string): NamedPolicy | null | NotCollected {
  const catalog = parentArn(databaseArn);
  const held = catalog === null ? null : containerOf(accounts, catalog);
  return held === null ? NOT_COLLECTED : held.resource.policy;
}

/** Service prefixes whose resources carry policies, with the types that do. */
const POLICIED: ReadonlyMap<string, readonly string[]> = new Map(
  [
    ...Map.groupBy(
      RESOURCE_TYPES.filter(({ policy }) => policy),
      ({ service }) => service as string,
    ),
  ].map(([service, types]) => [service, types.map(({ type }) => type)]),
);
const UNPOLICIED: ReadonlySet<string> = new Set(
  RESOURCE_TYPES.map(({ service }) => service as string).filter((service) => !POLICIED.has(service)),
);

/** Whether a resource that was not collected could exist and carry a policy. */
function mayHavePolicy(accounts: readonly Account[], arn: string): boolean {
  if (arn === '*' || !arn.startsWith('arn:')) return false;
  const [, , prefix = ''] = arn.split(':', 3);
  // Calls of a REST API name it under a prefix of their own.
  const service = prefix === 'execute-api' ? 'apigateway' : prefix;
  if (UNPOLICIED.has(service)) return false;
  const owner = ownerOf(accounts, arn);
  const account = owner === null ? undefined : inventoryOf(accounts).accounts.get(owner);
  const types = POLICIED.get(service);
  if (account === undefined || types === undefined) return true;
  return types.some((type) => !account.collectedTypes.has(type));
}
