import { acquireLeaseEventSchema, leaseSchema } from '../../shared/contract/payloads.ts';
import { withService } from '../aws/service.ts';
import { step } from '../runtime/step.ts';
import { acquireLease } from './acquire-lease.ts';

export const handler = step({
  event: acquireLeaseEventSchema,
  result: leaseSchema,
  run: (event) => withService((service) => acquireLease(event, service)),
});
