import { Duration, Stack, Tags } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { ServiceFunctions } from './functions/service-functions.ts';
import { FailedExecutions } from './schedule/failed-executions.ts';
import { QuarterHour } from './schedule/quarter-hour.ts';
import type { StageConfig } from './stages.ts';
import { Machines } from './statemachines/machines.ts';
import { Store } from './store/store.ts';

export interface NightjarStackProps {
  readonly config: StageConfig;
  readonly bundleFolder: string;
  readonly functionNames: readonly string[];
}

/** The nightly service of one stage: data, functions, machines, schedules. */
export class NightjarStack extends Stack {
  constructor(scope: Construct, id: string, props: NightjarStackProps) {
    const { config } = props;
    super(scope, id, {
      env: { account: config.account, region: config.region },
      description: `Nightjar, stage ${config.stage}: the nightly service`,
      terminationProtection: true,
    });
    Tags.of(this).add('nightjar:stage', config.stage);
    Tags.of(this).add('nightjar:zone', config.zone);

    const store = new Store(this, 'Store');
    const functions = new ServiceFunctions(this, 'Functions', {
      store,
      config,
      bundleFolder: props.bundleFolder,
      names: props.functionNames,
    });
    const machines = new Machines(this, 'Machines', { store, functions, config });
    // Pointers only: start times and execution events, which hold ids.
    const deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(deadLetters, 'AwsSolutions-SQS3', 'it is the dead-letter queue of the others');
    new QuarterHour(this, 'Sweep', machines.nightly, deadLetters);
    new QuarterHour(this, 'Closing', machines.closeNight, deadLetters);
    new FailedExecutions(this, 'FailedExecutions', machines.account, functions.get('record-failure'), deadLetters);
  }
}
