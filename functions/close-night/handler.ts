import { METRICS } from '../../shared/contract/metrics.ts';
import { closeNightEventSchema, closeNightResultSchema } from '../../shared/contract/payloads.ts';
import { withService } from '../aws/service.ts';
import { step } from '../runtime/step.ts';
import { closeNight } from './close-night.ts';

export const handler = step({
  event: closeNightEventSchema,
  result: closeNightResultSchema,
  run: async (event, { count }) => {
    const result = await withService((service) => closeNight(event, service));
    count(result.state === 'late' ? METRICS.nightsLate : METRICS.nightsClosed, 1);
    return result;
  },
});
