import { listNightsResultSchema, sweepEventSchema } from '../../shared/contract/payloads.ts';
import { withService } from '../aws/service.ts';
import { step } from '../runtime/step.ts';
import { listDueNights } from './list-due-nights.ts';

export const handler = step({
  event: sweepEventSchema,
  result: listNightsResultSchema,
  run: () => withService((service) => listDueNights(service)),
});
