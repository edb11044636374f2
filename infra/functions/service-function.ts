import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  type Version,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../../shared/contract/environment.ts';
import { METRICS } from '../../shared/contract/metrics.ts';
import type { LogDays, StageConfig } from '../stages.ts';
import type { Store } from '../store/store.ts';
import type { FunctionNeeds } from './function-table.ts';

export interface ServiceFunctionProps {
  /** Folder under `functions/`, and of the bundle. */
  readonly name: string;
  readonly needs: FunctionNeeds;
  readonly bundleFolder: string;
  readonly store: Store;
  readonly config: StageConfig;
}

/** One step of the night as a function: its bundle, its own role, its own log group. */
export class ServiceFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const { name, needs, store, config } = props;
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RETENTION[config.logDays],
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', {
      description: `Nightjar: ${name}`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [`${logGroup.logGroupArn}`],
      }),
    );
    this.readDirectory(needs, store);
    this.function = new LambdaFunction(this, 'Function', {
      description: `Nightjar: ${needs.description}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(join(props.bundleFolder, name)),
      role: this.role,
      timeout: Duration.seconds(needs.timeoutSeconds),
      memorySize: needs.memoryMb,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      environment: {
        [ENVIRONMENT.stage]: config.stage,
        [ENVIRONMENT.tenantTable]: store.tenantTable.tableName,
        [ENVIRONMENT.directoryTable]: store.directoryTable.tableName,
        [ENVIRONMENT.runBucket]: store.runBucket.bucketName,
        [ENVIRONMENT.serviceName]: name,
        [ENVIRONMENT.metricsNamespace]: METRICS.namespace,
        [ENVIRONMENT.logLevel]: 'INFO',
        NODE_OPTIONS: '--enable-source-maps',
      },
      // An execution that began with a version ends with it; versions are kept.
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
    });
  }

  /** What a state machine names: the version of this deployment. */
  get version(): Version {
    return this.function.currentVersion;
  }

  private readDirectory(needs: FunctionNeeds, store: Store): void {
    this.role.addToPolicy(
      new PolicyStatement({
        sid: 'Directory',
        actions: needs.directory.map((call) => `dynamodb:${call}`),
        resources: [store.directoryTable.tableArn],
      }),
    );
    this.role.addToPolicy(
      new PolicyStatement({
        sid: 'KeyOfTheTables',
        actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
        resources: [store.key.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(this).region}.amazonaws.com` } },
      }),
    );
  }
}

export const RETENTION: Readonly<Record<LogDays, RetentionDays>> = {
  7: RetentionDays.ONE_WEEK,
  30: RetentionDays.ONE_MONTH,
  90: RetentionDays.THREE_MONTHS,
  365: RetentionDays.ONE_YEAR,
};
