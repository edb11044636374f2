import { planAnalysisEventSchema, planAnalysisResultSchema } from '../../shared/contract/payloads.ts';
import { accountAnalysis } from '../analysis/account-analysis.ts';
import { withService } from '../aws/service.ts';
import { step } from '../runtime/step.ts';
import { planAnalysis } from './plan-analysis.ts';

/** Principals of one shard: some seconds of work, and one shard for most accounts. */
const PRINCIPALS_PER_SHARD = 1000;

const analysis = { analysis: accountAnalysis, principalsPerShard: PRINCIPALS_PER_SHARD };

export const handler = step({
  event: planAnalysisEventSchema,
  result: planAnalysisResultSchema,
  run: (event) => withService((service) => planAnalysis(event, { ...service, ...analysis })),
});
