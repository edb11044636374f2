import { type Account, NOT_COLLECTED, type OrganizationView, type Resource } from '../../account/model.ts';
import type { NamedPolicy } from '../../policy/model.ts';
import { parsePolicy } from '../../policy/parse.ts';

/** A policy document as JSON, or its statements. */
export type Written = Readonly<Record<string, unknown>> | readonly Readonly<Record<string, unknown>>[];

/** An account in a few words, for tests: names instead of ARNs, documents instead of models. */
export interface SmallAccount {
  readonly id: string;
  readonly users?: Readonly<Record<string, SmallPrincipal>>;
  readonly roles?: Readonly<Record<string, SmallPrincipal & { readonly trust?: Written }>>;
  /** By ARN. */
  readonly resources?: Readonly<Record<string, SmallResource>>;
  readonly organization?: {
    readonly scps?: readonly Written[];
    readonly rcps?: readonly Written[];
    readonly management?: string;
  } | null;
  readonly accountBlock?: boolean;
  /** Region of resources whose ARN names none. */
  readonly regionOfBuckets?: string;
}

export interface SmallPrincipal {
  readonly policy?: Written;
  readonly boundary?: Written;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface SmallResource {
  readonly type: string;
  readonly policy?: Written;
  readonly tags?: Readonly<Record<string, string>>;
  readonly details?: Readonly<Record<string, unknown>>;
}

export const ORGANIZATION = 'o-example0001';

/** The document, with the present version unless it names one. */
export function policy(name: string, written: Written): NamedPolicy {
  const document = Array.isArray(written) ? { Version: '2012-10-17', Statement: written } : written;
  return { name, document: parsePolicy(document) };
}

/** The account as if its snapshot had been read in full. */
export function smallAccount(small: SmallAccount): Account {
  const { id } = small;
  const boundaries = new Map<string, NamedPolicy>();
  const boundaryOf = (name: string, written: Written | undefined): string | null => {
    if (written === undefined) return null;
    const arn = `arn:aws:iam::${id}:policy/boundary-of-${name}`;
    boundaries.set(arn, policy(arn, written));
    return arn;
  };
  const users = Object.entries(small.users ?? {}).map(([name, user], index) => ({
    arn: `arn:aws:iam::${id}:user/${name}`,
    name,
    path: '/',
    userId: `AIDAEXAMPLE00000${index}${id.slice(-2)}`,
    createdAt: null,
    tags: user.tags ?? {},
    inlinePolicies: user.policy === undefined ? [] : [policy('inline', user.policy)],
    attachedPolicies: [],
    groups: [],
    permissionsBoundary: boundaryOf(name, user.boundary),
  }));
  const roles = Object.entries(small.roles ?? {}).map(([name, role], index) => ({
    arn: `arn:aws:iam::${id}:role/${name}`,
    name: name.slice(name.lastIndexOf('/') + 1),
    path: `/${name.slice(0, name.lastIndexOf('/') + 1)}`,
    roleId: `AROAEXAMPLE00000${index}${id.slice(-2)}`,
    createdAt: null,
    tags: role.tags ?? {},
    trustPolicy: policy('trust', role.trust ?? []),
    inlinePolicies: role.policy === undefined ? [] : [policy('inline', role.policy)],
    attachedPolicies: [],
    permissionsBoundary: boundaryOf(name, role.boundary),
    lastUsed: null,
    instanceProfiles: [],
    maxSessionDuration: null,
    serviceLinked: name.startsWith('aws-service-role/'),
  }));
  const resources = Object.entries(small.resources ?? {}).map(
    ([arn, resource]): Resource => ({
      arn,
      type: resource.type,
      accountId: id,
      region: arn.split(':')[3] || (small.regionOfBuckets ?? null),
      name: arn.split(/[:/]/).at(-1) ?? arn,
      tags: resource.tags ?? {},
      policy: resource.policy === undefined ? null : policy('resource policy', resource.policy),
      partPolicies: new Map(),
      details: resource.details ?? {},
    }),
  );
  const block = small.accountBlock === true;
  return {
    partition: 'aws',
    accountId: id,
    alias: null,
    collectedAt: '2026-01-01T00:00:00Z',
    regions: ['eu-west-1'],
    users,
    groups: [],
    roles,
    managedPolicies: new Map(
      [...boundaries].map(([arn, { document }]) => [arn, { arn, name: arn, versionId: 'v1', document }]),
    ),
    resources,
    collectedTypes: new Set(resources.map((r) => r.type)),
    organization: organizationOf(small),
    facts: {
      s3PublicAccessBlock: {
        blockPublicAcls: block,
        ignorePublicAcls: block,
        blockPublicPolicy: block,
        restrictPublicBuckets: block,
      },
      oidcProviders: [],
      samlProviders: [],
      other: {},
    },
    credentials: NOT_COLLECTED,
    lastAccessed: NOT_COLLECTED,
    identityCenter: NOT_COLLECTED,
    gaps: [],
    sourceHashes: {},
  };
}

function organizationOf({ id, organization }: SmallAccount): OrganizationView | null {
  if (organization === undefined || organization === null) return null;
  const full: Written = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
  return {
    organizationId: ORGANIZATION,
    managementAccountId: organization.management ?? '999999999999',
    path: `${ORGANIZATION}/r-ab12/ou-ab12-11111111/`,
    serviceControlPolicies: (organization.scps ?? [full]).map((written, level) => [policy(`scp ${level}`, written)]),
    resourceControlPolicies: (organization.rcps ?? []).map((written, level) => [policy(`rcp ${level}`, written)]),
    accountIds: [id],
  };
}
