import { allow } from '../document.ts';
import { SERVICES } from '../words.ts';
import { actions, awsManaged } from './policy.ts';

/** Managed policies of roles that AWS services act with. */
export const LAMBDA_BASIC = awsManaged(
  'service-role/',
  'AWSLambdaBasicExecutionRole',
  1,
  allow(actions('logs CreateLogGroup CreateLogStream PutLogEvents'), '*'),
);

export const LAMBDA_VPC = awsManaged(
  'service-role/',
  'AWSLambdaVPCAccessExecutionRole',
  3,
  allow(
    actions(`
logs CreateLogGroup CreateLogStream PutLogEvents
ec2 CreateNetworkInterface DescribeNetworkInterfaces DescribeSubnets DeleteNetworkInterface AssignPrivateIpAddresses UnassignPrivateIpAddresses`),
    '*',
  ),
);

export const LAMBDA_SQS = awsManaged(
  'service-role/',
  'AWSLambdaSQSQueueExecutionRole',
  1,
  allow(
    actions('sqs ReceiveMessage DeleteMessage GetQueueAttributes\nlogs CreateLogGroup CreateLogStream PutLogEvents'),
    '*',
  ),
);

export const ECS_EXECUTION = awsManaged(
  'service-role/',
  'AmazonECSTaskExecutionRolePolicy',
  1,
  allow(
    actions(
      'ecr GetAuthorizationToken BatchCheckLayerAvailability GetDownloadUrlForLayer BatchGetImage\nlogs CreateLogStream PutLogEvents',
    ),
    '*',
  ),
);

export const SSM_CORE = awsManaged(
  '',
  'AmazonSSMManagedInstanceCore',
  2,
  allow(
    actions(
      'ssm DescribeAssociation GetDeployablePatchSnapshotForInstance GetDocument DescribeDocument GetManifest GetParameter GetParameters ListAssociations ListInstanceAssociations PutInventory PutComplianceItems PutConfigurePackageResult UpdateAssociationStatus UpdateInstanceAssociationStatus UpdateInstanceInformation',
    ),
    '*',
  ),
  allow(actions('ssmmessages CreateControlChannel CreateDataChannel OpenControlChannel OpenDataChannel'), '*'),
  allow(actions('ec2messages AcknowledgeMessage DeleteMessage FailMessage GetEndpoint GetMessages SendReply'), '*'),
);

export const CLOUDWATCH_AGENT = awsManaged(
  '',
  'CloudWatchAgentServerPolicy',
  3,
  allow(
    actions(
      'cloudwatch PutMetricData\nec2 DescribeVolumes DescribeTags\nlogs PutLogEvents PutRetentionPolicy DescribeLogStreams DescribeLogGroups CreateLogStream CreateLogGroup\nxray PutTraceSegments PutTelemetryRecords GetSamplingRules GetSamplingTargets',
    ),
    '*',
  ),
  allow('ssm:GetParameter', 'arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*'),
);

export const XRAY_WRITE = awsManaged(
  '',
  'AWSXRayDaemonWriteAccess',
  2,
  allow(
    actions(
      'xray PutTraceSegments PutTelemetryRecords GetSamplingRules GetSamplingTargets GetSamplingStatisticSummaries',
    ),
    '*',
  ),
);

export const GLUE_SERVICE = awsManaged(
  'service-role/',
  'AWSGlueServiceRole',
  5,
  allow(
    actions(
      'glue *\ns3 GetBucketLocation ListBucket ListAllMyBuckets GetBucketAcl\nec2 DescribeVpcEndpoints DescribeRouteTables CreateNetworkInterface DeleteNetworkInterface DescribeNetworkInterfaces DescribeSecurityGroups DescribeSubnets DescribeVpcAttribute\niam ListRolePolicies GetRole GetRolePolicy\ncloudwatch PutMetricData',
    ),
    '*',
  ),
  allow('s3:CreateBucket', 'arn:aws:s3:::aws-glue-*'),
  allow(
    ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
    ['arn:aws:s3:::aws-glue-*/*', 'arn:aws:s3:::*/*aws-glue-*/*'],
  ),
  allow(['ec2:CreateTags', 'ec2:DeleteTags'], ['arn:aws:ec2:*:*:network-interface/*', 'arn:aws:ec2:*:*:instance/*'], {
    'ForAllValues:StringEquals': { 'aws:TagKeys': ['aws-glue-service-resource'] },
  }),
);

export const BACKUP_SERVICE = awsManaged(
  'service-role/',
  'AWSBackupServiceRolePolicyForBackup',
  21,
  allow(actions('dynamodb DescribeTable CreateBackup'), 'arn:aws:dynamodb:*:*:table/*'),
  allow(actions('dynamodb DescribeBackup DeleteBackup'), 'arn:aws:dynamodb:*:*:table/*/backup/*'),
  allow(
    actions(
      'rds AddTagsToResource ListTagsForResource DescribeDBSnapshots CreateDBSnapshot CopyDBSnapshot DescribeDBInstances CreateDBClusterSnapshot DescribeDBClusters DescribeDBClusterSnapshots CopyDBClusterSnapshot\nec2 CreateSnapshot CopySnapshot DescribeSnapshots DescribeVolumes CreateImage DescribeImages DescribeInstances\nbackup DescribeBackupVault CopyIntoBackupVault\nelasticfilesystem Backup DescribeTags',
    ),
    '*',
  ),
  allow('kms:CreateGrant', '*', { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
  allow(actions('kms GenerateDataKeyWithoutPlaintext'), 'arn:aws:kms:*:*:key/*', {
    StringLike: { 'kms:ViaService': ['ec2.*.amazonaws.com', 'backup.*.amazonaws.com'] },
  }),
);

/** Roles that AWS makes for a service: its principal, the role's name, and the policy that nobody can change. */
export const SERVICE_LINKED = [
  linked(
    'AutoScaling',
    'autoscaling.amazonaws.com',
    'AutoScalingServiceRolePolicy',
    8,
    'ec2 AttachClassicLinkVpc CancelSpotInstanceRequests CreateFleet CreateTags DeleteTags Describe* RunInstances StartInstances StopInstances TerminateInstances\nelasticloadbalancing Register* Deregister* Describe*\ncloudwatch DeleteAlarms DescribeAlarms GetMetricData PutMetricAlarm\nsns Publish',
  ),
  linked(
    'Support',
    'support.amazonaws.com',
    'AWSSupportServiceRolePolicy',
    46,
    's3 GetBucket* GetLifecycleConfiguration ListBucket\nsqs GetQueueAttributes ListQueues\nlambda GetFunctionConfiguration List*\ndynamodb Describe* List*\nec2 Describe*\nkms DescribeKey GetKeyPolicy List*\nrds Describe*\nsns Get* List*\nlogs Describe*\nsecretsmanager DescribeSecret ListSecrets',
  ),
  linked(
    'TrustedAdvisor',
    'trustedadvisor.amazonaws.com',
    'AWSTrustedAdvisorServiceRolePolicy',
    17,
    's3 GetBucketAcl GetBucketLogging GetBucketPolicy GetBucketPolicyStatus GetBucketVersioning ListBucket\nec2 Describe*\nrds Describe*\nlambda ListFunctions GetFunctionConfiguration\niam GenerateCredentialReport GetAccountPasswordPolicy GetCredentialReport',
  ),
  linked(
    'Config',
    SERVICES.config,
    'AWSConfigServiceRolePolicy',
    55,
    's3 GetBucket* GetEncryptionConfiguration GetLifecycleConfiguration ListAllMyBuckets\nec2 Describe*\nsqs GetQueueAttributes ListQueues\nsns GetTopicAttributes ListTopics\nkms Describe* GetKeyPolicy List*\nlambda GetFunctionConfiguration GetPolicy ListFunctions\ndynamodb DescribeTable ListTables\niam Get* List*\nssm Describe*\nrds Describe*\nsecretsmanager DescribeSecret ListSecrets\nlogs DescribeLogGroups',
  ),
  linked(
    'CloudTrail',
    SERVICES.cloudtrail,
    'CloudTrailServiceRolePolicy',
    2,
    'cloudtrail *\norganizations DescribeAccount DescribeOrganization ListAccounts',
  ),
  linked(
    'RDS',
    'rds.amazonaws.com',
    'AmazonRDSServiceRolePolicy',
    13,
    'ec2 AllocateAddress CreateNetworkInterface DeleteNetworkInterface Describe*\nsns Publish\nlogs CreateLogGroup\nkinesis CreateStream PutRecord PutRecords DescribeStream',
  ),
  linked(
    'ECS',
    'ecs.amazonaws.com',
    'AmazonECSServiceRolePolicy',
    11,
    'ec2 AttachNetworkInterface CreateNetworkInterface DeleteNetworkInterface Describe*\nelasticloadbalancing Register* Deregister* Describe*\nlogs CreateLogStream DescribeLogGroups PutLogEvents',
  ),
  linked(
    'ElasticLoadBalancing',
    'elasticloadbalancing.amazonaws.com',
    'AWSElasticLoadBalancingServiceRolePolicy',
    7,
    'ec2 Describe* CreateNetworkInterface DeleteNetworkInterface\nlogs CreateLogDelivery GetLogDelivery',
  ),
  linked(
    'AmazonGuardDuty',
    'guardduty.amazonaws.com',
    'AmazonGuardDutyServiceRolePolicy',
    9,
    'ec2 Describe*\norganizations ListAccounts DescribeAccount\ns3 GetBucketPublicAccessBlock GetEncryptionConfiguration GetBucketTagging GetAccountPublicAccessBlock ListAllMyBuckets GetBucketAcl GetBucketPolicy GetBucketPolicyStatus\nlambda GetFunctionConfiguration ListTags\neks ListClusters DescribeCluster',
  ),
  linked(
    'DynamoDBReplication',
    'replication.dynamodb.amazonaws.com',
    'DynamoDBReplicationServiceRolePolicy',
    7,
    'dynamodb PutItem UpdateItem DeleteItem GetItem DescribeStream GetRecords GetShardIterator Scan DescribeTable Query UpdateTable\nkms DescribeKey',
  ),
] as const;

export interface ServiceLinkedRole {
  readonly roleName: string;
  readonly service: string;
  readonly policy: ReturnType<typeof awsManaged>;
}

function linked(name: string, service: string, policy: string, version: number, lines: string): ServiceLinkedRole {
  return {
    roleName: `AWSServiceRoleFor${name}`,
    service,
    policy: awsManaged('aws-service-role/', policy, version, allow(actions(lines), '*')),
  };
}
