import type { AclGrant, KmsGrant, Request } from '../request.ts';
import { drawAccount, drawCaller, OTHER, OWN, THIRD } from './cast.ts';
import { drawContext } from './condition-draw.ts';
import { damaged } from './damage.ts';
import type { Draw } from './draw.ts';
import { editPolicies, editStatements } from './edit.ts';
import { drawNarrowing } from './narrowing-draw.ts';
import type { Question, WrittenFacts, WrittenPolicy, WrittenS3Facts, WrittenWorld } from './question.ts';
import { drawPolicy, type Place } from './statement-draw.ts';
import { drawOwner, drawTarget } from './target.ts';

/**
 * A question: small, mostly valid, and near the borders where rules differ. Every layer, every operator family with
 * quantifiers and IfExists, both versions, variables, all kinds of callers and of principals that policies name.
 */
export function drawQuestion(draw: Draw): Question {
  const caller = drawCaller(draw);
  const target = drawTarget(draw, drawOwner(draw));
  const callerAccount = 'accountId' in caller ? caller.accountId : caller.kind === 'federated' ? OWN : null;
  const request: Request = {
    principal: caller,
    action: target.action,
    resource: target.resource,
    principalAccount: callerAccount === null || draw.chance(4) ? null : drawAccount(draw, callerAccount),
    resourceAccount: target.owner === null ? null : drawAccount(draw, target.owner),
    context: drawContext(draw),
  };
  return { request, world: drawWorld(draw, request) };
}

/** A question of which some policies hold what AWS would not have saved, or are written in another way. */
export function drawDamagedQuestion(draw: Draw): Question {
  const { request, world } = drawQuestion(draw);
  const edited = editPolicies(world, (policy) => (draw.chance(4) ? damaged(draw, policy) : policy));
  return { request, world: edited };
}

function drawWorld(draw: Draw, request: Request): WrittenWorld {
  const policies = (min: number, max: number, place: Place, name: string, denies?: number): WrittenPolicy[] => {
    let number = 0;
    return draw.list(min, max, () => drawPolicy(draw, request, place, `${name} ${number++}`, denies));
  };
  const limiting = (percent: number, name: string): WrittenPolicy[] | null =>
    draw.chance(percent) ? (draw.chance(4) ? [] : policies(1, 2, 'identity', name, 6)) : null;
  const trust = request.action.toLowerCase().startsWith('sts:') && request.resource.includes(':role/');
  const facts = drawFacts(draw, request);
  const resourcePolicy = draw.chance(70) ? drawPolicy(draw, request, trust ? 'trust' : 'resource', 'resource') : null;
  return {
    identityPolicies: draw.chance(88) ? policies(1, 2, 'identity', 'identity') : [],
    permissionsBoundaries: limiting(28, 'boundary'),
    sessionPolicies: limiting(28, 'session'),
    // Where S3's settings count, a statement for everyone, narrowed or not, often stands beside the others.
    resourcePolicy: facts?.s3 != null && draw.chance(50) ? withEveryone(draw, resourcePolicy) : resourcePolicy,
    serviceControlPolicies: draw.chance(32) ? drawScps(draw, request) : null,
    resourceControlPolicies: draw.chance(22) ? drawRcps(draw, request) : null,
    vpcEndpointPolicies: draw.chance(12) ? policies(1, 2, 'resource', 'endpoint', 6) : null,
    facts,
  };
}

function withEveryone(draw: Draw, policy: WrittenPolicy | null): WrittenPolicy {
  const statement = {
    Effect: 'Allow',
    ...(draw.chance(90) ? { Principal: '*' } : { NotPrincipal: { AWS: OWN } }),
    Action: draw.pick(['s3:PutObject', 's3:*']),
    Resource: '*',
    ...(draw.chance(85) ? { Condition: drawNarrowing(draw) } : {}),
  };
  const beside = policy ?? { name: 'resource', document: { Version: '2012-10-17', Statement: [] } };
  return editStatements(beside, (statements) => [...statements, statement]);
}

const FULL_ACCESS = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const RCP_FULL_ACCESS = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
};

function drawScps(draw: Draw, request: Request): WrittenPolicy[][] {
  return draw.list(0, 3, () => [
    ...(draw.chance(80) ? [{ name: 'FullAWSAccess', document: FULL_ACCESS }] : []),
    ...(draw.chance(45) ? [drawPolicy(draw, request, 'identity', 'scp', 25)] : []),
  ]);
}

function drawRcps(draw: Draw, request: Request): WrittenPolicy[][] {
  return draw.list(0, 3, () => [
    ...(draw.chance(80) ? [{ name: 'RCPFullAWSAccess', document: RCP_FULL_ACCESS }] : []),
    ...(draw.chance(40) ? [drawPolicy(draw, request, 'rcp', 'rcp', 95)] : []),
  ]);
}

function drawFacts(draw: Draw, request: Request): WrittenFacts | null {
  const action = request.action.toLowerCase();
  const s3 = action.startsWith('s3:') && request.resource !== '*' && draw.chance(45) ? drawS3(draw, request) : null;
  const kms = action.startsWith('kms:') && draw.chance(50) ? drawKms(draw, request) : null;
  if (s3 === null && kms === null) return null;
  return { s3, kms };
}

function drawS3(draw: Draw, request: Request): WrittenS3Facts {
  const block = () =>
    draw.chance(50)
      ? {
          blockPublicAcls: draw.chance(50),
          ignorePublicAcls: draw.chance(50),
          blockPublicPolicy: draw.chance(50),
          restrictPublicBuckets: draw.chance(60),
        }
      : null;
  const acl = (): AclGrant[] | null => (draw.chance(50) ? draw.list(0, 2, () => drawGrant(draw)) : null);
  const through = draw.chance(request.resource.includes('accesspoint') ? 95 : 20);
  return {
    publicAccessBlock: block(),
    objectOwnership: draw.pick([null, 'BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter']),
    bucketAcl: acl(),
    objectAcl: acl(),
    objectOwner: draw.chance(20) ? draw.pick([OWN, OTHER, THIRD]) : null,
    accessPoint: through
      ? {
          arn: `arn:aws:s3:us-east-1:${draw.pick([OWN, OWN, OTHER])}:accesspoint/ap`,
          policy: draw.chance(75) ? drawPolicy(draw, request, 'resource', 'access point', 8) : null,
          publicAccessBlock: block(),
          vpcId: draw.chance(25) ? 'vpc-1' : null,
        }
      : null,
  };
}

function drawGrant(draw: Draw): AclGrant {
  return {
    grantee: draw.pick([
      'http://acs.amazonaws.com/groups/global/AllUsers',
      'http://acs.amazonaws.com/groups/global/AuthenticatedUsers',
      'http://acs.amazonaws.com/groups/s3/LogDelivery',
      OWN,
      OTHER,
      'e'.repeat(64),
    ]),
    permission: draw.pick(['FULL_CONTROL', 'READ', 'WRITE', 'READ_ACP', 'WRITE_ACP']),
  };
}

function drawKms(draw: Draw, { principal, action }: Request): WrittenFacts['kms'] {
  const callers = 'arn' in principal ? [principal.arn] : 'service' in principal ? [principal.service] : [];
  const role = principal.kind === 'role-session' ? [principal.roleArn] : [];
  const grant = (): KmsGrant => ({
    granteePrincipal: draw.pick([...callers, ...role, `arn:aws:iam::${OTHER}:role/app`]),
    operations: draw.some([action.slice('kms:'.length), 'Encrypt', 'Decrypt'], 60),
    constraints: draw.chance(60)
      ? null
      : {
          encryptionContextEquals: draw.chance(50) ? drawPairs(draw) : null,
          encryptionContextSubset: draw.chance(50) ? drawPairs(draw) : null,
        },
  });
  return {
    keyManager: draw.pick([null, 'CUSTOMER', 'CUSTOMER', 'AWS']),
    state: draw.pick([null, 'Enabled', 'Enabled', 'Disabled', 'PendingDeletion']),
    grants: draw.chance(60) ? draw.list(0, 2, grant) : null,
  };
}

function drawPairs(draw: Draw): Record<string, string> {
  return Object.fromEntries(draw.some(['app', 'stage'], 60).map((name) => [name, draw.pick(['x', 'y'])]));
}
