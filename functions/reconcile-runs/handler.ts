import type { OpenRunItem } from '../../shared/contract/directory-items.ts';
import { METRICS } from '../../shared/contract/metrics.ts';
import { reconcileResultSchema, sweepEventSchema } from '../../shared/contract/payloads.ts';
import { sfnClient } from '../aws/clients.ts';
import { executions } from '../aws/executions.ts';
import { withService } from '../aws/service.ts';
import { required } from '../runtime/environment.ts';
import { failureOf } from '../runtime/failure-of.ts';
import { step } from '../runtime/step.ts';
import { toStepError } from '../runtime/to-step-error.ts';
import { reconcileRuns } from './reconcile-runs.ts';

const accountExecutions = executions(sfnClient(), required('accountMachineArn'));

export const handler = step({
  event: sweepEventSchema,
  result: reconcileResultSchema,
  run: async (_event, { count, logger }) => {
    const stuck = (open: OpenRunItem, error: unknown) =>
      logger.error(`run \`${open.runId}\` of account \`${open.accountId}\` could not be finished`, {
        failure: failureOf(toStepError(error)),
      });
    const result = await withService((service) => reconcileRuns({ ...service, executions: accountExecutions, stuck }));
    count(METRICS.runsStuck, result.stuck);
    count(METRICS.runsReconciled, result.finished + result.failed);
    return result;
  },
});
