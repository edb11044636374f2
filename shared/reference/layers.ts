import type { Layer } from '../authorization/decision.ts';
import type { Request, World } from '../authorization/request.ts';
import { rcpServiceKeys } from '../catalog/generated-data.ts';
import type { NamedPolicy } from '../policy/model.ts';
import { aclFindings } from './access-control-list.ts';
import { serviceOfAction, splitArn } from './arn.ts';
import { hasAccountCredentials, isIamPrincipal, isServiceLinkedRole } from './caller.ts';
import { contextOf } from './context.ts';
import { grantFindings } from './kms-grant.ts';
import type { Place } from './principal.ts';
import { isRole, isRolesTrust } from './resource-type.ts';
import { type Finding, findings, type Question } from './statement.ts';

/** The layers that bear on the request, with every statement in them put to it. */
export interface Layers {
  readonly findings: readonly Finding[];
  /** How many permissions boundaries are set; null: none is. All must allow. */
  readonly boundaries: number | null;
  /** Whether session policies limit the caller. */
  readonly session: boolean;
  /** How many levels of SCPs bind the caller; 0: none does. */
  readonly scpLevels: number;
  readonly endpointPolicies: number;
}

/** Reads the world layer by layer; a layer that does not bind this caller or resource is left out. */
export function layersOf(world: World, request: Request): Layers {
  const context = contextOf(request, world.facts);
  const iam = isIamPrincipal(request.principal);
  const boundaries = iam ? world.permissionsBoundaries : null;
  const session = sessionPolicies(world, request);
  const scps = bindingScps(world, request);
  const rcps = bindingRcps(world, request);
  const accessPoint = world.facts?.s3?.accessPoint ?? null;
  const acl = world.facts?.s3 == null ? [] : aclFindings(world.facts.s3, request);
  // A role's policy is its trust policy: it bears on sts: actions alone.
  const resourcePolicy = isRole(request) && !isRolesTrust(request) ? null : world.resourcePolicy;
  const question: Question = { request, context, hasBoundary: boundaries !== null };

  const put = (
    layer: Layer,
    policies: readonly NamedPolicy[],
    place: Place | null,
    level: number | null = null,
    resource: string = request.resource,
  ): Finding[] =>
    policies.flatMap((policy, policyIndex) =>
      findings(policy, { layer, level, policyIndex, place, resource }, question),
    );

  return {
    findings: [
      ...put('identity', iam ? world.identityPolicies : [], null),
      ...put('boundary', boundaries ?? [], null),
      ...put('session', session ?? [], null),
      ...put('resource', listed(resourcePolicy), isRolesTrust(request) ? 'trust-policy' : 'resource-policy'),
      ...put(
        'access-point',
        listed(accessPoint?.policy ?? null),
        'resource-policy',
        null,
        asAccessPoint(world, request),
      ),
      ...scps.flatMap((policies, level) => put('scp', policies, null, level)),
      ...rcps.flatMap((policies, level) => put('rcp', policies, 'rcp', level)),
      ...put('vpc-endpoint', world.vpcEndpointPolicies ?? [], endpointPlace(request)),
      ...grantFindings(world.facts?.kms?.grants ?? [], request, context),
      ...acl,
    ],
    boundaries: boundaries?.length ?? null,
    session: session !== null,
    scpLevels: scps.length,
    endpointPolicies: world.vpcEndpointPolicies?.length ?? 0,
  };
}

function listed(policy: NamedPolicy | null): readonly NamedPolicy[] {
  return policy === null ? [] : [policy];
}

/**
 * A federated session without session policy has no permissions of its own (C05). Root has session policies only as
 * the task policy of AssumeRoot (M03).
 */
function sessionPolicies(world: World, { principal }: Request): readonly NamedPolicy[] | null {
  if (principal.kind === 'federated-user') return world.sessionPolicies ?? [];
  return hasAccountCredentials(principal) ? world.sessionPolicies : null;
}

/**
 * SCPs bind the principals of member accounts, their root users included (D01, D19), but not service-linked roles
 * (D02); services and anonymous callers belong to no account.
 */
function bindingScps(world: World, request: Request): readonly (readonly NamedPolicy[])[] {
  const { kind } = request.principal;
  if (kind === 'service' || kind === 'anonymous') return [];
  if (request.principalAccount?.managementAccount === true || isServiceLinkedRole(request.principal)) return [];
  return world.serviceControlPolicies ?? [];
}

/**
 * RCPs bind the resources of member accounts whoever calls (D12), in the services that support them (D16); not
 * service-linked roles' calls, AWS managed keys and kms:RetireGrant (D13).
 */
function bindingRcps(world: World, request: Request): readonly (readonly NamedPolicy[])[] {
  if (!rcpServiceKeys.includes(serviceOfAction(request.action))) return [];
  if (request.resourceAccount?.managementAccount === true || isServiceLinkedRole(request.principal)) return [];
  if (world.facts?.kms?.keyManager === 'AWS' || request.action.toLowerCase() === 'kms:retiregrant') return [];
  return world.resourceControlPolicies ?? [];
}

/** S3 and DynamoDB are reached through gateway endpoints, whose policies read an account as its root user (E02). */
function endpointPlace(request: Request): Place {
  return ['s3', 'dynamodb'].includes(serviceOfAction(request.action)) ? 'gateway-endpoint-policy' : 'endpoint-policy';
}

/** The access point's own name for the object: `…:accesspoint/NAME/object/KEY` (M15). */
function asAccessPoint(world: World, request: Request): string {
  const accessPoint = world.facts?.s3?.accessPoint?.arn ?? null;
  const arn = splitArn(request.resource);
  if (accessPoint === null || request.resource.startsWith(accessPoint)) return request.resource;
  if (arn === null) return accessPoint;
  const slash = arn.resource.indexOf('/');
  return slash < 0 ? accessPoint : `${accessPoint}/object/${arn.resource.slice(slash + 1)}`;
}
