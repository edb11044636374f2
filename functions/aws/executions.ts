import { DescribeExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { executionArn } from '../../shared/contract/execution-names.ts';
import type { Executions } from '../ports/executions.ts';

/** Executions of the account machine, by name. */
export function executions(client: SFNClient, accountMachineArn: string): Executions {
  return {
    async status(name) {
      try {
        const arn = executionArn(accountMachineArn, name);
        const { status } = await client.send(new DescribeExecutionCommand({ executionArn: arn }));
        return status === 'RUNNING' || status === 'PENDING_REDRIVE' ? 'running' : 'closed';
      } catch (error) {
        if (error instanceof Error && error.name === 'ExecutionDoesNotExist') return 'absent';
        throw error;
      }
    },
  };
}
