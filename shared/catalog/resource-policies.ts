/**
 * What AWS services do with resource-based policies beyond the general rule: facts per service, each with the page
 * that states it. A service without an entry is not known, and an answer about it says so (A05).
 */
export interface PolicyFact {
  /** Where AWS says so, under docs.aws.amazon.com/. */
  readonly page: string;
  /** `stated`: the page, or the API reference it belongs to, was consulted; `known`: written from knowledge of it. */
  readonly proof: 'stated' | 'known';
}

/**
 * Within one account (A04, A05): `union`: an allow of the identity policy or of the resource policy is enough.
 * `must-allow`: the resource policy must itself allow, by name or by delegating to the account.
 */
export interface SameAccountRule extends PolicyFact {
  readonly service: string;
  readonly rule: 'union' | 'must-allow';
}

/** Actions on others' resources that fail whatever the resource policy says (H05, M14, M23). */
export interface OwnAccountOnly extends PolicyFact {
  readonly service: string;
  /** Names, as AWS spells them. */
  readonly actions: readonly string[];
}

/** The service's rule within one account; null where the catalogue does not know it. */
export function sameAccountRule(service: string): SameAccountRule | null {
  return SAME_ACCOUNT.find((entry) => entry.service === service.toLowerCase()) ?? null;
}

/** The fact that an action cannot be granted to another account; null where no such limit is known. */
export function ownAccountOnly(service: string, actionName: string): OwnAccountOnly | null {
  const name = actionName.toLowerCase();
  return (
    OWN_ACCOUNT_ONLY.find(
      (entry) =>
        entry.service === service.toLowerCase() && entry.actions.some((action) => action.toLowerCase() === name),
    ) ?? null
  );
}

/** KMS actions that a key policy or grant can give to another account (H05); permissions for others have no effect. */
export const KMS_ACROSS_ACCOUNTS: ReadonlySet<string> = new Set(
  (
    'CreateGrant Decrypt DeriveSharedSecret DescribeKey Encrypt GenerateDataKey GenerateDataKeyPair ' +
    'GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext GenerateMac GetKeyRotationStatus ' +
    'GetPublicKey ListGrants ReEncryptFrom ReEncryptTo RetireGrant RevokeGrant Sign Verify VerifyMac'
  ).split(' '),
);

const POLICY_ELEMENTS = 'IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html';

const SAME_ACCOUNT: readonly SameAccountRule[] = [
  same('kms', 'must-allow', 'kms/latest/developerguide/key-policy-default.html', 'stated'),
  // A role's trust policy is the resource policy of sts:AssumeRole and its kin.
  same('sts', 'must-allow', POLICY_ELEMENTS, 'stated'),
  same('s3', 'union', POLICY_ELEMENTS, 'stated'),
  same('s3express', 'union', 'AmazonS3/latest/userguide/s3-express-security-iam.html', 'known'),
  same('s3tables', 'union', 'AmazonS3/latest/userguide/s3-tables-resource-based-policies.html', 'known'),
  same('s3vectors', 'union', 'AmazonS3/latest/userguide/s3-vectors-access-management.html', 'known'),
  same('s3-outposts', 'union', 'AmazonS3/latest/s3-outposts/S3OutpostsBucketPolicy.html', 'known'),
  same('s3-object-lambda', 'union', 'AmazonS3/latest/userguide/olap-policies.html', 'known'),
  same(
    'sqs',
    'union',
    'AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-using-identity-based-policies.html',
    'known',
  ),
  same('sns', 'union', 'sns/latest/dg/sns-using-identity-based-policies.html', 'known'),
  same('lambda', 'union', 'lambda/latest/dg/access-control-resource-based.html', 'known'),
  same(
    'secretsmanager',
    'union',
    'secretsmanager/latest/userguide/determine-acccess_examine-iam-policies.html',
    'known',
  ),
  same('dynamodb', 'union', 'amazondynamodb/latest/developerguide/rbac-auth-iam-id-based-policies-DDB.html', 'stated'),
  same('kinesis', 'union', 'streams/latest/dev/controlling-access.html', 'known'),
  same('ecr', 'union', 'AmazonECR/latest/userguide/repository-policies.html', 'stated'),
  same('events', 'union', 'eventbridge/latest/userguide/eb-use-resource-based.html', 'known'),
  same('es', 'union', 'opensearch-service/latest/developerguide/ac.html', 'known'),
  same('elasticfilesystem', 'union', 'efs/latest/ug/iam-access-control-nfs-efs.html', 'known'),
  same('backup', 'union', 'aws-backup/latest/devguide/create-a-vault-access-policy.html', 'known'),
  same('glue', 'union', 'glue/latest/dg/security_iam_resource-based-policy-examples.html', 'known'),
];

const OWN_ACCOUNT_ONLY: readonly OwnAccountOnly[] = [
  {
    service: 's3',
    actions: ['DeleteBucketPolicy', 'GetBucketPolicy', 'PutBucketPolicy'],
    page: 'AmazonS3/latest/API/API_PutBucketPolicy.html',
    proof: 'stated',
  },
  {
    service: 'sqs',
    actions: (
      'AddPermission CancelMessageMoveTask CreateQueue DeleteQueue ListMessageMoveTasks ListQueueTags ListQueues ' +
      'RemovePermission SetQueueAttributes StartMessageMoveTask TagQueue UntagQueue'
    ).split(' '),
    page: 'AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-limitations-of-custom-policies.html',
    proof: 'stated',
  },
  {
    // The page lists what a topic policy may name; these are not in the list.
    service: 'sns',
    actions: ['CreateTopic', 'TagResource', 'UntagResource'],
    page: 'sns/latest/dg/sns-access-policy-language-api-permissions-reference.html',
    proof: 'stated',
  },
  {
    // The page lists more; these are the ones that it was read to name.
    service: 'dynamodb',
    actions: (
      'CreateTable DisableKinesisStreamingDestination PartiQLDelete PartiQLInsert PartiQLSelect PartiQLUpdate ' +
      'UpdateTimeToLive'
    ).split(' '),
    page: 'amazondynamodb/latest/developerguide/rbac-iam-actions.html',
    proof: 'stated',
  },
  {
    service: 'kinesis',
    actions: ['PutResourcePolicy'],
    page: 'kinesis/latest/APIReference/API_PutResourcePolicy.html',
    proof: 'stated',
  },
  {
    service: 'iam',
    actions: ['PassRole'],
    page: 'IAM/latest/UserGuide/id_roles_use_passrole.html',
    proof: 'known',
  },
  {
    // All that the page does not mark `Yes` under "Cross-account use"; the complement is KMS_ACROSS_ACCOUNTS.
    service: 'kms',
    actions: (
      'CancelKeyDeletion ConnectCustomKeyStore CreateAlias CreateCustomKeyStore CreateKey DeleteAlias ' +
      'DeleteCustomKeyStore DeleteImportedKeyMaterial DescribeCustomKeyStores DisableKey DisableKeyRotation ' +
      'DisconnectCustomKeyStore EnableKey EnableKeyRotation GenerateRandom GetKeyLastUsage GetKeyPolicy ' +
      'GetParametersForImport ImportKeyMaterial ListAliases ListKeyPolicies ListKeyRotations ListKeys ' +
      'ListResourceTags ListRetirableGrants PutKeyPolicy ReplicateKey RotateKeyOnDemand ScheduleKeyDeletion ' +
      'SynchronizeMultiRegionKey TagResource UntagResource UpdateAlias UpdateCustomKeyStore UpdateKeyDescription ' +
      'UpdatePrimaryRegion'
    ).split(' '),
    page: 'kms/latest/developerguide/kms-api-permissions-reference.html',
    proof: 'stated',
  },
];

/** All entries, for lists and tests. */
export function ownAccountOnlyFacts(): readonly OwnAccountOnly[] {
  return OWN_ACCOUNT_ONLY;
}
export function sameAccountRules(): readonly SameAccountRule[] {
  return SAME_ACCOUNT;
}

function same(
  service: string,
  rule: SameAccountRule['rule'],
  page: string,
  proof: PolicyFact['proof'],
): SameAccountRule {
  return { service, rule, page, proof };
}
