import { expect, test } from 'vitest';
import { CAPABILITIES, type Capability } from '../capability.ts';
import { findAction } from '../catalog.ts';
import { coverageOf, whyPlaced } from './coverage.ts';

/** Every example of the capabilities page's table. */
const EXAMPLES: Readonly<Record<Capability, string>> = {
  'administer-resource':
    's3:PutBucketPolicy s3:PutLifecycleConfiguration kms:PutKeyPolicy kms:CreateGrant kms:ScheduleKeyDeletion ' +
    'rds:ModifyDBInstance lambda:AddPermission',
  'read-config': 's3:GetBucketPolicy kms:DescribeKey dynamodb:DescribeTable sqs:GetQueueAttributes',
  'read-data':
    's3:GetObject s3:ListBucket dynamodb:Query dynamodb:ExportTableToPointInTime kms:Decrypt ' +
    'secretsmanager:GetSecretValue sqs:ReceiveMessage sns:Subscribe ebs:GetSnapshotBlock ' +
    'rds:ModifyDBSnapshotAttribute rds:StartExportTask ec2:ModifySnapshotAttribute ec2:CreateImage ' +
    'lambda:GetFunction logs:StartQuery s3:PutReplicationConfiguration s3:GetDataAccess rds:ModifyDBInstance',
  'write-data': 's3:PutObject dynamodb:PutItem sqs:SendMessage sns:Publish kms:Encrypt kms:GenerateDataKey',
  'delete-data':
    's3:DeleteObject s3:PutLifecycleConfiguration dynamodb:DeleteTable sqs:PurgeQueue kms:ScheduleKeyDeletion ' +
    'kms:DisableKey kms:DeleteImportedKeyMaterial dynamodb:UpdateTimeToLive s3:BypassGovernanceRetention ' +
    'backup:DeleteRecoveryPoint ecr:PutLifecyclePolicy logs:PutRetentionPolicy secretsmanager:DeleteSecret',
  'use-resource':
    'sts:AssumeRole iam:PassRole lambda:InvokeFunction kms:Sign rds-db:connect states:StartExecution ' +
    'ssm:StartSession ecs:ExecuteCommand',
};

/** What the page says an action is not, and what must not slip in from the other side. */
const COUNTEREXAMPLES: Readonly<Record<Capability, string>> = {
  // Escalation through PassRole is a finding, not the capability; sending and reading is no administration.
  'administer-resource': 'iam:PassRole sts:AssumeRole s3:GetObject s3:PutObject s3:DeleteObject kms:Decrypt kms:Sign',
  // Object listings show content's names.
  'read-config': 's3:ListBucket s3:ListBucketVersions s3:ListBucketMultipartUploads s3:GetObject kms:Decrypt',
  // Changing a policy on one's own behalf is administering (rule 6).
  'read-data':
    's3:PutBucketPolicy kms:PutKeyPolicy kms:CreateGrant lambda:AddPermission s3:GetBucketPolicy kms:DescribeKey ' +
    'dynamodb:DescribeTable sqs:GetQueueAttributes s3:PutObject kms:Encrypt kms:Sign iam:GetRole',
  'write-data': 's3:GetObject s3:PutBucketPolicy kms:Decrypt sqs:ReceiveMessage dynamodb:Query',
  'delete-data': 's3:PutObject kms:EnableKey kms:Decrypt s3:PutBucketPolicy dynamodb:PutItem sqs:SendMessage',
  'use-resource': 's3:GetObject kms:Decrypt dynamodb:Query sqs:ReceiveMessage lambda:UpdateFunctionCode',
};

/** Rule 5: credentials of its own lead to content. */
const CONNECTING =
  'rds-db:connect rds-data:ExecuteStatement rds-data:BatchExecuteStatement redshift:GetClusterCredentials ' +
  'redshift:GetClusterCredentialsWithIAM redshift-data:ExecuteStatement redshift-serverless:GetCredentials ' +
  'dsql:DbConnect dsql:DbConnectAdmin elasticache:Connect memorydb:Connect neptune-db:connect';

function check(id: string): readonly Capability[] {
  const action = findAction(id);
  expect(action?.id, 'spelled as the catalogue does').toBe(id);
  return action?.capabilities ?? [];
}

for (const capability of CAPABILITIES) {
  test.each(EXAMPLES[capability].split(' '))(`${capability}: %s`, (id) => {
    expect(check(id)).toContain(capability);
  });
  test.each(COUNTEREXAMPLES[capability].split(' '))(`not ${capability}: %s`, (id) => {
    expect(check(id)).not.toContain(capability);
  });
}

test.each(CONNECTING.split(' '))('rule 5: %s uses, reads, writes and deletes within the database’s grants', (id) => {
  expect(check(id)).toEqual(['read-data', 'write-data', 'delete-data', 'use-resource']);
  expect(findAction(id)?.limitedBy).toBe("limited by the database's grants, not evaluated");
});

test('rule 7: what means something only in trust policies is marked', () => {
  expect(findAction('sts:AssumeRoleWithSAML')?.trustOnly).toBe(true);
  expect(findAction('sts:AssumeRoleWithWebIdentity')?.trustOnly).toBe(true);
  expect(findAction('sts:AssumeRole')?.trustOnly).toBe(false);
});

test('rule 8: how far a service was reviewed', () => {
  expect(coverageOf('S3')).toBe('reviewed');
  expect(coverageOf('ec2')).toBe('partly');
  expect(coverageOf('quicksight')).toBe('default');
});

test('rule 2: why an action stands where it does', () => {
  const why = (id: string) => {
    const action = findAction(id);
    return action === null ? null : whyPlaced(action);
  };
  expect(why('s3:PutLifecycleConfiguration')).toEqual({
    by: 'override',
    reason: 'an expiry rule deletes every object it matches',
  });
  expect(why('s3:GetBucketPolicy')).toEqual({ by: 'kind', reason: null });
  expect(why('quicksight:CreateDataSet')).toEqual({ by: 'default', reason: null });
});
