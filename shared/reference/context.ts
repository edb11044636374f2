import type { Principal, Request, RequestContext, ResourceFacts } from '../authorization/request.ts';
import { serviceOfAction, splitArn } from './arn.ts';

/** The request context with keys that compare without case (F03). */
export interface Context {
  /** The value; undefined where the key is absent. A key with an empty list of values is absent. */
  value(key: string): string | readonly string[] | undefined;
  /** Every key that has a value, as it was written. */
  readonly keys: readonly string[];
}

/**
 * What the request carries, and the keys that follow from principal, resource and accounts: those are filled in
 * unless the request carries them.
 *
 * Page: IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function contextOf(request: Request, facts: ResourceFacts | null): Context {
  const values = new Map<string, { key: string; value: string | readonly string[] }>();
  for (const source of [request.context, derived(request, facts)]) {
    for (const [key, value] of Object.entries(source)) {
      const id = key.toLowerCase();
      if (!values.has(id)) values.set(id, { key, value });
    }
  }
  for (const [id, { value }] of [...values]) {
    if (value.length === 0 && typeof value !== 'string') values.delete(id);
  }
  return {
    value: (key) => values.get(key.toLowerCase())?.value,
    keys: [...values.values()].map((entry) => entry.key),
  };
}

function derived(request: Request, facts: ResourceFacts | null): RequestContext {
  return {
    ...ofPrincipal(request.principal),
    ...ofPrincipalAccount(request),
    ...ofResource(request),
    ...ofAccessPoint(facts),
    ...ofService(request),
  };
}

/** E25, E26, F25, F29, and the table "Information available in all requests" of the variables page. */
function ofPrincipal(principal: Principal): RequestContext {
  switch (principal.kind) {
    case 'user':
      return {
        ...signed,
        'aws:PrincipalArn': principal.arn,
        'aws:PrincipalAccount': principal.accountId,
        'aws:PrincipalType': 'User',
        'aws:username': lastPart(principal.arn),
        ...userid(principal.principalId),
      };
    case 'role':
      return {
        ...signed,
        'aws:PrincipalArn': principal.arn,
        'aws:PrincipalAccount': principal.accountId,
        'aws:PrincipalType': 'AssumedRole',
      };
    case 'role-session':
      return {
        ...signed,
        'aws:PrincipalArn': principal.roleArn,
        'aws:PrincipalAccount': principal.accountId,
        'aws:PrincipalType': 'AssumedRole',
        ...userid(sessionUserId(principal.principalId, lastPart(principal.arn))),
      };
    case 'federated-user':
      return {
        ...signed,
        'aws:PrincipalArn': principal.arn,
        'aws:PrincipalAccount': principal.accountId,
        'aws:PrincipalType': 'FederatedUser',
        'aws:userid': `${principal.accountId}:${lastPart(principal.arn)}`,
      };
    case 'root':
      return {
        ...signed,
        'aws:PrincipalArn': principal.arn,
        'aws:PrincipalAccount': principal.accountId,
        'aws:PrincipalType': 'Account',
        'aws:userid': principal.accountId,
      };
    case 'service':
      return { 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': principal.service };
    case 'federated':
      return {};
    case 'anonymous':
      return { 'aws:PrincipalAccount': 'anonymous', 'aws:PrincipalType': 'Anonymous', 'aws:userid': 'anonymous' };
  }
}

/** Every signed request that no service principal makes carries the key with the value false (F29). */
const signed: RequestContext = { 'aws:PrincipalIsAWSService': 'false' };

/** Present only if the caller's account is in an organization; services and anonymous callers lack both (F23, E25). */
function ofPrincipalAccount(request: Request): RequestContext {
  const account = request.principalAccount;
  const kind = request.principal.kind;
  if (account === null || kind === 'service' || kind === 'anonymous') return {};
  return {
    ...(account.organizationId === null ? {} : { 'aws:PrincipalOrgID': account.organizationId }),
    ...(account.organizationPath === null ? {} : { 'aws:PrincipalOrgPaths': [account.organizationPath] }),
  };
}

function ofResource(request: Request): RequestContext {
  const account = request.resourceAccount;
  const region = regionOf(request);
  return {
    ...(account === null ? {} : { 'aws:ResourceAccount': account.id }),
    ...(account === null || account.organizationId === null ? {} : { 'aws:ResourceOrgID': account.organizationId }),
    ...(account === null || account.organizationPath === null
      ? {}
      : { 'aws:ResourceOrgPaths': [account.organizationPath] }),
    ...(region === '' ? {} : { 'aws:RequestedRegion': region }),
  };
}

/** The endpoint's Region: that of a regional ARN; global services report us-east-1 (F31). */
function regionOf(request: Request): string {
  const arn = splitArn(request.resource);
  if (arn !== null && arn.region !== '') return arn.region;
  const global = ['iam', 'organizations', 'cloudfront', 'route53'].includes(serviceOfAction(request.action));
  return global && (arn === null || arn.partition === 'aws') ? 'us-east-1' : '';
}

/** A request through an access point carries its ARN, account and network origin (I08). */
function ofAccessPoint(facts: ResourceFacts | null): RequestContext {
  const accessPoint = facts?.s3?.accessPoint ?? null;
  if (accessPoint === null) return {};
  return {
    's3:DataAccessPointArn': accessPoint.arn,
    's3:DataAccessPointAccount': splitArn(accessPoint.arn)?.account ?? '',
    's3:AccessPointNetworkOrigin': accessPoint.vpcId === null ? 'Internet' : 'VPC',
  };
}

/** `kms:CallerAccount` (H08); `aws:SourceOwner`, which SNS's default topic policy asks for (M22). */
function ofService(request: Request): RequestContext {
  const caller = request.principalAccount?.id;
  if (caller === undefined) return {};
  const service = serviceOfAction(request.action);
  if (service === 'kms') return { 'kms:CallerAccount': caller };
  if (service === 'sns') return { 'aws:SourceOwner': caller };
  return {};
}

function userid(id: string | null): RequestContext {
  return id === null ? {} : { 'aws:userid': id };
}

/** `AROA…:session` (F25). */
function sessionUserId(roleId: string | null, session: string): string | null {
  if (roleId === null) return null;
  return roleId.includes(':') ? roleId : `${roleId}:${session}`;
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
