/**
 * The types of resources that a snapshot can hold, under CloudFormation's names, and where their IAM actions are
 * found. Images and snapshots of database clusters are no CloudFormation resources: they go by names in its form.
 */
export interface CollectedType {
  readonly type: string;
  /** The service whose actions act on it, and its name there. */
  readonly service: string;
  readonly resource: string;
  /** What lies inside it or beside it, or what other services call it. */
  readonly parts: readonly Part[];
}

/** Another IAM resource type whose actions reach the resource or what is in it. */
export interface Part {
  readonly service: string;
  readonly resource: string;
  readonly of: ResourceArnOf;
}

/**
 * Which ARN an action on a resource is checked against: `self`, the resource's ARN; a text beginning with `/` or `:`,
 * the resource's ARN followed by it; `ancestor`, the paths above it; a text beginning with `arn:`, a template of its
 * own. `arnsOn` writes them out.
 */
export type ResourceArnOf = 'self' | 'ancestor' | `/${string}` | `:${string}` | `arn:${string}`;

/** By CloudFormation name, sorted. */
export const COLLECTED_TYPES: readonly CollectedType[] = [
  collected(
    'AWS::ApiGateway::RestApi',
    'apigateway',
    'restapi',
    ['resources', '/*'],
    ['execute-api:execute-api-general', 'arn:{Partition}:execute-api:{Region}:{Account}:{Name}/*'],
  ),
  collected('AWS::Athena::DataCatalog', 'athena', 'datacatalog'),
  collected('AWS::Athena::WorkGroup', 'athena', 'workgroup', ['session', '/session/*']),
  collected('AWS::Backup::BackupPlan', 'backup', 'backupplan'),
  collected('AWS::Backup::BackupVault', 'backup', 'backupvault'),
  collected('AWS::Bedrock::Agent', 'bedrock', 'agent'),
  collected('AWS::Bedrock::KnowledgeBase', 'bedrock', 'knowledge-base'),
  collected('AWS::CloudFormation::Stack', 'cloudformation', 'stack'),
  collected('AWS::CodeBuild::Project', 'codebuild', 'project'),
  collected('AWS::DSQL::Cluster', 'dsql', 'cluster', ['stream', '/stream/*']),
  collected(
    'AWS::DynamoDB::Table',
    'dynamodb',
    'table',
    ['index', '/index/*'],
    ['stream', '/stream/*'],
    ['backup', '/backup/*'],
    ['export', '/export/*'],
    ['import', '/import/*'],
  ),
  collected('AWS::EC2::Image', 'ec2', 'image'),
  collected('AWS::EC2::Instance', 'ec2', 'instance', ['ssm:instance', 'self']),
  collected('AWS::EC2::Snapshot', 'ec2', 'snapshot', ['ebs:snapshot', 'self']),
  collected('AWS::EC2::Volume', 'ec2', 'volume'),
  collected('AWS::ECR::Repository', 'ecr', 'repository'),
  collected('AWS::ECS::TaskDefinition', 'ecs', 'task-definition'),
  collected('AWS::EFS::AccessPoint', 'elasticfilesystem', 'access-point'),
  collected('AWS::EFS::FileSystem', 'elasticfilesystem', 'file-system'),
  collected('AWS::EKS::Cluster', 'eks', 'cluster'),
  collected('AWS::ElastiCache::ReplicationGroup', 'elasticache', 'replicationgroup'),
  collected('AWS::ElastiCache::ServerlessCache', 'elasticache', 'serverlesscache'),
  collected('AWS::Events::EventBus', 'events', 'event-bus'),
  collected('AWS::Glue::Catalog', 'glue', 'rootcatalog', ['catalog', '/*']),
  collected('AWS::Glue::Connection', 'glue', 'connection'),
  collected(
    'AWS::Glue::Database',
    'glue',
    'database',
    ['table', 'arn:{Partition}:glue:{Region}:{Account}:table/{Name}/*'],
    ['tableversion', 'arn:{Partition}:glue:{Region}:{Account}:tableVersion/{Name}/*'],
    ['userdefinedfunction', 'arn:{Partition}:glue:{Region}:{Account}:userDefinedFunction/{Name}/*'],
  ),
  collected('AWS::Glue::Job', 'glue', 'job'),
  collected('AWS::Glue::Table', 'glue', 'table'),
  collected('AWS::IAM::Group', 'iam', 'group'),
  collected('AWS::IAM::InstanceProfile', 'iam', 'instance-profile'),
  collected('AWS::IAM::ManagedPolicy', 'iam', 'policy'),
  collected('AWS::IAM::OIDCProvider', 'iam', 'oidc-provider'),
  collected('AWS::IAM::Role', 'iam', 'role', ['sts:role', 'self']),
  collected('AWS::IAM::SAMLProvider', 'iam', 'saml-provider'),
  collected('AWS::IAM::User', 'iam', 'user'),
  collected('AWS::KMS::Alias', 'kms', 'alias'),
  collected('AWS::KMS::Key', 'kms', 'key'),
  collected('AWS::Kinesis::Stream', 'kinesis', 'stream', ['consumer', '/consumer/*']),
  collected('AWS::KinesisFirehose::DeliveryStream', 'firehose', 'deliverystream'),
  collected(
    'AWS::Lambda::Function',
    'lambda',
    'function',
    ['function alias', ':*'],
    ['function version', ':*'],
    ['durable execution', ':*/durable-execution/*'],
  ),
  collected('AWS::Lambda::LayerVersion', 'lambda', 'layerversion'),
  // AWS checks log-group actions against `…:log-group:NAME:*`; see `actions-on-type.ts` for the few that differ.
  collected('AWS::Logs::LogGroup', 'logs', 'log-group', ['log-stream', ':log-stream:*']),
  collected('AWS::MemoryDB::Cluster', 'memorydb', 'cluster'),
  collected('AWS::Neptune::DBCluster', 'rds', 'cluster', [
    'neptune-db:database',
    'arn:{Partition}:neptune-db:{Region}:{Account}:{DbClusterResourceId}/*',
  ]),
  collected('AWS::OpenSearchServerless::Collection', 'aoss', 'collection'),
  collected('AWS::OpenSearchService::Domain', 'es', 'domain'),
  collected(
    'AWS::RDS::DBCluster',
    'rds',
    'cluster',
    ['rds-data:cluster', 'self'],
    ['rds-db:db-user', 'arn:{Partition}:rds-db:{Region}:{Account}:dbuser:{DbClusterResourceId}/*'],
  ),
  collected('AWS::RDS::DBClusterSnapshot', 'rds', 'cluster-snapshot'),
  collected('AWS::RDS::DBInstance', 'rds', 'db', [
    'rds-db:db-user',
    'arn:{Partition}:rds-db:{Region}:{Account}:dbuser:{DbiResourceId}/*',
  ]),
  collected('AWS::RDS::DBSnapshot', 'rds', 'snapshot'),
  collected(
    'AWS::Redshift::Cluster',
    'redshift',
    'cluster',
    ['redshift-data:cluster', 'self'],
    ['dbuser', 'arn:{Partition}:redshift:{Region}:{Account}:dbuser:{Name}/*'],
    ['dbname', 'arn:{Partition}:redshift:{Region}:{Account}:dbname:{Name}/*'],
    ['dbgroup', 'arn:{Partition}:redshift:{Region}:{Account}:dbgroup:{Name}/*'],
    ['snapshot', 'arn:{Partition}:redshift:{Region}:{Account}:snapshot:{Name}/*'],
  ),
  collected('AWS::RedshiftServerless::Namespace', 'redshift-serverless', 'namespace'),
  collected('AWS::RedshiftServerless::Workgroup', 'redshift-serverless', 'workgroup', [
    'redshift-data:workgroup',
    'self',
  ]),
  collected('AWS::S3::AccessPoint', 's3', 'accesspoint', ['accesspointobject', '/object/*']),
  collected('AWS::S3::Bucket', 's3', 'bucket', ['object', '/*']),
  collected('AWS::S3::MultiRegionAccessPoint', 's3', 'multiregionaccesspoint', ['accesspointobject', '/object/*']),
  collected('AWS::S3Express::AccessPoint', 's3express', 'accesspoint'),
  collected('AWS::S3Express::DirectoryBucket', 's3express', 'bucket'),
  collected('AWS::S3ObjectLambda::AccessPoint', 's3-object-lambda', 'objectlambdaaccesspoint', [
    's3:objectlambdaaccesspoint',
    'self',
  ]),
  collected('AWS::S3Tables::Table', 's3tables', 'table'),
  collected('AWS::S3Tables::TableBucket', 's3tables', 'tablebucket', ['table', '/table/*']),
  collected('AWS::S3Vectors::Index', 's3vectors', 'index'),
  collected('AWS::S3Vectors::VectorBucket', 's3vectors', 'vectorbucket', ['index', '/index/*']),
  collected('AWS::SNS::Topic', 'sns', 'topic'),
  collected('AWS::SQS::Queue', 'sqs', 'queue'),
  collected('AWS::SSM::Document', 'ssm', 'document'),
  collected('AWS::SSM::Parameter', 'ssm', 'parameter'),
  collected('AWS::SageMaker::Domain', 'sagemaker', 'domain'),
  collected('AWS::SageMaker::FeatureGroup', 'sagemaker', 'feature-group'),
  collected('AWS::SageMaker::NotebookInstance', 'sagemaker', 'notebook-instance'),
  collected('AWS::SecretsManager::Secret', 'secretsmanager', 'secret'),
  collected(
    'AWS::StepFunctions::StateMachine',
    'states',
    'statemachine',
    ['statemachinealias', ':*'],
    ['statemachineversion', ':*'],
    ['execution', 'arn:{Partition}:states:{Region}:{Account}:execution:{Name}:*'],
    ['express', 'arn:{Partition}:states:{Region}:{Account}:express:{Name}:*'],
    ['maprun', 'arn:{Partition}:states:{Region}:{Account}:mapRun:{Name}/*'],
  ),
];

const BY_TYPE = new Map(COLLECTED_TYPES.map((entry) => [entry.type, entry]));
// Neptune and DocumentDB share RDS's ARNs; of two types with one ARN the later line names it (RDS).
const BY_RESOURCE = new Map(COLLECTED_TYPES.map((entry) => [`${entry.service}:${entry.resource}`, entry.type]));

/** Where the actions on a CloudFormation type are found; null for a type that no snapshot holds. */
export function collectedType(cloudFormationType: string): CollectedType | null {
  return BY_TYPE.get(cloudFormationType) ?? null;
}

/** CloudFormation's name of an IAM resource type, e.g. `s3`, `bucket` → `AWS::S3::Bucket`; null where none is known. */
export function cloudFormationType(service: string, resourceType: string): string | null {
  return BY_RESOURCE.get(`${service}:${resourceType}`) ?? null;
}

function collected(
  type: string,
  service: string,
  resource: string,
  ...parts: readonly (readonly [resource: string, of: ResourceArnOf])[]
): CollectedType {
  return {
    type,
    service,
    resource,
    parts: parts.map(([name, of]) => {
      const colon = name.indexOf(':');
      return colon < 0
        ? { service, resource: name, of }
        : { service: name.slice(0, colon), resource: name.slice(colon + 1), of };
    }),
  };
}
