import type { NamedPolicy, PolicyDocument } from '../policy/model.ts';

/**
 * An account as the product reasons about it: a snapshot folder (or a bare authorization-details file), read,
 * checked and joined. `null` in a field means AWS said there is none; what was not collected stands in `gaps`
 * and, where a field can be missing on its own, is typed `NotCollected`.
 */
export interface Account {
  readonly partition: string;
  readonly accountId: string;
  readonly alias: string | null;
  /** ISO 8601 UTC; null for a bare file. */
  readonly collectedAt: string | null;
  readonly regions: readonly string[] | NotCollected;
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly roles: readonly Role[];
  /** Managed policies by ARN, default version; a policy that is attached but absent is in `gaps`. */
  readonly managedPolicies: ReadonlyMap<string, ManagedPolicy>;
  readonly resources: readonly Resource[];
  /** CloudFormation types whose resources were collected: for the others only service-level lines are possible. */
  readonly collectedTypes: ReadonlySet<string>;
  /** null: AWS said that the account is in no organization. */
  readonly organization: OrganizationView | null | NotCollected;
  /** Account-wide facts, as in account.json; `NotCollected` field by field. */
  readonly facts: AccountWideFacts;
  readonly credentials: ReadonlyMap<string, CredentialEntry> | NotCollected;
  readonly lastAccessed: ReadonlyMap<string, readonly LastAccessed[]> | NotCollected;
  readonly identityCenter: IdentityCenter | NotCollected;
  readonly gaps: readonly Gap[];
  /** SHA-256 (hex) by file of the snapshot, computed by the reader's caller. */
  readonly sourceHashes: Readonly<Record<string, string>>;
}

/** The one value for "nobody looked"; never the same as none. */
export const NOT_COLLECTED = 'not-collected';
export type NotCollected = typeof NOT_COLLECTED;

export interface ManagedPolicy {
  readonly arn: string;
  readonly name: string;
  readonly versionId: string;
  readonly document: PolicyDocument;
}

export interface User {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly userId: string;
  readonly createdAt: string | null;
  readonly tags: Tags | NotCollected;
  readonly inlinePolicies: readonly NamedPolicy[];
  /** ARNs. */
  readonly attachedPolicies: readonly string[];
  /** Group names. */
  readonly groups: readonly string[];
  /** ARN of the boundary policy; null: none. */
  readonly permissionsBoundary: string | null;
}

export interface Group {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly groupId: string;
  readonly createdAt: string | null;
  readonly inlinePolicies: readonly NamedPolicy[];
  readonly attachedPolicies: readonly string[];
}

export interface Role {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly roleId: string;
  readonly createdAt: string | null;
  readonly tags: Tags | NotCollected;
  readonly trustPolicy: NamedPolicy;
  readonly inlinePolicies: readonly NamedPolicy[];
  readonly attachedPolicies: readonly string[];
  readonly permissionsBoundary: string | null;
  readonly lastUsed: { readonly at: string; readonly region: string | null } | null | NotCollected;
  readonly instanceProfiles: readonly string[];
  /** Seconds; null where the input does not say. */
  readonly maxSessionDuration: number | null;
  /** Path begins with /aws-service-role/: bound by no SCP and no RCP (D02, D13). */
  readonly serviceLinked: boolean;
}

export type Tags = Readonly<Record<string, string>>;

/** A collected resource. `details` holds the type's own fields, validated by the schema of its type. */
export interface Resource {
  readonly arn: string;
  /** CloudFormation type name, e.g. `AWS::S3::Bucket`. */
  readonly type: string;
  readonly accountId: string;
  readonly region: string | null;
  readonly name: string;
  readonly tags: Tags | NotCollected;
  /** Its resource-based policy; null: AWS said it has none. */
  readonly policy: NamedPolicy | null | NotCollected;
  /** Policies of its parts by the part's ARN: access points, function versions and aliases, streams, consumers. */
  readonly partPolicies: ReadonlyMap<string, NamedPolicy | null | NotCollected>;
  readonly details: ResourceDetails;
}

/** One schema per type (`shared/account/resources/`); `type` decides. */
export type ResourceDetails = Readonly<Record<string, unknown>>;

/** What the organization says about one account. Levels: root, OUs, account. */
export interface OrganizationView {
  readonly organizationId: string;
  readonly managementAccountId: string;
  /** `o-…/r-…/ou-…/`. */
  readonly path: string;
  readonly serviceControlPolicies: readonly (readonly NamedPolicy[])[] | NotCollected;
  readonly resourceControlPolicies: readonly (readonly NamedPolicy[])[] | NotCollected;
  /** Account ids of the organization, sorted; what decides "organization" exposure. */
  readonly accountIds: readonly string[] | NotCollected;
}

export interface AccountWideFacts {
  readonly s3PublicAccessBlock:
    | {
        readonly blockPublicAcls: boolean;
        readonly ignorePublicAcls: boolean;
        readonly blockPublicPolicy: boolean;
        readonly restrictPublicBuckets: boolean;
      }
    | null
    | NotCollected;
  readonly oidcProviders:
    | readonly { readonly arn: string; readonly url: string; readonly clientIds: readonly string[] }[]
    | NotCollected;
  readonly samlProviders: readonly { readonly arn: string }[] | NotCollected;
  /** Everything else of account.json's account-wide facts, as collected. */
  readonly other: Readonly<Record<string, unknown>>;
}

/** One line of the credential report. Times ISO 8601; null: none, `N/A` or never. */
export interface CredentialEntry {
  readonly arn: string;
  readonly userName: string;
  readonly createdAt: string | null;
  readonly passwordEnabled: boolean | null;
  readonly passwordLastUsed: string | null;
  readonly passwordLastChanged: string | null;
  readonly mfaActive: boolean;
  /** Two entries, key 1 and key 2. */
  readonly accessKeys: readonly {
    readonly active: boolean;
    readonly lastRotated: string | null;
    readonly lastUsedAt: string | null;
    readonly lastUsedService: string | null;
  }[];
}

export interface LastAccessed {
  readonly service: string;
  readonly action: string | null;
  readonly at: string | null;
}

export interface IdentityCenter {
  readonly permissionSets: readonly {
    readonly arn: string;
    readonly name: string;
    readonly roleArns: readonly string[];
  }[];
  readonly assignments: readonly {
    readonly permissionSetArn: string;
    readonly accountId: string;
    readonly principalType: 'USER' | 'GROUP';
    readonly principalId: string;
  }[];
  readonly groups: readonly { readonly id: string; readonly name: string; readonly memberIds: readonly string[] }[];
  readonly users: readonly { readonly id: string; readonly name: string }[];
}

/** Something that was not collected or does not join: shown in the report, never dropped. */
export interface Gap {
  readonly code: GapCode;
  /** Where: an ARN, a file and pointer, a service and region. */
  readonly subject: string;
  /** The AWS action that would have told, where one was denied or failed. */
  readonly action: string | null;
  /** What it means for the report, in words. */
  readonly meaning: string;
  /** `customer`: a denied action, a disabled region; `ours`: a gap of our making (makes the run partial). */
  readonly cause: 'customer' | 'ours' | 'input';
}

export const GAP_CODES = [
  'not-collected',
  'denied',
  'region-disabled',
  'policy-missing',
  'group-missing',
  'boundary-missing',
  'policy-invalid',
  'entity-vanished',
  'field-unknown',
  /** An entity whose ARN names another account than the file's. */
  'foreign-entity',
  /** An entity or resource that stands twice; the first is taken. */
  'duplicate-entity',
] as const;
export type GapCode = (typeof GAP_CODES)[number];
