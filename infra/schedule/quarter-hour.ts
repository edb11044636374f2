import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Machine } from '../statemachines/machine.ts';

/** Seconds after which a quarter hour that could not be started is left to the next one. */
const OLDEST_EVENT_SECONDS = 840;

/**
 * Starts a machine at every quarter hour UTC. Never at a local time: a local clock skips hours and repeats them, so
 * what is due is computed from the instant.
 */
export class QuarterHour extends Construct {
  constructor(scope: Construct, id: string, target: Machine, deadLetters: Queue) {
    super(scope, id);
    const { machine } = target;
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    role.addToPolicy(new PolicyStatement({ actions: ['states:StartExecution'], resources: [machine.stateMachineArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }));
    new CfnSchedule(this, 'Schedule', {
      description: 'Nightjar: every quarter hour',
      scheduleExpression: 'cron(0/15 * * * ? *)',
      scheduleExpressionTimezone: 'UTC',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: machine.stateMachineArn,
        roleArn: role.roleArn,
        input: JSON.stringify({ scheduledTime: '<aws.scheduler.scheduled-time>' }),
        retryPolicy: { maximumEventAgeInSeconds: OLDEST_EVENT_SECONDS, maximumRetryAttempts: 5 },
        deadLetterConfig: { arn: deadLetters.queueArn },
      },
    });
  }
}
