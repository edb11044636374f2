import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ServiceFunction } from '../functions/service-function.ts';
import type { Machine } from '../statemachines/machine.ts';

/**
 * Tells record-failure of every account execution that failed, timed out or was aborted: an execution that times out
 * catches nothing, and `States.ALL` does not catch everything.
 */
export class FailedExecutions extends Construct {
  constructor(scope: Construct, id: string, machine: Machine, recorder: ServiceFunction, deadLetters: Queue) {
    super(scope, id);
    new Rule(this, 'Rule', {
      description: 'Nightjar: account executions that failed, timed out or were aborted',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          stateMachineArn: [machine.machine.stateMachineArn],
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
        },
      },
      targets: [
        // The library types Version.role and IFunction.role differently under exactOptionalPropertyTypes.
        new LambdaFunction(recorder.version as IFunction, {
          deadLetterQueue: deadLetters,
          maxEventAge: Duration.hours(6),
          retryAttempts: 20,
        }),
      ],
    });
  }
}
