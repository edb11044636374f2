import { planCollectionEventSchema, planCollectionResultSchema } from '../../shared/contract/payloads.ts';
import { withService } from '../aws/service.ts';
import { step } from '../runtime/step.ts';
import { planCollection } from './plan-collection.ts';

export const handler = step({
  event: planCollectionEventSchema,
  result: planCollectionResultSchema,
  run: (event) => withService((service) => planCollection(event, service)),
});
