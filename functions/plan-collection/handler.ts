import { planCollectionEventSchema, planCollectionResultSchema } from '../../shared/contract/payloads.ts';
import { documentClient } from '../aws/clients.ts';
import { tenantTable } from '../aws/tenant-table.ts';
import { systemClock } from '../runtime/clock.ts';
import { required } from '../runtime/environment.ts';
import { step } from '../runtime/step.ts';
import { planCollection } from './plan-collection.ts';

const ports = { tenants: tenantTable(documentClient(), required('tenantTable')), clock: systemClock };

export const handler = step({
  event: planCollectionEventSchema,
  result: planCollectionResultSchema,
  run: (event) => planCollection(event, ports),
});
