import { publishIndexEventSchema, publishIndexResultSchema } from '../../shared/contract/payloads.ts';
import { withService } from '../aws/service.ts';
import { step } from '../runtime/step.ts';
import { publishIndexStep } from './publish-index.ts';

export const handler = step({
  event: publishIndexEventSchema,
  result: publishIndexResultSchema,
  run: (event) => withService((service) => publishIndexStep(event, service)),
});
