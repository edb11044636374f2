import type { NamedPolicy } from '../policy/model.ts';

/**
 * One authorization: one principal, one action, one resource, one context. A call that AWS authorizes several
 * times is several requests (A10). The shape is that of a `nightjar decide` line (contracts), typed.
 */
export interface Request {
  readonly principal: Principal;
  /** `service:Action`, any case (E14). */
  readonly action: string;
  /** The resource's ARN, or `*` for an action without a resource. */
  readonly resource: string;
  /** The account that owns the principal (A08); null for anonymous and service principals. */
  readonly principalAccount: AccountFacts | null;
  /** The account that owns the resource; null where neither the request nor the ARN says (S3). */
  readonly resourceAccount: AccountFacts | null;
  /** What the request carries. A key that is absent here is absent from the request, unless it follows from
   * principal, resource or accounts (`contextOf` fills those in). */
  readonly context: RequestContext;
}

/** Context values by key as written; keys compare without case. An array is a multivalued key. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** Who calls. `arn` is the ARN as CloudTrail would show the caller. */
export type Principal =
  | { readonly kind: 'user'; readonly arn: string; readonly accountId: string; readonly principalId: string | null }
  /** A role as such (an access question about "the role" is a session of it without a name). */
  | { readonly kind: 'role'; readonly arn: string; readonly accountId: string; readonly principalId: string | null }
  | {
      readonly kind: 'role-session';
      /** `arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION`. */
      readonly arn: string;
      readonly accountId: string;
      /** The role's ARN with its path (E25, E27). */
      readonly roleArn: string;
      readonly principalId: string | null;
    }
  | {
      readonly kind: 'federated-user';
      readonly arn: string;
      readonly accountId: string;
      /** The user who called GetFederationToken, where known (B05). */
      readonly userArn: string | null;
      readonly principalId: string | null;
    }
  | { readonly kind: 'root'; readonly arn: string; readonly accountId: string }
  | { readonly kind: 'service'; readonly service: string }
  /** A caller that holds a token of a SAML or OIDC provider: `provider` as a trust policy names it. */
  | { readonly kind: 'federated'; readonly provider: string }
  | { readonly kind: 'anonymous' };

export interface AccountFacts {
  readonly id: string;
  readonly organizationId: string | null;
  /** `o-…/r-…/ou-…/`, as `aws:PrincipalOrgPaths` gives it (M12). */
  readonly organizationPath: string | null;
  /** True: the organization's management account, which no SCP and no RCP binds (D01, D13). */
  readonly managementAccount: boolean;
}

/** Everything that bears on the decision beside the request. Null and [] differ as the contract says. */
export interface World {
  /** The principal's own and its groups' (A11). */
  readonly identityPolicies: readonly NamedPolicy[];
  /** null: none set. All must allow. */
  readonly permissionsBoundaries: readonly NamedPolicy[] | null;
  /** null: none passed. Their union counts (C04). */
  readonly sessionPolicies: readonly NamedPolicy[] | null;
  /** Bucket, key, queue … policy; for a role its trust policy. */
  readonly resourcePolicy: NamedPolicy | null;
  /** Root, OUs, account of the principal's account; null: not in an organization. */
  readonly serviceControlPolicies: readonly (readonly NamedPolicy[])[] | null;
  /** Root, OUs, account of the resource's account. */
  readonly resourceControlPolicies: readonly (readonly NamedPolicy[])[] | null;
  /** null: not through an endpoint. Each must allow. */
  readonly vpcEndpointPolicies: readonly NamedPolicy[] | null;
  readonly facts: ResourceFacts | null;
}

/** What is no policy and yet decides (rules I, H). Null where nothing of the kind is known to bear on the request. */
export interface ResourceFacts {
  readonly s3: S3Facts | null;
  readonly kms: KmsFacts | null;
}

export interface S3Facts {
  /** The effective one over organization, account, bucket and access point (I05). */
  readonly publicAccessBlock: PublicAccessBlock | null;
  readonly objectOwnership: 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter' | null;
  readonly bucketAcl: readonly AclGrant[] | null;
  readonly objectAcl: readonly AclGrant[] | null;
  /** Account id of the object's owner, where it is not the bucket's. */
  readonly objectOwner: string | null;
  readonly accessPoint: {
    readonly arn: string;
    readonly policy: NamedPolicy | null;
    readonly publicAccessBlock: PublicAccessBlock | null;
    readonly vpcId: string | null;
  } | null;
}

export interface PublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}

export interface AclGrant {
  /** A canonical user id, an account id, or the URI of a predefined group. */
  readonly grantee: string;
  readonly permission: 'FULL_CONTROL' | 'READ' | 'WRITE' | 'READ_ACP' | 'WRITE_ACP';
}

export interface KmsFacts {
  readonly keyManager: 'AWS' | 'CUSTOMER' | null;
  readonly state: string | null;
  readonly grants: readonly KmsGrant[] | null;
}

export interface KmsGrant {
  readonly granteePrincipal: string;
  readonly operations: readonly string[];
  readonly constraints: {
    readonly encryptionContextEquals: Readonly<Record<string, string>> | null;
    readonly encryptionContextSubset: Readonly<Record<string, string>> | null;
  } | null;
}
