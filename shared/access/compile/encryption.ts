import type { Resource } from '../../account/model.ts';
import { keyNeeds, keyUse } from '../../catalog/key-use.ts';
import type { Fact, Facts } from '../condition/text.ts';
import type { Caller } from './caller.ts';
import type { Target } from './target.ts';

/** The key that content of a resource lies under, as far as callers need rights on it. */
export type SecondKey =
  | { readonly kind: 'key'; readonly key: Target }
  /** AWS's own key: nothing is needed within the account, and other accounts never decrypt (M20). */
  | { readonly kind: 'aws-managed' }
  | { readonly kind: 'not-collected'; readonly reference: string };

/** Fields in which the types name their key, as AWS's responses do; the first that is set counts. */
const FIELDS: readonly (readonly string[])[] = [
  ['kmsKeyId'],
  ['kmsKeyArn'],
  ['kmsMasterKeyId'],
  ['keyId'],
  ['encryption', 'kmsMasterKeyID'],
  ['sseDescription', 'kmsMasterKeyArn'],
  ['encryptionConfiguration', 'kmsKeyId'],
  ['kmsKeyIdentifier'],
];

/** The key of a resource whose callers need rights on it; null: none is needed (rule 4 of the capabilities). */
export function secondKeyOf(target: Target, keys: KeyIndex): SecondKey | null {
  if (target.table.type === 'AWS::KMS::Key' || keyUse(target.table.service)?.holder !== 'caller') return null;
  const reference = FIELDS.map((path) => fieldAt(target.resource, path)).find((value) => value !== null);
  if (reference === undefined || reference === null) {
    // A secret without a key of its own lies under AWS's (secretsmanager, security-encryption).
    const underAws =
      target.table.type === 'AWS::SecretsManager::Secret' && target.resource.details['kmsKeyId'] === null;
    return underAws ? { kind: 'aws-managed' } : null;
  }
  if (/(^|:)alias\/aws\//.test(reference)) return { kind: 'aws-managed' };
  const key = keys.find(reference, target.resource.accountId, target.resource.region);
  if (key === null) return { kind: 'not-collected', reference };
  return key.resource.details['keyManager'] === 'AWS' ? { kind: 'aws-managed' } : { kind: 'key', key };
}

function fieldAt(resource: Resource, path: readonly string[]): string | null {
  let value: unknown = resource.details;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return null;
    value = (value as Readonly<Record<string, unknown>>)[step]; // an object, just asked
  }
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Keys by every name that a resource may give them. */
export class KeyIndex {
  readonly #byArn = new Map<string, Target>();
  readonly #byName = new Map<string, Target>();

  constructor(targets: readonly Target[]) {
    for (const target of targets) {
      if (target.table.type !== 'AWS::KMS::Key') continue;
      this.#byArn.set(target.arn, target);
      const place = `${target.resource.accountId}|${target.resource.region ?? ''}|`;
      this.#byName.set(place + target.arn.slice(target.arn.lastIndexOf('/') + 1), target);
      const { aliases } = target.resource.details;
      for (const alias of Array.isArray(aliases) ? aliases : []) {
        const { aliasArn, aliasName } = alias as { aliasArn?: unknown; aliasName?: unknown }; // checked just below
        if (typeof aliasArn === 'string') this.#byArn.set(aliasArn, target);
        if (typeof aliasName === 'string') this.#byName.set(place + aliasName, target);
      }
    }
  }

  find(reference: string, accountId: string, region: string | null): Target | null {
    return this.#byArn.get(reference) ?? this.#byName.get(`${accountId}|${region ?? ''}|${reference}`) ?? null;
  }
}

/** What an action on the resource needs on its key: alternatives, of one of which all are needed; empty: nothing. */
export function needsOn(target: Target, actionId: string): readonly (readonly string[])[] {
  const colon = actionId.indexOf(':');
  const service = actionId.slice(0, colon);
  const needs = (keyNeeds(service, actionId.slice(colon + 1)) ?? []).filter(
    // What holds only for some calls is needed by none in general; a parameter under a key is a SecureString.
    (need) => need.use !== 'create' && (need.when === null || service === 'ssm'),
  );
  if (target.table.type === 'AWS::KMS::Key' || needs.length === 0) return [];
  return needs.flatMap((need) => need.anyOf);
}

/** What is known of the call on the key that the service makes with its caller's rights. */
export function viaService(target: Target, caller: Caller): Facts {
  const { service } = target.table;
  const region = target.resource.region ?? '';
  const known = new Map<string, Fact>([
    ['aws:viaawsservice', 'true'],
    ['kms:calleraccount', caller.accountId ?? null],
    ['kms:grantisforawsresource', null],
  ]);
  if (region !== '') known.set('kms:viaservice', `${service}.${region}.amazonaws.com`);
  const contextKey = keyUse(service)?.contextKey ?? null;
  const named = service === 'dynamodb' ? target.resource.name : target.arn;
  // Objects are encrypted under their own ARN, or, with a bucket key, under the bucket's: then it is the request's to say.
  if (contextKey !== null && service !== 's3') known.set(`kms:encryptioncontext:${contextKey.toLowerCase()}`, named);
  return (keyId) => known.get(keyId);
}

/** The same as request context, for asking `decide` about the key. */
export function viaContext(target: Target): Record<string, string> {
  const { service } = target.table;
  const region = target.resource.region ?? '';
  const context: Record<string, string> = { 'aws:ViaAWSService': 'true' };
  if (region !== '') context['kms:ViaService'] = `${service}.${region}.amazonaws.com`;
  const contextKey = keyUse(service)?.contextKey ?? null;
  if (contextKey !== null && service !== 's3') {
    context[`kms:EncryptionContext:${contextKey}`] = service === 'dynamodb' ? target.resource.name : target.arn;
  }
  return context;
}
