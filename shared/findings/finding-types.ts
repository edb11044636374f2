/** Every type of finding, and what it means. The meanings are exact: a finding is there if and only if they hold. */
export const FINDING_TYPES = {
  administrator:
    'a user or role of the account that may write and attach policies of every user and role there, after denies, boundaries and SCPs, without assuming another role',
  'can-become-administrator':
    'a user, role or outside principal that is no administrator and can become one by steps it holds the permissions for',
  'can-take-over-principal':
    'a user or role, no administrator and unable to become one, that can act as another user or role in one step by its credentials, its code or a role passed on, and not by the other’s trust policy alone',
  'public-exposure': 'a resource that anonymous callers, or every AWS account there is, can reach in any capability',
  'cross-account-exposure':
    'a resource, roles aside, that an account outside the customer’s organization and connected accounts can reach, through a policy that names it',
  'conditional-exposure':
    'a resource whose policy opens it to everyone, where only a condition on the network or another value of the request holds everyone back',
  'held-back-exposure':
    'a resource or role that its own policy or ACL opens to an outside account or to everyone, where one single guard (RCP, public-access block) stops it',
  'third-party-trust-without-external-id':
    'a role that an account outside the customer may assume without sts:ExternalId and without a named principal',
  'oidc-trust-without-subject':
    'a role that trusts a shared OIDC issuer without a condition that binds the subject to the customer',
  'oidc-trust-without-audience': 'a role that trusts an OIDC issuer without a condition on the token’s audience',
  'confused-deputy':
    'a resource policy, roles’ trust aside, that allows a service principal which acts for others’ resources, without aws:SourceArn, SourceAccount, SourceOrgID or SourceOrgPaths',
  'mfa-deny-without-if-exists': 'a Deny on aws:MultiFactorAuthPresent with Bool, which does not bite on long-term keys',
  'mfa-allow-with-if-exists':
    'an Allow on aws:MultiFactorAuthPresent with BoolIfExists, which lets long-term keys through without MFA',
  'wildcard-grant':
    'an identity policy that the customer wrote and attached, with an Allow on Resource * by NotAction, `*` or `service:*`; the subject is the managed policy, or the holder of an inline one',
  'sensitive-grant-on-everything':
    'an identity policy that the customer wrote and attached, with an unconditional Allow on Resource * of single actions that read secrets, decrypt, or change who has access; the subject is the managed policy, or the holder of an inline one',
  'pass-any-role': 'a principal, no administrator, with iam:PassRole on every role of the account',
  'key-policy-without-account':
    'a customer-managed key whose policy has no statement for the account, so that IAM cannot help when those it names are gone',
  'lock-out-risk':
    'a Deny to everyone who does not come through a VPC or VPC endpoint, without an exception for AWS services or by principal: it hits services and the console as well',
  'variable-without-value':
    'a user or role one of whose policies speaks of it by a variable that has no value for it: the statement grants nothing, or denies what it was not meant to',
  'unattached-policy':
    'a managed policy of the customer’s own that no user, group or role carries and no boundary uses',
  'dangling-attachment': 'a user, group or role with an attached managed policy that is not there',
  'unused-principal':
    'a user or role (not service-linked, not Nightjar’s) older than 90 days of which AWS knows no use in the last 90 days',
  'unused-access':
    'a user or role in use that may use a service whose last use by it, as AWS knows it, is more than 90 days ago or never',
  'stale-credential': 'an active access key or password older than 90 days and not used in the last 90 days',
  'root-access-key': 'a root user with an active access key',
  'mfa-missing': 'a root user, or a user with a password, without an MFA device',
} as const;

export type FindingType = keyof typeof FINDING_TYPES;
