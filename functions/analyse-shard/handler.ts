import { METRICS } from '../../shared/contract/metrics.ts';
import { analyseShardEventSchema, analyseShardResultSchema } from '../../shared/contract/payloads.ts';
import { accountAnalysis } from '../analysis/account-analysis.ts';
import { withService } from '../aws/service.ts';
import { step } from '../runtime/step.ts';
import { analyseShard } from './analyse-shard.ts';

export const handler = step({
  event: analyseShardEventSchema,
  result: analyseShardResultSchema,
  run: async (event, { count }) => {
    const result = await withService((service) => analyseShard(event, { ...service, analysis: accountAnalysis }));
    count(METRICS.accessRows, result.rows);
    return result;
  },
});
