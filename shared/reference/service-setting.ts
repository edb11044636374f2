import type { Truth } from '../authorization/decision.ts';
import type { Request, World } from '../authorization/request.ts';
import { serviceOfAction, splitArn } from './arn.ts';
import { callerAccount, callerPartition } from './caller.ts';
import { contextOf } from './context.ts';
import { isPublic } from './public-policy.ts';
import { isKmsKey } from './resource-type.ts';
import { any, truthOf } from './truth.ts';

/** Whose the resource is, as far as one reading of the question goes: `same` as the caller's account, or another. */
export type Owner = 'same' | 'other';

/** Whether something that is no policy stops the request, whatever policies allow. */
export function isStopped(world: World, request: Request, owner: Owner): Truth {
  return any([
    restrictPublicBuckets(world, request, owner),
    owner === 'other' ? cannotCrossAccounts(world, request) : 'false',
    truthOf(owner === 'other' && crossesPartitions(request)),
    truthOf(isKeyUnusable(world, request)),
    truthOf(isRootAssumingRole(request)),
    truthOf(isOutsideTheVpc(world, request)),
  ]);
}

/**
 * RestrictPublicBuckets and a public policy: only services, and callers of the account that owns the bucket (or the
 * access point), remain (I04). A VPC's access point is never public (I07). The most restrictive setting applies (I05).
 *
 * Page: AmazonS3/latest/userguide/access-control-block-public-access.html
 */
function restrictPublicBuckets(world: World, request: Request, owner: Owner): Truth {
  const s3 = world.facts?.s3 ?? null;
  if (s3 === null || serviceOfAction(request.action) !== 's3' || request.principal.kind === 'service') return 'false';
  const { accessPoint } = s3;
  const restricted =
    s3.publicAccessBlock?.restrictPublicBuckets === true ||
    accessPoint?.publicAccessBlock?.restrictPublicBuckets === true;
  const caller = callerAccount(request);
  const ofOwner = caller !== null && (owner === 'same' || caller === splitArn(accessPoint?.arn ?? '')?.account);
  if (!restricted || ofOwner) return 'false';
  const bucket = world.resourcePolicy === null ? 'false' : isPublic(world.resourcePolicy, 'bucket');
  const open = accessPoint === null || accessPoint.policy === null || accessPoint.vpcId !== null;
  return any([bucket, open ? 'false' : isPublic(accessPoint.policy, 'access-point')]);
}

/** Delegation works only inside one partition (A07). */
function crossesPartitions(request: Request): boolean {
  const caller = callerPartition(request.principal);
  const resource = splitArn(request.resource)?.partition ?? null;
  return caller !== null && resource !== null && caller !== resource;
}

/** Put/DeleteBucketPolicy (M14), AWS managed keys (M20), and KMS operations that stay in the key's account (H05). */
function cannotCrossAccounts(world: World, request: Request): Truth {
  const action = request.action.toLowerCase();
  if (request.principal.kind === 'service') return 'false';
  if (action === 's3:putbucketpolicy' || action === 's3:deletebucketpolicy') return 'true';
  if (!isKmsKey(request)) return 'false';
  if (world.facts?.kms?.keyManager === 'AWS') return 'true';
  if (CROSS_ACCOUNT_OPERATIONS.includes(action)) return 'false';
  // An operation that AWS added since these lists were read may be of either kind.
  return OPERATIONS_OF_THE_ACCOUNT.includes(action) ? 'true' : 'unknown';
}

/** An access point of a VPC takes requests from that VPC alone (AmazonS3 access-points-vpc). */
function isOutsideTheVpc(world: World, request: Request): boolean {
  const vpc = world.facts?.s3?.accessPoint?.vpcId ?? null;
  return vpc !== null && contextOf(request, world.facts).value('aws:SourceVpc') !== vpc;
}

/** kms/latest/developerguide/concepts.html#key-state: cryptographic operations need an enabled key (M21). */
function isKeyUnusable(world: World, request: Request): boolean {
  const state = world.facts?.kms?.state ?? null;
  return state !== null && state !== 'Enabled' && CRYPTOGRAPHIC_OPERATIONS.includes(request.action.toLowerCase());
}

const CRYPTOGRAPHIC_OPERATIONS = [
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

/** kms/latest/developerguide/key-policy-modifying-external-accounts.html */
const CROSS_ACCOUNT_OPERATIONS = [
  ...CRYPTOGRAPHIC_OPERATIONS,
  'kms:creategrant',
  'kms:describekey',
  'kms:getkeyrotationstatus',
  'kms:getpublickey',
  'kms:listgrants',
  'kms:retiregrant',
  'kms:revokegrant',
];

/** kms/latest/developerguide/kms-api-permissions-reference.html, "Cross-account use: No". */
const OPERATIONS_OF_THE_ACCOUNT = [
  'kms:cancelkeydeletion',
  'kms:createalias',
  'kms:deletealias',
  'kms:deleteimportedkeymaterial',
  'kms:disablekey',
  'kms:disablekeyrotation',
  'kms:enablekey',
  'kms:enablekeyrotation',
  'kms:getkeypolicy',
  'kms:getparametersforimport',
  'kms:importkeymaterial',
  'kms:listkeypolicies',
  'kms:listkeyrotations',
  'kms:listresourcetags',
  'kms:putkeypolicy',
  'kms:replicatekey',
  'kms:rotatekeyondemand',
  'kms:schedulekeydeletion',
  'kms:tagresource',
  'kms:untagresource',
  'kms:updatealias',
  'kms:updatekeydescription',
  'kms:updateprimaryregion',
];

/** The root user can call neither sts:AssumeRole nor sts:AssumeRoot (A01, M03). */
function isRootAssumingRole(request: Request): boolean {
  return (
    request.principal.kind === 'root' && ['sts:assumerole', 'sts:assumeroot'].includes(request.action.toLowerCase())
  );
}
