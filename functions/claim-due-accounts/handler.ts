import { METRICS } from '../../shared/contract/metrics.ts';
import { claimResultSchema, sweepEventSchema } from '../../shared/contract/payloads.ts';
import { withService } from '../aws/service.ts';
import { required } from '../runtime/environment.ts';
import { step } from '../runtime/step.ts';
import { claimDueAccounts } from './claim-due-accounts.ts';

const openRunsLimit = Number(required('openRunsLimit'));

export const handler = step({
  event: sweepEventSchema,
  result: claimResultSchema,
  run: async (event, { count }) => {
    const result = await withService((service) => claimDueAccounts(event, { ...service, openRunsLimit }));
    count(METRICS.accountsDue, result.due);
    count(METRICS.accountsClaimed, result.count);
    return result;
  },
});
