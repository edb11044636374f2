import type { ManagedPolicySource } from './account-source.ts';
import { allow, type PolicySource, policy, variable } from './policy.ts';

/**
 * AWS managed policies as `get-account-authorization-details` returns them where they are attached, written from
 * knowledge of them and not compared with AWS's present text. AmazonSSMManagedInstanceCore and those of service-linked
 * roles are cut down to the statements that matter here.
 */
function awsManaged(name: string, version: string, created: string, document: PolicySource): ManagedPolicySource {
  return { arn: `arn:aws:iam::aws:policy/${name}`, version, created, document };
}

export const ADMINISTRATOR_ACCESS = awsManaged('AdministratorAccess', 'v1', '2015-02-06', {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

export const S3_READ_ONLY = awsManaged('AmazonS3ReadOnlyAccess', 'v3', '2015-02-06', {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*'],
      Resource: '*',
    },
  ],
});

export const IAM_FULL_ACCESS = awsManaged('IAMFullAccess', 'v2', '2015-02-06', {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: [
        'iam:*',
        'organizations:DescribeAccount',
        'organizations:DescribeOrganization',
        'organizations:DescribeOrganizationalUnit',
        'organizations:DescribePolicy',
        'organizations:ListChildren',
        'organizations:ListParents',
        'organizations:ListPoliciesForTarget',
        'organizations:ListRoots',
        'organizations:ListPolicies',
        'organizations:ListTargetsForPolicy',
      ],
      Resource: '*',
    },
  ],
});

export const IAM_USER_CHANGE_PASSWORD = awsManaged('IAMUserChangePassword', 'v2', '2016-11-15', {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['iam:ChangePassword'],
      Resource: [`arn:aws:iam::*:user/${variable('aws:username')}`],
    },
    { Effect: 'Allow', Action: ['iam:GetAccountPasswordPolicy'], Resource: '*' },
  ],
});

export const LAMBDA_BASIC_EXECUTION = awsManaged('service-role/AWSLambdaBasicExecutionRole', 'v1', '2015-04-09', {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' },
  ],
});

export const LAMBDA_SQS_EXECUTION = awsManaged('service-role/AWSLambdaSQSQueueExecutionRole', 'v1', '2018-06-14', {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: [
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
      ],
      Resource: '*',
    },
  ],
});

export const SSM_MANAGED_INSTANCE_CORE = awsManaged('AmazonSSMManagedInstanceCore', 'v2', '2019-03-15', {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: [
        'ssm:DescribeAssociation',
        'ssm:GetDeployablePatchSnapshotForInstance',
        'ssm:GetDocument',
        'ssm:DescribeDocument',
        'ssm:GetManifest',
        'ssm:ListAssociations',
        'ssm:ListInstanceAssociations',
        'ssm:PutInventory',
        'ssm:PutComplianceItems',
        'ssm:PutConfigurePackageResult',
        'ssm:UpdateAssociationStatus',
        'ssm:UpdateInstanceAssociationStatus',
        'ssm:UpdateInstanceInformation',
      ],
      Resource: '*',
    },
    {
      Effect: 'Allow',
      Action: [
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
      ],
      Resource: '*',
    },
  ],
});

/** Cut down. The one service-linked role here that reads and writes data. */
export const DYNAMODB_REPLICATION = awsManaged(
  'aws-service-role/DynamoDBReplicationServiceRolePolicy',
  'v7',
  '2017-11-09',
  policy(
    allow(
      'DynamoDBActionsNeededForSteadyStateReplication',
      [
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
        'dynamodb:DescribeTable',
        'dynamodb:UpdateTable',
        'dynamodb:Scan',
        'dynamodb:DescribeStream',
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
      ],
      '*',
    ),
  ),
);

/** Cut down. */
export const TRUSTED_ADVISOR = awsManaged(
  'aws-service-role/AWSTrustedAdvisorServiceRolePolicy',
  'v13',
  '2018-02-22',
  policy(
    allow(
      'TrustedAdvisorServiceRolePermissions',
      [
        'dynamodb:DescribeLimits',
        'dynamodb:DescribeTable',
        'iam:GetAccountSummary',
        's3:GetBucketAcl',
        'sqs:GetQueueAttributes',
      ],
      '*',
    ),
  ),
);

/** Cut down. */
export const SUPPORT = awsManaged(
  'aws-service-role/AWSSupportServiceRolePolicy',
  'v52',
  '2018-04-19',
  policy(
    allow(
      'AWSSupportActions',
      [
        'dynamodb:DescribeTable',
        'kms:DescribeKey',
        'lambda:GetFunctionConfiguration',
        's3:GetBucketLocation',
        'sqs:GetQueueAttributes',
      ],
      '*',
    ),
  ),
);

export const ORGANIZATIONS_TRUST = awsManaged(
  'aws-service-role/AWSOrganizationsServiceTrustPolicy',
  'v2',
  '2017-10-10',
  policy(
    allow(
      'AllowDeletionOfServiceLinkedRoleForOrganizations',
      ['iam:DeleteRole'],
      ['arn:aws:iam::*:role/aws-service-role/organizations.amazonaws.com/*'],
    ),
    allow('AllowCreationOfServiceLinkedRoles', ['iam:CreateServiceLinkedRole'], '*'),
  ),
);
