import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../../shared/contract/environment.ts';
import { acknowledgeResource, attribute } from '../acknowledge.ts';
import type { ServiceFunctions } from '../functions/service-functions.ts';
import type { StageConfig } from '../stages.ts';
import type { Store } from '../store/store.ts';
import { executionsOf, Machine } from './machine.ts';

export interface MachinesProps {
  readonly store: Store;
  readonly functions: ServiceFunctions;
  readonly config: StageConfig;
}

/** The three machines of the night. */
export class Machines extends Construct {
  readonly account: Machine;
  readonly nightly: Machine;
  readonly closeNight: Machine;

  constructor(scope: Construct, id: string, props: MachinesProps) {
    super(scope, id);
    const { store, functions, config } = props;
    const stack = Stack.of(this);
    this.account = new Machine(this, 'Account', { name: 'account', functions, config });
    this.lookAtExecutions(functions);
    this.nightly = new Machine(this, 'Nightly', {
      name: 'nightly',
      functions,
      config,
      substitutions: {
        AccountMachineArn: this.account.machine.stateMachineArn,
        RunBucketName: store.runBucket.bucketName,
      },
      statements: [
        new PolicyStatement({
          sid: 'AccountExecutions',
          actions: ['states:StartExecution'],
          resources: [this.account.machine.stateMachineArn],
        }),
        new PolicyStatement({
          sid: 'SweepLists',
          actions: ['s3:GetObject', 's3:PutObject'],
          resources: [store.runBucket.arnForObjects('sweeps/*')],
        }),
        new PolicyStatement({
          sid: 'KeyOfSweepLists',
          actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
          resources: [store.key.keyArn],
          conditions: { StringEquals: { 'kms:ViaService': `s3.${stack.region}.amazonaws.com` } },
        }),
      ],
    });
    const lists = `${attribute(store.runBucket, 'Arn')}/sweeps/*`;
    acknowledgeResource(this.nightly.machine.role, lists, 'sweep lists and map results are named by their slot');
    this.nightly.allowMapRuns();
    this.closeNight = new Machine(this, 'CloseNight', { name: 'close-night', functions, config });
  }

  /** reconcile-runs asks whether an account's execution still runs. */
  private lookAtExecutions(functions: ServiceFunctions): void {
    const { machine } = this.account;
    const reconciler = functions.get('reconcile-runs');
    reconciler.function.addEnvironment(ENVIRONMENT.accountMachineArn, machine.stateMachineArn);
    reconciler.role.addToPolicy(
      new PolicyStatement({
        sid: 'AccountExecutions',
        actions: ['states:DescribeExecution'],
        resources: [
          Stack.of(this).formatArn({
            service: 'states',
            resource: 'execution',
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            resourceName: `${machine.stateMachineName}:*`,
          }),
        ],
      }),
    );
    acknowledgeResource(
      reconciler.role,
      executionsOf(this.account.machine, ':'),
      'executions of the account machine are named by run',
    );
  }
}
