import type { Account } from '../model.ts';
import { problemLine } from '../problem.ts';
import { type ReadAccount, readSnapshot, type SnapshotFiles } from '../snapshot.ts';

/** Ids that the tests of this room use. */
export const OWN = '111122223333';
export const OTHER = '444455556666';
export const MANAGEMENT = '999900001111';

type Json = Readonly<Record<string, unknown>>;

/** A document that allows `action` on `resource`. */
export function allow(action: string, resource = '*', more: Json = {}): Json {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: resource, ...more }] };
}

export function accountJson(accountId = OWN, more: Json = {}): Json {
  return { schemaVersion: 1, partition: 'aws', accountId, collectedAt: '2026-11-20T06:00:00Z', ...more };
}

export function user(name: string, more: Json = {}, accountId = OWN): Json {
  return { Arn: `arn:aws:iam::${accountId}:user/${name}`, UserName: name, UserId: `AIDA${name}`, ...more };
}

export function role(name: string, more: Json = {}, accountId = OWN): Json {
  const trust = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: accountId }, Action: 'sts:AssumeRole' },
  };
  return {
    Arn: `arn:aws:iam::${accountId}:role/${name}`,
    RoleName: name,
    RoleId: `AROA${name}`,
    AssumeRolePolicyDocument: trust,
    ...more,
  };
}

export function group(name: string, more: Json = {}, accountId = OWN): Json {
  return { Arn: `arn:aws:iam::${accountId}:group/${name}`, GroupName: name, GroupId: `AGPA${name}`, ...more };
}

export function managedPolicy(name: string, document: unknown, accountId = OWN): Json {
  return {
    Arn: `arn:aws:iam::${accountId}:policy/${name}`,
    PolicyName: name,
    DefaultVersionId: 'v1',
    PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: document }],
  };
}

export interface SnapshotParts {
  readonly account?: Json;
  readonly users?: readonly Json[];
  readonly groups?: readonly Json[];
  readonly roles?: readonly Json[];
  readonly policies?: readonly Json[];
  readonly resources?: readonly Json[];
  readonly organization?: Json;
  readonly more?: SnapshotFiles;
}

/** The files of a snapshot made of these parts. */
export function filesOf(parts: SnapshotParts): SnapshotFiles {
  const files: Record<string, string> = {
    'account.json': JSON.stringify(parts.account ?? accountJson()),
    'authorization-details.json': JSON.stringify({
      UserDetailList: parts.users ?? [],
      GroupDetailList: parts.groups ?? [],
      RoleDetailList: parts.roles ?? [],
      Policies: parts.policies ?? [],
    }),
  };
  if (parts.resources !== undefined)
    files['resources.jsonl'] = parts.resources.map((line) => `${JSON.stringify(line)}\n`).join('');
  if (parts.organization !== undefined) files['organization.json'] = JSON.stringify(parts.organization);
  return { ...files, ...parts.more };
}

/** The account, or a failure that says what the problem was. */
export function accountOf(read: ReadAccount): Account {
  if ('problem' in read) throw new Error(`expected an account, found the problem: ${problemLine(read.problem)}`);
  return read.account;
}

export function snapshotOf(parts: SnapshotParts): Account {
  return accountOf(readSnapshot(filesOf(parts)));
}

/** An organization: root → one OU → `OWN`, with the management account at the root. */
export function organizationJson(more: Json = {}, ouMore: Json = {}): Json {
  const full = ['p-FullAWSAccess'];
  const rcp = ['p-RCPFullAWSAccess'];
  return {
    schemaVersion: 1,
    organizationId: 'o-exampleorg',
    managementAccountId: MANAGEMENT,
    policies: [
      { id: 'p-FullAWSAccess', name: 'FullAWSAccess', type: 'SERVICE_CONTROL_POLICY', document: allow('*') },
      {
        id: 'p-RCPFullAWSAccess',
        name: 'RCPFullAWSAccess',
        type: 'RESOURCE_CONTROL_POLICY',
        document: allow('*', '*', { Principal: '*' }),
      },
      { id: 'p-guard', name: 'guard', type: 'SERVICE_CONTROL_POLICY', document: allow('s3:*') },
    ],
    root: {
      id: 'r-ab12',
      serviceControlPolicies: full,
      resourceControlPolicies: rcp,
      accounts: [{ id: MANAGEMENT, serviceControlPolicies: full, resourceControlPolicies: rcp }],
      organizationalUnits: [
        {
          id: 'ou-ab12-prod',
          serviceControlPolicies: ['p-guard', 'p-FullAWSAccess'],
          resourceControlPolicies: rcp,
          accounts: [{ id: OWN, serviceControlPolicies: full, resourceControlPolicies: rcp }],
          ...ouMore,
        },
      ],
    },
    ...more,
  };
}
