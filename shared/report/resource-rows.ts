import { targetsOf } from '../access/compile/inventory.ts';
import { type Account, NOT_COLLECTED, type Resource } from '../account/model.ts';
import type { Reach } from './access/shard-summary.ts';
import { byCodeUnits } from './canonical-json.ts';
import type { Exposure, ResourceRow } from './view/rows.ts';
import { EXPOSURES } from './view/rows.ts';

/**
 * The lines of resources.jsonl, sorted by ARN: every collected resource of the subject account, and its users, groups,
 * roles and policies, which access is judged to like any other resource.
 */
export function resourceRows(subject: Account, reached: readonly Reach[]): readonly ResourceRow[] {
  const byResource = new Map<string, Reach[]>();
  for (const reach of reached) byResource.set(reach.resourceArn, [...(byResource.get(reach.resourceArn) ?? []), reach]);
  const own = new Map(
    [...targetsOf(subject).targets.map(({ resource }) => resource), ...subject.resources].map((r) => [r.arn, r]),
  );
  return [...own.values()]
    .map((resource) => resourceRow(subject, resource, byResource.get(resource.arn) ?? []))
    .sort((a, b) => byCodeUnits(a.arn, b.arn));
}

function resourceRow(subject: Account, resource: Resource, reached: readonly Reach[]): ResourceRow {
  const tags = resource.tags === NOT_COLLECTED ? undefined : resource.tags;
  const widest = widestReach(subject, reached);
  const key = encryptionKey(resource);
  return {
    arn: resource.arn,
    type: resource.type,
    name: resource.name,
    accountId: resource.accountId,
    region: resource.region,
    ...(tags === undefined ? {} : { tags }),
    classification: {
      confidentiality: classTag(tags, 'confidentiality'),
      integrity: classTag(tags, 'integrity'),
      availability: classTag(tags, 'availability'),
    },
    ...(key === undefined ? {} : { encryptionKey: key }),
    exposure: widest?.exposure ?? 'private',
    exposedTo:
      widest === null
        ? null
        : {
            principalArn: widest.reach.principalArn,
            capability: widest.reach.capability,
            conditional: widest.reach.conditional,
          },
  };
}

/** The reach that opens the resource furthest; an unconditional one before a conditional one, then by ARN. */
function widestReach(
  subject: Account,
  reached: readonly Reach[],
): { readonly exposure: Exposure; readonly reach: Reach } | null {
  const ranked = reached
    .filter((reach) => !isOwnIdentityProvider(subject, reach))
    .map((reach) => ({ reach, exposure: exposureOf(subject, reach) }))
    .sort(
      (a, b) =>
        EXPOSURES.indexOf(a.exposure) - EXPOSURES.indexOf(b.exposure) ||
        Number(a.reach.conditional) - Number(b.reach.conditional) ||
        byCodeUnits(a.reach.principalArn, b.reach.principalArn),
    );
  return ranked[0] ?? null;
}

/** Public: anyone. Organization: another account of the same organization. Cross-account: everyone else outside. */
function exposureOf(subject: Account, reach: Reach): Exposure {
  if (reach.principalType === 'anonymous') return 'public';
  const account = reach.principalArn.split(':')[4] ?? '';
  const organization = subject.organization;
  const members = organization === NOT_COLLECTED || organization === null ? NOT_COLLECTED : organization.accountIds;
  return members !== NOT_COLLECTED && members.includes(account) ? 'organization' : 'cross-account';
}

/** The account's own SAML provider is how its people come in; a web identity provider speaks for strangers as well. */
function isOwnIdentityProvider({ accountId, partition }: Account, { principalArn, principalType }: Reach): boolean {
  return (
    principalType === 'federated' &&
    principalArn.startsWith(`federated:arn:${partition}:iam::${accountId}:saml-provider/`)
  );
}

/** Where the types name their key, as AWS's responses do. */
const KEY_FIELDS: readonly (readonly string[])[] = [
  ['kmsKeyArn'],
  ['kmsKeyId'],
  ['kmsMasterKeyId'],
  ['encryption', 'kmsMasterKeyID'],
  ['sseDescription', 'kmsMasterKeyArn'],
  ['encryptionConfiguration', 'kmsKeyId'],
  ['kmsKeyIdentifier'],
];

/** The key under which the content lies; absent where it was not collected, null where AWS's own key is used. */
function encryptionKey(resource: Resource): string | null | undefined {
  for (const path of KEY_FIELDS) {
    const value = fieldAt(resource.details, path);
    if (typeof value === 'string' || value === null) return value;
  }
  return undefined;
}

/** The value at a path of fields; null as soon as AWS said that there is none. */
function fieldAt(details: unknown, path: readonly string[]): unknown {
  let value = details;
  for (const field of path) {
    if (value === null || typeof value !== 'object') return value;
    value = Object.entries(value).find(([name]) => name === field)?.[1];
  }
  return value;
}

function classTag(tags: Readonly<Record<string, string>> | undefined, name: string): string | null {
  for (const key of Object.keys(tags ?? {}).sort(byCodeUnits)) {
    if (key.toLowerCase().endsWith(name)) return tags?.[key] ?? null;
  }
  return null;
}
