import { METRICS } from '../../shared/contract/metrics.ts';
import { recordFailureEventSchema, recordFailureResultSchema } from '../../shared/contract/payloads.ts';
import { documentClient } from '../aws/clients.ts';
import { directoryTable } from '../aws/directory-table.ts';
import { tenantTable } from '../aws/tenant-table.ts';
import { systemClock } from '../runtime/clock.ts';
import { required } from '../runtime/environment.ts';
import { step } from '../runtime/step.ts';
import { recordFailure } from './record-failure.ts';

const client = documentClient();
const ports = {
  tenants: tenantTable(client, required('tenantTable')),
  directory: directoryTable(client, required('directoryTable')),
  clock: systemClock,
};

export const handler = step({
  event: recordFailureEventSchema,
  result: recordFailureResultSchema,
  run: async (event, count) => {
    const result = await recordFailure(event, ports);
    if (result.recorded) count(METRICS.runsFailed, 1);
    return result;
  },
});
