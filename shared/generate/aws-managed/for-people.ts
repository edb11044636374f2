import { allow, variable } from '../document.ts';
import { actions, awsManaged } from './policy.ts';
import { AUDIT_ACTIONS, READ_ONLY_ACTIONS, VIEW_ONLY_ACTIONS } from './read-only-access.ts';

/** Managed policies that people and their roles are given. Texts after AWS's, in their size and shape. */
export const ADMINISTRATOR = awsManaged('', 'AdministratorAccess', 1, allow('*', '*'));

export const POWER_USER = awsManaged(
  '',
  'PowerUserAccess',
  6,
  { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
  allow(
    [
      'account:GetAccountInformation',
      'account:GetPrimaryEmail',
      'account:ListRegions',
      'iam:CreateServiceLinkedRole',
      'iam:DeleteServiceLinkedRole',
      'iam:ListRoles',
      'organizations:DescribeOrganization',
    ],
    '*',
  ),
);

export const READ_ONLY = awsManaged('', 'ReadOnlyAccess', 141, allow(READ_ONLY_ACTIONS, '*'));
export const SECURITY_AUDIT = awsManaged('', 'SecurityAudit', 187, allow(AUDIT_ACTIONS, '*'), {
  ...allow('apigateway:GET', [
    'arn:aws:apigateway:*::/apis',
    'arn:aws:apigateway:*::/apis/*',
    'arn:aws:apigateway:*::/restapis',
    'arn:aws:apigateway:*::/restapis/*',
    'arn:aws:apigateway:*::/vpclinks/*',
  ]),
  Sid: 'APIGatewayAccess',
});
export const VIEW_ONLY = awsManaged('job-function/', 'ViewOnlyAccess', 23, allow(VIEW_ONLY_ACTIONS, '*'));

export const IAM_READ_ONLY = awsManaged(
  '',
  'IAMReadOnlyAccess',
  4,
  allow(actions('iam GenerateCredentialReport GenerateServiceLastAccessedDetails Get* List* Simulate*'), '*'),
);

export const CHANGE_PASSWORD = awsManaged(
  '',
  'IAMUserChangePassword',
  2,
  allow('iam:ChangePassword', `arn:aws:iam::*:user/${variable('aws:username')}`),
  allow('iam:GetAccountPasswordPolicy', '*'),
);

export const S3_FULL = awsManaged('', 'AmazonS3FullAccess', 2, allow(['s3:*', 's3-object-lambda:*'], '*'));
export const S3_READ_ONLY = awsManaged(
  '',
  'AmazonS3ReadOnlyAccess',
  3,
  allow(actions('s3 Get* List* Describe*\ns3-object-lambda Get* List*'), '*'),
);
export const SQS_FULL = awsManaged('', 'AmazonSQSFullAccess', 1, allow('sqs:*', '*'));
export const SNS_FULL = awsManaged('', 'AmazonSNSFullAccess', 1, allow('sns:*', '*'));

export const DYNAMODB_FULL = awsManaged(
  '',
  'AmazonDynamoDBFullAccess',
  15,
  allow(
    actions(`
dynamodb *
dax *
application-autoscaling DeleteScalingPolicy DeregisterScalableTarget DescribeScalableTargets DescribeScalingActivities DescribeScalingPolicies PutScalingPolicy RegisterScalableTarget
cloudwatch DeleteAlarms DescribeAlarmHistory DescribeAlarms DescribeAlarmsForMetric GetMetricStatistics ListMetrics PutMetricAlarm GetMetricData
datapipeline ActivatePipeline CreatePipeline DeletePipeline DescribeObjects DescribePipelines GetPipelineDefinition ListPipelines PutPipelineDefinition QueryObjects
ec2 DescribeVpcs DescribeSubnets DescribeSecurityGroups
iam GetRole ListRoles
kms DescribeKey ListAliases
sns CreateTopic DeleteTopic ListSubscriptions ListSubscriptionsByTopic ListTopics Subscribe Unsubscribe SetTopicAttributes
lambda CreateFunction ListFunctions ListEventSourceMappings CreateEventSourceMapping DeleteEventSourceMapping GetFunctionConfiguration DeleteFunction
resource-groups ListGroups ListGroupResources GetGroup GetGroupQuery DeleteGroup CreateGroup
tag GetResources
kinesis ListStreams DescribeStream DescribeStreamSummary`),
    '*',
  ),
  allow('cloudwatch:GetInsightRuleReport', 'arn:aws:cloudwatch:*:*:insight-rule/DynamoDBContributorInsights*'),
  allow('iam:PassRole', '*', {
    StringLike: {
      'iam:PassedToService': [
        'application-autoscaling.amazonaws.com',
        'application-autoscaling.amazonaws.com.cn',
        'dax.amazonaws.com',
      ],
    },
  }),
  allow('iam:CreateServiceLinkedRole', '*', {
    StringEquals: {
      'iam:AWSServiceName': [
        'replication.dynamodb.amazonaws.com',
        'dax.amazonaws.com',
        'dynamodb.application-autoscaling.amazonaws.com',
        'contributorinsights.dynamodb.amazonaws.com',
        'kinesisreplication.dynamodb.amazonaws.com',
      ],
    },
  }),
);

export const LAMBDA_FULL = awsManaged(
  '',
  'AWSLambda_FullAccess',
  2,
  allow(
    actions(`
cloudformation DescribeStacks ListStacks ListStackResources
cloudwatch ListMetrics GetMetricData
ec2 DescribeSecurityGroups DescribeSubnets DescribeVpcs
kms ListAliases
iam GetPolicy GetPolicyVersion GetRole GetRolePolicy ListAttachedRolePolicies ListRolePolicies ListRoles
lambda *
logs DescribeLogGroups
states DescribeStateMachine ListStateMachines
tag GetResources
xray GetTraceSummaries BatchGetTraces`),
    '*',
  ),
  allow('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }),
  allow(
    actions('logs DescribeLogStreams GetLogEvents FilterLogEvents StartLiveTail StopLiveTail'),
    'arn:aws:logs:*:*:log-group:/aws/lambda/*',
  ),
);

export const EC2_FULL = awsManaged(
  '',
  'AmazonEC2FullAccess',
  5,
  allow(['ec2:*', 'elasticloadbalancing:*', 'cloudwatch:*', 'autoscaling:*'], '*'),
  allow('iam:CreateServiceLinkedRole', '*', {
    StringEquals: {
      'iam:AWSServiceName': [
        'autoscaling.amazonaws.com',
        'ec2scheduled.amazonaws.com',
        'elasticloadbalancing.amazonaws.com',
        'spot.amazonaws.com',
        'spotfleet.amazonaws.com',
        'transitgateway.amazonaws.com',
      ],
    },
  }),
);

export const RDS_FULL = awsManaged(
  '',
  'AmazonRDSFullAccess',
  14,
  allow(
    actions(`
rds *
application-autoscaling DeleteScalingPolicy DeregisterScalableTarget DescribeScalableTargets DescribeScalingActivities DescribeScalingPolicies PutScalingPolicy RegisterScalableTarget
cloudwatch DescribeAlarms GetMetricStatistics PutMetricAlarm DeleteAlarms ListMetrics GetMetricData
ec2 DescribeAccountAttributes DescribeAvailabilityZones DescribeCoipPools DescribeInternetGateways DescribeLocalGatewayRouteTables DescribeLocalGateways DescribeSecurityGroups DescribeSubnets DescribeVpcAttribute DescribeVpcs GetCoipPoolUsage
sns ListSubscriptions ListTopics Publish
logs DescribeLogStreams GetLogEvents
outposts GetOutpostInstanceTypes
devops-guru GetResourceCollection SearchInsights ListAnomaliesForInsight`),
    '*',
  ),
  allow('pi:*', ['arn:aws:pi:*:*:metrics/rds/*', 'arn:aws:pi:*:*:perf-reports/rds/*']),
);

export const KMS_POWER_USER = awsManaged(
  '',
  'AWSKeyManagementServicePowerUser',
  2,
  allow(
    actions(
      'kms CreateAlias CreateKey DeleteAlias Describe* GenerateRandom Get* List* TagResource UntagResource\niam ListGroups ListRoles ListUsers',
    ),
    '*',
  ),
);

export const SECRETS_READ_WRITE = awsManaged(
  '',
  'SecretsManagerReadWrite',
  5,
  allow(
    actions(`
secretsmanager *
cloudformation CreateChangeSet DescribeChangeSet DescribeStackResource DescribeStacks ExecuteChangeSet
docdb-elastic GetCluster ListClusters
ec2 DescribeSecurityGroups DescribeSubnets DescribeVpcs
kms DescribeKey ListAliases ListKeys
lambda ListFunctions
rds DescribeDBClusters DescribeDBInstances
redshift DescribeClusters
redshift-serverless ListWorkgroups GetNamespace
tag GetResources`),
    '*',
  ),
  allow(
    actions('lambda AddPermission CreateFunction GetFunction InvokeFunction UpdateFunctionConfiguration'),
    'arn:aws:lambda:*:*:function:SecretsManager*',
  ),
  allow('serverlessrepo:CreateCloudFormationChangeSet', 'arn:aws:serverlessrepo:*:*:applications/SecretsManager*'),
  allow('s3:GetObject', [
    'arn:aws:s3:::awsserverlessrepo-changesets*',
    'arn:aws:s3:::secrets-manager-rotation-apps-*/*',
  ]),
);

export const SYSTEM_ADMINISTRATOR = awsManaged(
  'job-function/',
  'SystemAdministrator',
  8,
  allow(
    actions(`
cloudtrail Describe* Get* List* LookupEvents
cloudwatch *
codecommit BatchGetRepositories GetBranch GetRepository ListBranches ListRepositories
codedeploy *
codepipeline *
config *
ds *
ec2 Allocate* AssignPrivateIpAddresses* Associate* AttachInternetGateway AttachNetworkInterface AttachVpnGateway Bundle* Cancel* Copy* Create* Deregister* Describe* DetachInternetGateway Disable* Enable* Get* Import* Modify* Monitor* Move* Purchase* Register* ReleaseAddress* Replace* Report* Request* ResetImageAttribute
elasticloadbalancing *
events *
inspector *
rds Describe* ListTagsForResource
route53 *
route53domains *
s3 CreateBucket GetBucket* GetLifecycleConfiguration GetObject* ListAllMyBuckets ListBucket ListMultipartUploadParts PutBucketTagging PutObjectTagging
sns *
sqs *
trustedadvisor *
iam GetAccount* ListRoles ListAttached* ListGroups ListUsers ListPolicies
lambda Create* GetAccountSettings GetAlias GetEventSourceMapping GetFunction GetFunctionConfiguration GetPolicy Invoke* List* PublishVersion Update*
support *
kms DescribeKey GetKeyPolicy ListAliases ListKeys`),
    '*',
  ),
  allow(
    actions(
      'ec2 AcceptVpcPeeringConnection AttachClassicLinkVpc AttachVolume DeleteCustomerGateway DeleteRoute DeleteSecurityGroup DetachVolume DisassociateRouteTable GetConsole* RebootInstances RevokeSecurityGroupEgress RunInstances StartInstances StopInstances TerminateInstances',
    ),
    '*',
  ),
  allow('s3:*', '*', { StringLike: { 's3:prefix': ['operations/*'] } }),
  allow('iam:PassRole', [
    'arn:aws:iam::*:role/rds-monitoring-role',
    'arn:aws:iam::*:role/ec2-sysadmin-*',
    'arn:aws:iam::*:role/ecr-sysadmin-*',
    'arn:aws:iam::*:role/lambda-sysadmin-*',
  ]),
);

export const CONTAINER_POWER_USER = awsManaged(
  '',
  'AmazonEC2ContainerRegistryPowerUser',
  3,
  allow(
    actions(
      'ecr GetAuthorizationToken BatchCheckLayerAvailability GetDownloadUrlForLayer GetRepositoryPolicy DescribeRepositories ListImages DescribeImages BatchGetImage GetLifecyclePolicy GetLifecyclePolicyPreview ListTagsForResource DescribeImageScanFindings InitiateLayerUpload UploadLayerPart CompleteLayerUpload PutImage',
    ),
    '*',
  ),
);

/** What engineers of one service are given, by the service. */
export const SERVICE_POLICIES = [
  S3_FULL,
  S3_READ_ONLY,
  DYNAMODB_FULL,
  LAMBDA_FULL,
  SQS_FULL,
  SNS_FULL,
  EC2_FULL,
  RDS_FULL,
  KMS_POWER_USER,
  SECRETS_READ_WRITE,
  CONTAINER_POWER_USER,
] as const;
