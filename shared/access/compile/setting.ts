import type { Account } from '../../account/model.ts';
import { worldOf } from '../../account/world.ts';
import type { ResourceFacts } from '../../authorization/request.ts';
import { KMS_ACROSS_ACCOUNTS, ownAccountOnly } from '../../catalog/resource-policies.ts';
import type { Caller } from './caller.ts';
import type { Target } from './target.ts';
import { NO_SLOTS, type Slots, type TypeTable } from './type-table.ts';

/** What is no policy and yet decides about a resource: its owner's settings, a key's state and grants. */
export function settingsOf(accounts: readonly Account[], target: Target): ResourceFacts | null {
  const { world } = worldOf(accounts, {
    principal: { kind: 'anonymous' },
    action: `${target.table.service}:*`,
    resource: target.arn,
    principalAccount: null,
    resourceAccount: null,
    context: {},
  });
  return world.facts;
}

/**
 * The slots that something outside policies stops for the caller, whatever policies allow: root assuming roles (A01),
 * other partitions (A07), calls that never cross accounts (H05, M14, M20), keys that cannot be used (M21), and
 * RestrictPublicBuckets (I04). `publicPolicy`: whether the resource's policy counts as public.
 */
export function stoppedSlots(
  target: Target,
  caller: Caller,
  settings: ResourceFacts | null,
  publicPolicy: boolean,
): Slots {
  const { table } = target;
  let stopped = NO_SLOTS;
  if (caller.type === 'root') stopped |= slotsNamed(table, 'root', ROOT_NEVER);
  // Tokens of identity providers are exchanged for sessions, by nobody else and for nothing else (rule 7 of the capabilities).
  if (caller.type !== 'federated') stopped |= slotsNamed(table, 'token', TOKEN_ONLY);
  const kms = settings?.kms ?? null;
  if (kms !== null && kms.state !== null && kms.state !== 'Enabled')
    stopped |= slotsNamed(table, 'crypto', CRYPTOGRAPHIC);
  if (caller.accountId === target.account.accountId || caller.type === 'service') return stopped;
  const all = allSlots(table);
  if ('arn' in caller.principal && partitionOf(caller.principal.arn) !== partitionOf(target.arn)) return all;
  stopped |= slotsNamed(table, 'bucket-policy', FOREIGN_NEVER) | ownAccountSlots(target);
  if (table.type === 'AWS::KMS::Key') {
    stopped |= kms?.keyManager === 'AWS' ? all : all & ~slotsNamed(table, 'cross-account', ACROSS_ACCOUNTS);
  }
  if (publicPolicy && settings?.s3?.publicAccessBlock?.restrictPublicBuckets === true) stopped |= all;
  return stopped;
}

/** The bucket policy cannot shut its account's root user out of itself (A02). */
export function ownBucketPolicySlots(table: TypeTable): Slots {
  return slotsNamed(table, 'own-bucket-policy', BUCKET_POLICY);
}

const ROOT_NEVER = ['sts:assumerole', 'sts:assumeroot'];
const TOKEN_ONLY = ['sts:assumerolewithsaml', 'sts:assumerolewithwebidentity'];
const BUCKET_POLICY = ['s3:getbucketpolicy', 's3:putbucketpolicy', 's3:deletebucketpolicy'];
const FOREIGN_NEVER = ['s3:putbucketpolicy', 's3:deletebucketpolicy'];
/** Operations that need an enabled key (`kms/latest/developerguide/key-state.html`). */
const CRYPTOGRAPHIC = [
  'kms:decrypt',
  'kms:derivesharedsecret',
  'kms:encrypt',
  'kms:generatedatakey',
  'kms:generatedatakeypair',
  'kms:generatedatakeypairwithoutplaintext',
  'kms:generatedatakeywithoutplaintext',
  'kms:generatemac',
  'kms:reencryptfrom',
  'kms:reencryptto',
  'kms:sign',
  'kms:verify',
  'kms:verifymac',
];
const ACROSS_ACCOUNTS = [...KMS_ACROSS_ACCOUNTS].map((name) => `kms:${name.toLowerCase()}`);

const ownOnly = new WeakMap<TypeTable, Slots>();

/** Actions that a service opens to its own account alone, on resources of its own (M23); S3 and KMS stand above. */
function ownAccountSlots({ table, forms }: Target): Slots {
  const known = ownOnly.get(table);
  if (known !== undefined) return known;
  let bits = NO_SLOTS;
  table.slots.forEach(({ action, form }, i) => {
    const elsewhere = action.service === 'kms' || action.service === 's3';
    const ofService = !elsewhere && forms[form]?.base.split(':', 3)[2] === action.service;
    if (ofService && ownAccountOnly(action.service, action.name.toLowerCase()) !== null) {
      bits |= 1n << BigInt(i);
    }
  });
  ownOnly.set(table, bits);
  return bits;
}

const named = new WeakMap<TypeTable, Map<string, Slots>>();

function slotsNamed(table: TypeTable, name: string, actions: readonly string[]): Slots {
  let byName = named.get(table);
  if (byName === undefined) {
    byName = new Map();
    named.set(table, byName);
  }
  const known = byName.get(name);
  if (known !== undefined) return known;
  let bits = NO_SLOTS;
  table.slots.forEach(({ action }, i) => {
    if (actions.includes(action.id.toLowerCase())) bits |= 1n << BigInt(i);
  });
  byName.set(name, bits);
  return bits;
}

function allSlots(table: TypeTable): Slots {
  return (1n << BigInt(table.slots.length)) - 1n;
}

function partitionOf(arn: string): string {
  return arn.slice(4, arn.indexOf(':', 4));
}
