import type { History } from './history.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** An execution as the service keeps it. */
export interface Execution {
  readonly arn: string;
  readonly machine: string;
  readonly name: string;
  /** JSON text, exactly as given. */
  readonly input: string;
  readonly startedAt: number;
  status: ExecutionStatus;
  stoppedAt: number | null;
  output: string | null;
  error: string | null;
  cause: string | null;
  readonly history: History;
  readonly usage: { transitions: number };
  readonly controller: AbortController;
}

/** An execution as callers see it. */
export interface ExecutionDescription {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly startDate: number;
  readonly stopDate?: number;
  readonly input: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

export function describe(execution: Execution, stateMachineArn: string): ExecutionDescription {
  return {
    executionArn: execution.arn,
    stateMachineArn,
    name: execution.name,
    status: execution.status,
    startDate: execution.startedAt,
    input: execution.input,
    ...(execution.stoppedAt === null ? {} : { stopDate: execution.stoppedAt }),
    ...(execution.output === null ? {} : { output: execution.output }),
    ...(execution.error === null ? {} : { error: execution.error }),
    ...(execution.cause === null ? {} : { cause: execution.cause }),
  };
}

/** What EventBridge carries when an execution starts or closes. */
export interface StatusChangeEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': 'Step Functions Execution Status Change';
  readonly source: 'aws.states';
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: {
    readonly executionArn: string;
    readonly stateMachineArn: string;
    readonly name: string;
    readonly status: ExecutionStatus;
    readonly startDate: number;
    readonly stopDate: number | null;
    readonly input: string | null;
    readonly output: string | null;
    readonly error: string | null;
    readonly cause: string | null;
    readonly inputDetails: { readonly included: boolean };
    readonly outputDetails: { readonly included: boolean } | null;
  };
}

export function statusChange(execution: Execution, stateMachineArn: string, id: string): StatusChangeEvent {
  const [, , , region = '', account = ''] = execution.arn.split(':');
  return {
    version: '0',
    id,
    'detail-type': 'Step Functions Execution Status Change',
    source: 'aws.states',
    account,
    time: new Date(execution.stoppedAt ?? execution.startedAt).toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [execution.arn],
    detail: {
      executionArn: execution.arn,
      stateMachineArn,
      name: execution.name,
      status: execution.status,
      startDate: execution.startedAt,
      stopDate: execution.stoppedAt,
      input: execution.input,
      output: execution.output,
      error: execution.error,
      cause: execution.cause,
      inputDetails: { included: true },
      outputDetails: execution.output === null ? null : { included: true },
    },
  };
}
