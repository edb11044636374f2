import { expect, test } from 'vitest';
import { findAction } from './catalog.ts';
import { grantBy } from './grants-itself.ts';

const ALL_OF_S3 = 'administer-resource read-config read-data write-data delete-data';

const CASES: readonly (readonly [action: string, means: string | null, capabilities: string])[] = [
  ['s3:PutBucketPolicy', 'policy', ALL_OF_S3],
  ['s3:DeleteBucketPolicy', 'removal', ALL_OF_S3],
  ['s3:PutAccessPointPolicy', 'policy', ALL_OF_S3],
  ['s3:CreateAccessPoint', 'access-point', 'read-config read-data write-data delete-data'],
  ['s3:CreateAccessGrant', 'grant', 'read-data write-data delete-data'],
  ['s3:PutBucketTagging', 'tag', ALL_OF_S3],
  ['kms:PutKeyPolicy', 'policy', `${ALL_OF_S3} use-resource`],
  ['kms:CreateGrant', 'grant', 'read-config read-data write-data use-resource'],
  ['kms:CreateAlias', 'tag', `${ALL_OF_S3} use-resource`],
  ['kms:RevokeGrant', null, ''],
  ['kms:ScheduleKeyDeletion', null, ''],
  ['sqs:AddPermission', 'policy', ALL_OF_S3],
  ['sqs:SetQueueAttributes', 'policy', ALL_OF_S3],
  ['secretsmanager:PutResourcePolicy', 'policy', ALL_OF_S3],
  ['iam:UpdateAssumeRolePolicy', 'policy', 'use-resource'],
  ['iam:CreateAccessKey', 'credentials', 'use-resource'],
  ['iam:DeleteRolePermissionsBoundary', 'removal', 'administer-resource read-config use-resource'],
  ['rds:ModifyDBInstance', 'credentials', 'read-data write-data delete-data use-resource'],
  ['lambda:UpdateFunctionCode', 'role', 'read-data use-resource'],
  ['s3:PutLifecycleConfiguration', null, ''],
  ['s3:GetObject', null, ''],
  ['iam:CreatePolicy', null, ''],
  ['ec2:EnableImageBlockPublicAccess', null, ''],
  ['glue:ListEntities', null, ''],
  ['sqs:TagQueue', 'tag', ALL_OF_S3],
  // A service without reviewed rules: by AWS's level.
  ['acm-pca:PutPolicy', 'policy', ALL_OF_S3],
  ['acm-pca:DeletePolicy', 'removal', ALL_OF_S3],
];

test.each(CASES)('rule 6: %s by %s', (id, means, capabilities) => {
  const action = findAction(id);
  expect(action?.id).toBe(id);
  const grant = action === null ? null : grantBy(action);
  expect(grant?.means ?? null).toBe(means);
  expect(grant?.capabilities.join(' ') ?? '').toBe(capabilities);
});
