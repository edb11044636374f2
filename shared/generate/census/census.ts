import type { DocumentText } from '../document.ts';
import type { GeneratedSnapshot } from '../generate-account.ts';
import { type PolicyCensus, PolicyCounter } from './policy-census.ts';
import {
  accountOf,
  type DetailsJson,
  defaultVersion,
  detailsOf,
  type EntityJson,
  inlineOf,
  organizationOf,
  resourcesOf,
} from './snapshot-json.ts';

/** What generated snapshots hold, counted from their texts: what a benchmark is measured on, and what a test asserts. */
export interface Census {
  readonly accounts: number;
  readonly users: number;
  readonly groups: number;
  readonly roles: number;
  readonly serviceRoles: number;
  readonly serviceLinkedRoles: number;
  readonly identityCenterRoles: number;
  readonly federatedRoles: number;
  /** Roles that name another role of the account as who may become them, and are named by a third. */
  readonly chains: number;
  readonly boundaries: number;
  readonly customerPolicies: number;
  readonly awsPolicies: number;
  /** Action patterns of the largest policy of AWS's own. */
  readonly largestAwsPolicy: number;
  readonly inlinePolicies: number;
  /** Users and roles that differ in policies, groups, boundary or tags, by all of them. */
  readonly classes: number;
  /** Allowing statements of the principal that has most, and of the one in the middle. */
  readonly mostGrants: number;
  readonly medianGrants: number;
  readonly resources: number;
  readonly resourceTypes: number;
  readonly resourceRegions: number;
  readonly resourcePolicies: number;
  readonly accessPoints: number;
  readonly keys: number;
  readonly grants: number;
  /** Buckets, tables and queues under keys of the account. */
  readonly encrypted: Readonly<Record<'AWS::S3::Bucket' | 'AWS::DynamoDB::Table' | 'AWS::SQS::Queue', number>>;
  readonly serviceControlPolicies: number;
  readonly resourceControlPolicies: number;
  readonly endpointPolicies: number;
  readonly nestedNetworks: number;
  /** Characters of the longest of each, white space not counted: AWS limits them (L09, D20). */
  readonly longest: Readonly<Record<'managed' | 'inlineOfRole' | 'inlineOfUser' | 'trust' | 'organization', number>>;
  readonly policies: PolicyCensus;
}

export function censusOf(snapshots: readonly GeneratedSnapshot[]): Census {
  const counter = new PolicyCounter();
  const details = snapshots.map(({ files }) => detailsOf(files));
  const resources = snapshots.flatMap(({ files }) => resourcesOf(files));
  const organization = snapshots[0] === undefined ? [] : organizationOf(snapshots[0].files).policies;
  const users = details.flatMap((d) => d.UserDetailList);
  const groups = details.flatMap((d) => d.GroupDetailList);
  const roles = details.flatMap((d) => d.RoleDetailList);
  const managed = details.flatMap((d) => d.Policies);
  const own = managed.filter(({ Arn }) => !Arn.startsWith('arn:aws:iam::aws:'));
  const inlines = [...users, ...groups, ...roles].flatMap(inlineOf);
  const trusts = roles.map(({ AssumeRolePolicyDocument }) => AssumeRolePolicyDocument);
  const endpoints = snapshots.flatMap(({ files }) => accountOf(files).vpcEndpoints);
  const policied = resources.flatMap(({ policy }) =>
    policy === null || policy === undefined ? [] : [policy as DocumentText],
  ); // written so
  for (const policy of own) counter.add(defaultVersion(policy));
  for (const { PolicyDocument } of inlines) counter.add(PolicyDocument);
  for (const document of [...trusts, ...policied]) counter.add(document);
  for (const { document } of organization) counter.add(document);
  for (const { policyDocument } of endpoints) counter.add(policyDocument);
  const grants = details.flatMap(grantsByPrincipal).sort((a, b) => a - b);
  const keyArns = new Set(resources.filter(({ type }) => type === 'AWS::KMS::Key').map(({ arn }) => arn));
  const encrypted = (type: string): number =>
    resources.filter((one) => one.type === type && keyArns.has(KEY_ARN.exec(JSON.stringify(one))?.[0] ?? '')).length;
  return {
    accounts: snapshots.length,
    users: users.length,
    groups: groups.length,
    roles: roles.length,
    serviceRoles: trusts.filter((trust) => JSON.stringify(trust).includes('"Service":')).length,
    serviceLinkedRoles: roles.filter(({ Path }) => Path.startsWith('/aws-service-role/')).length,
    identityCenterRoles: roles.filter(({ Path }) => Path.startsWith('/aws-reserved/')).length,
    federatedRoles: trusts.filter((trust) => JSON.stringify(trust).includes('"Federated":')).length,
    chains: chainsOf(roles),
    boundaries: [...users, ...roles].filter(({ PermissionsBoundary }) => PermissionsBoundary !== undefined).length,
    customerPolicies: own.length,
    awsPolicies: managed.length - own.length,
    largestAwsPolicy: Math.max(
      ...managed.map((policy) => defaultVersion(policy).Statement.flatMap(({ Action = [] }) => Action).length),
    ),
    inlinePolicies: inlines.length,
    classes: new Set([...users, ...roles].map(classOf)).size,
    mostGrants: grants.at(-1) ?? 0,
    medianGrants: grants[Math.floor(grants.length / 2)] ?? 0,
    resources: resources.length,
    resourceTypes: new Set(resources.map(({ type }) => type)).size,
    resourceRegions: new Set(resources.map((one) => one['region'])).size,
    resourcePolicies: policied.length,
    accessPoints: resources.filter((one) => Array.isArray(one['accessPoints']) && one['accessPoints'].length > 0)
      .length,
    keys: keyArns.size,
    grants: resources.flatMap((one) => (Array.isArray(one['grants']) ? one['grants'] : [])).length,
    encrypted: {
      'AWS::S3::Bucket': encrypted('AWS::S3::Bucket'),
      'AWS::DynamoDB::Table': encrypted('AWS::DynamoDB::Table'),
      'AWS::SQS::Queue': encrypted('AWS::SQS::Queue'),
    },
    serviceControlPolicies: organization.filter(({ type }) => type === 'SERVICE_CONTROL_POLICY').length,
    resourceControlPolicies: organization.filter(({ type }) => type === 'RESOURCE_CONTROL_POLICY').length,
    endpointPolicies: endpoints.length,
    nestedNetworks: counter.nestedNetworks(),
    longest: {
      managed: longest(own.map(defaultVersion)),
      inlineOfRole: Math.max(0, ...roles.map((role) => sizeOf(inlineOf(role).map((one) => one.PolicyDocument)))),
      inlineOfUser: Math.max(0, ...users.map((user) => sizeOf(inlineOf(user).map((one) => one.PolicyDocument)))),
      trust: longest(trusts),
      organization: longest(organization.map(({ document }) => document)),
    },
    policies: counter.census(),
  };
}

const KEY_ARN = /arn:aws:kms:[^"]+:key\/[0-9a-f-]+/;

/** Allowing statements by user and role, groups' included. */
function grantsByPrincipal(details: DetailsJson): readonly number[] {
  const allows = (document: DocumentText): number =>
    document.Statement.filter(({ Effect }) => Effect === 'Allow').length;
  const managed = new Map(details.Policies.map((policy) => [policy.Arn, allows(defaultVersion(policy))]));
  const groups = new Map(details.GroupDetailList.map((group) => [group.GroupName, group]));
  const of = (entity: EntityJson): number =>
    inlineOf(entity).reduce((sum, { PolicyDocument }) => sum + allows(PolicyDocument), 0) +
    entity.AttachedManagedPolicies.reduce((sum, { PolicyArn }) => sum + (managed.get(PolicyArn) ?? 0), 0);
  return [...details.UserDetailList, ...details.RoleDetailList].map((entity) =>
    (entity.GroupList ?? []).reduce((sum, name) => {
      const group = groups.get(name);
      return sum + (group === undefined ? 0 : of(group));
    }, of(entity)),
  );
}

function classOf(entity: EntityJson): string {
  return JSON.stringify([
    entity.AttachedManagedPolicies.map(({ PolicyArn }) => PolicyArn.replace(/:\d{12}:/, '::')),
    JSON.stringify(inlineOf(entity)).replaceAll(/:\d{12}:/g, '::'),
    entity.GroupList,
    entity.PermissionsBoundary?.PermissionsBoundaryArn.replace(/:\d{12}:/, '::'),
    entity.Tags,
  ]);
}

/** Roles in the middle: they trust a role and are trusted by one. */
function chainsOf(roles: DetailsJson['RoleDetailList']): number {
  const arns = new Set(roles.map(({ Arn }) => Arn));
  const trusted = new Set<string>();
  const trusting = new Set<string>();
  for (const role of roles) {
    for (const { Principal } of role.AssumeRolePolicyDocument.Statement) {
      if (typeof Principal !== 'object') continue;
      for (const arn of [Principal['AWS'] ?? []].flat()) {
        if (!arns.has(arn)) continue;
        trusted.add(arn);
        trusting.add(role.Arn);
      }
    }
  }
  return [...trusted].filter((arn) => trusting.has(arn)).length;
}

function longest(documents: readonly DocumentText[]): number {
  return Math.max(0, ...documents.map((document) => sizeOf([document])));
}

function sizeOf(documents: readonly DocumentText[]): number {
  return documents.reduce((sum, document) => sum + JSON.stringify(document).length, 0);
}
