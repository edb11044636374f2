import { METRICS } from '../../shared/contract/metrics.ts';
import { recordFailureEventSchema, recordFailureResultSchema } from '../../shared/contract/payloads.ts';
import { withService } from '../aws/service.ts';
import { step } from '../runtime/step.ts';
import { recordFailure } from './record-failure.ts';

export const handler = step({
  event: recordFailureEventSchema,
  result: recordFailureResultSchema,
  run: async (event, { count }) => {
    const result = await withService((service) => recordFailure(event, service));
    if (result.recorded) count(METRICS.runsFailed, 1);
    return result;
  },
});
