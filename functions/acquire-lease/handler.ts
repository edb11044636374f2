import { acquireLeaseEventSchema, leaseSchema } from '../../shared/contract/payloads.ts';
import { documentClient } from '../aws/clients.ts';
import { directoryTable } from '../aws/directory-table.ts';
import { tenantTable } from '../aws/tenant-table.ts';
import { systemClock } from '../runtime/clock.ts';
import { required } from '../runtime/environment.ts';
import { step } from '../runtime/step.ts';
import { acquireLease } from './acquire-lease.ts';

const client = documentClient();
const ports = {
  tenants: tenantTable(client, required('tenantTable')),
  directory: directoryTable(client, required('directoryTable')),
  clock: systemClock,
};

export const handler = step({
  event: acquireLeaseEventSchema,
  result: leaseSchema,
  run: (event) => acquireLease(event, ports),
});
