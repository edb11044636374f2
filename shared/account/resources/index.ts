import { apiGatewayRestApi } from './apigateway-rest-api.ts';
import { backupVault } from './backup-vault.ts';
import { cloudFormationStack } from './cloudformation-stack.ts';
import { codeBuildProject } from './codebuild-project.ts';
import { dynamodbTable } from './dynamodb-table.ts';
import { ec2Image } from './ec2-image.ts';
import { ec2Instance } from './ec2-instance.ts';
import { ec2Snapshot } from './ec2-snapshot.ts';
import { ec2Volume } from './ec2-volume.ts';
import { ecrRepository } from './ecr-repository.ts';
import { ecsTaskDefinition } from './ecs-task-definition.ts';
import { efsFileSystem } from './efs-file-system.ts';
import { eksCluster } from './eks-cluster.ts';
import { eventsEventBus } from './events-event-bus.ts';
import { glueCatalog } from './glue-catalog.ts';
import { glueDatabase } from './glue-database.ts';
import { glueJob } from './glue-job.ts';
import { kinesisStream } from './kinesis-stream.ts';
import { kmsKey } from './kms-key.ts';
import { lambdaFunction } from './lambda-function.ts';
import { logsLogGroup } from './logs-log-group.ts';
import { openSearchDomain } from './opensearch-domain.ts';
import { rdsDbCluster } from './rds-db-cluster.ts';
import { rdsDbClusterSnapshot } from './rds-db-cluster-snapshot.ts';
import { rdsDbInstance } from './rds-db-instance.ts';
import { rdsDbSnapshot } from './rds-db-snapshot.ts';
import { redshiftCluster } from './redshift-cluster.ts';
import { s3Bucket } from './s3-bucket.ts';
import { s3ExpressDirectoryBucket } from './s3express-directory-bucket.ts';
import { sageMakerNotebookInstance } from './sagemaker-notebook-instance.ts';
import { secretsManagerSecret } from './secretsmanager-secret.ts';
import { snsTopic } from './sns-topic.ts';
import { sqsQueue } from './sqs-queue.ts';
import { ssmDocument } from './ssm-document.ts';
import { ssmParameter } from './ssm-parameter.ts';
import { stepFunctionsStateMachine } from './stepfunctions-state-machine.ts';

/** Every resource type the product has a schema for. A type that is not here is read with the base fields alone, and named as a gap. */
export const RESOURCE_TYPES = [
  apiGatewayRestApi,
  backupVault,
  cloudFormationStack,
  codeBuildProject,
  dynamodbTable,
  ec2Image,
  ec2Instance,
  ec2Snapshot,
  ec2Volume,
  ecrRepository,
  ecsTaskDefinition,
  efsFileSystem,
  eksCluster,
  eventsEventBus,
  glueCatalog,
  glueDatabase,
  glueJob,
  kinesisStream,
  kmsKey,
  lambdaFunction,
  logsLogGroup,
  openSearchDomain,
  rdsDbClusterSnapshot,
  rdsDbCluster,
  rdsDbInstance,
  rdsDbSnapshot,
  redshiftCluster,
  s3Bucket,
  s3ExpressDirectoryBucket,
  sageMakerNotebookInstance,
  secretsManagerSecret,
  snsTopic,
  sqsQueue,
  ssmDocument,
  ssmParameter,
  stepFunctionsStateMachine,
] as const;

type Known = (typeof RESOURCE_TYPES)[number];

/** CloudFormation type names with a schema. */
export type KnownType = Known['type'];

type FieldsByType = { readonly [K in Known as K['type']]: K['fields']['_output'] };

/** The fields of a type, as its schema reads them. */
export type FieldsOf<T extends KnownType> = FieldsByType[T];
