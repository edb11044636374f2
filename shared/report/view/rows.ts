import type { PrincipalType } from '../../access/verdict.ts';
import type { Capability } from '../../catalog/capability.ts';

/** One line of principals.jsonl. Absent fields were not collected; null means that there is none. */
export interface PrincipalRow {
  readonly arn: string;
  readonly type: PrincipalType;
  readonly name: string;
  /** The account it belongs to; null for services, anonymous and federated subjects. */
  readonly accountId: string | null;
  readonly tags?: Readonly<Record<string, string>>;
  readonly createdAt?: string | null;
  readonly lastUsedAt?: string | null;
  readonly credentials?: PrincipalCredentials;
  readonly groups?: readonly string[];
  readonly permissionsBoundary?: string | null;
  /** It can change anyone's permissions in the account, now and without a condition. */
  readonly isAdmin: boolean;
  /** The steps by which it can become one; null: it is one, or no way was found. */
  readonly canBecomeAdmin: readonly { readonly from: string; readonly to: string; readonly technique: string }[] | null;
}

export interface PrincipalCredentials {
  readonly password: {
    readonly enabled: boolean;
    readonly lastUsedAt: string | null;
    readonly lastChangedAt: string | null;
  } | null;
  readonly mfa: boolean;
  readonly accessKeys: readonly {
    readonly active: boolean;
    readonly lastRotatedAt: string | null;
    readonly lastUsedAt: string | null;
  }[];
}

/** How far a resource can be reached, widest first. */
export const EXPOSURES = ['public', 'cross-account', 'organization', 'private'] as const;
export type Exposure = (typeof EXPOSURES)[number];

/** One line of resources.jsonl. */
export interface ResourceRow {
  readonly arn: string;
  /** CloudFormation type name. */
  readonly type: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string | null;
  readonly tags?: Readonly<Record<string, string>>;
  /** From the tags that name a confidentiality, integrity or availability class. */
  readonly classification: {
    readonly confidentiality: string | null;
    readonly integrity: string | null;
    readonly availability: string | null;
  };
  readonly encryptionKey?: string | null;
  readonly exposure: Exposure;
  /** Who makes it so: the first outside principal by ARN and what it can do; null where private. */
  readonly exposedTo: {
    readonly principalArn: string;
    readonly capability: Capability;
    readonly conditional: boolean;
  } | null;
}

/** One line of statements.jsonl: what a statement id of a grant stands for. */
export type { StatementRow } from '../../access/compile/statement-table.ts';
