import { parseArn } from '../policy/arn.ts';
import type { Lookup } from '../policy/lookup.ts';
import type { Principal, Request, RequestContext, ResourceFacts } from './request.ts';

/**
 * The context of a request with the keys that follow from principal, resource and accounts filled in. What the request
 * carries is never overridden; a key that does not follow stays absent.
 *
 * Page: IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function contextOf(request: Request, facts: ResourceFacts | null = null): RequestContext {
  const context: Record<string, string | readonly string[]> = { ...request.context };
  const carried = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  for (const [keyId, { key, value }] of FOLLOWING) {
    if (carried.has(keyId)) continue;
    const follows = value(request, facts);
    if (follows !== null) context[key] = follows;
  }
  return context;
}

/** Reads a context by key without case (F03); what it does not hold is absent. */
export function lookupIn(context: RequestContext): Lookup {
  return (keyId, key) => carriedValue(context, keyId, key);
}

/** What the request carries under a key, in whatever case; null: nothing. */
export function carriedValue(context: RequestContext, keyId: string, key: string): string | readonly string[] | null {
  const direct: unknown = context[key];
  if (typeof direct === 'string' || Array.isArray(direct)) return direct;
  for (const name in context) {
    if (name.length === keyId.length && name.toLowerCase() === keyId) return context[name] ?? null;
  }
  return null;
}

/** What follows for one key; null: the request does not have it. */
export type Following = (request: Request, facts: ResourceFacts | null) => string | readonly string[] | null;

/** The key in lower case → its documented spelling and what follows for it. */
export const FOLLOWING: ReadonlyMap<string, { readonly key: string; readonly value: Following }> = new Map(
  Object.entries<Following>({
    'aws:PrincipalArn': ({ principal }) => principalArn(principal),
    'aws:PrincipalAccount': ({ principal }) => principalAccount(principal),
    'aws:PrincipalType': ({ principal }) => PRINCIPAL_TYPES[principal.kind],
    // Present only where the caller's account is in an organization; services and anonymous callers lack it (F23, E25).
    'aws:PrincipalOrgID': (request) => ownAccount(request)?.organizationId ?? null,
    'aws:PrincipalOrgPaths': (request) => list(ownAccount(request)?.organizationPath),
    'aws:userid': ({ principal }) => userId(principal),
    // Only IAM users have a user name (F25).
    'aws:username': ({ principal }) => (principal.kind === 'user' ? lastPart(principal.arn) : null),
    // False for every signed request that no service principal makes, absent for anonymous ones (F29).
    'aws:PrincipalIsAWSService': ({ principal }) => isService(principal),
    'aws:PrincipalServiceName': ({ principal }) => (principal.kind === 'service' ? principal.service : null),
    'aws:ResourceAccount': ({ resourceAccount }) => resourceAccount?.id ?? null,
    'aws:ResourceOrgID': ({ resourceAccount }) => resourceAccount?.organizationId ?? null,
    'aws:ResourceOrgPaths': ({ resourceAccount }) => list(resourceAccount?.organizationPath),
    'aws:RequestedRegion': requestedRegion,
    's3:DataAccessPointArn': (_request, facts) => facts?.s3?.accessPoint?.arn ?? null,
    's3:DataAccessPointAccount': (_request, facts) => accountOf(facts?.s3?.accessPoint?.arn),
    's3:AccessPointNetworkOrigin': (_request, facts) => networkOrigin(facts),
    'kms:CallerAccount': (request) => (serviceOf(request) === 'kms' ? (request.principalAccount?.id ?? null) : null),
    // SNS's default topic policy asks for the owner's own requests by this key (M22).
    'aws:SourceOwner': (request) => (serviceOf(request) === 'sns' ? (request.principalAccount?.id ?? null) : null),
  }).map(([key, value]) => [key.toLowerCase(), { key, value }]),
);

const PRINCIPAL_TYPES: Readonly<Record<Principal['kind'], string | null>> = {
  user: 'User',
  role: 'AssumedRole',
  'role-session': 'AssumedRole',
  'federated-user': 'FederatedUser',
  root: 'Account',
  service: null,
  federated: null,
  anonymous: 'Anonymous',
};

/** A role session's is its role's ARN, with path (E25). */
function principalArn(principal: Principal): string | null {
  switch (principal.kind) {
    case 'role-session':
      return principal.roleArn;
    case 'user':
    case 'role':
    case 'federated-user':
    case 'root':
      return principal.arn;
    case 'service':
    case 'federated':
    case 'anonymous':
      return null;
  }
}

/** Anonymous requests carry the word `anonymous` (E25). */
function principalAccount(principal: Principal): string | null {
  if (principal.kind === 'anonymous') return 'anonymous';
  return 'accountId' in principal ? principal.accountId : null;
}

function isService(principal: Principal): string | null {
  if (principal.kind === 'service') return 'true';
  return principal.kind === 'anonymous' || principal.kind === 'federated' ? null : 'false';
}

/** `reference_policies_variables.html`, table of principal key values. */
function userId(principal: Principal): string | null {
  switch (principal.kind) {
    case 'user':
      return principal.principalId;
    case 'role-session': {
      const id = principal.principalId;
      if (id === null) return null;
      return id.includes(':') ? id : `${id}:${lastPart(principal.arn)}`;
    }
    case 'federated-user':
      return `${principal.accountId}:${lastPart(principal.arn)}`;
    case 'root':
      return principal.accountId;
    case 'anonymous':
      return 'anonymous';
    case 'role':
    case 'service':
    case 'federated':
      return null;
  }
}

/** The endpoint's Region: that of a regional ARN; some global services report us-east-1 (F31). */
function requestedRegion(request: Request): string | null {
  const arn = parseArn(request.resource);
  if (arn !== null && arn.region !== '' && arn.region !== '*') return arn.region;
  const global = GLOBAL_SERVICES.has(serviceOf(request)) && (arn === null || arn.partition === 'aws');
  return global ? 'us-east-1' : null;
}

/** Services with a single endpoint, in us-east-1 (`aws:RequestedRegion` in CK). */
const GLOBAL_SERVICES: ReadonlySet<string> = new Set(['iam', 'organizations', 'cloudfront', 'route53']);

function networkOrigin(facts: ResourceFacts | null): string | null {
  const accessPoint = facts?.s3?.accessPoint ?? null;
  if (accessPoint === null) return null;
  return accessPoint.vpcId === null ? 'Internet' : 'VPC';
}

function ownAccount(request: Request) {
  const kind = request.principal.kind;
  return kind === 'service' || kind === 'anonymous' ? null : request.principalAccount;
}

function serviceOf(request: Request): string {
  return request.action.slice(0, Math.max(0, request.action.indexOf(':'))).toLowerCase();
}

function accountOf(arn: string | undefined): string | null {
  return arn === undefined ? null : (parseArn(arn)?.accountId ?? null);
}

function list(value: string | null | undefined): readonly string[] | null {
  return value === null || value === undefined ? null : [value];
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
