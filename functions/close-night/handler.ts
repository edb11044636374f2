import { METRICS } from '../../shared/contract/metrics.ts';
import { closeNightEventSchema, closeNightResultSchema } from '../../shared/contract/payloads.ts';
import { documentClient } from '../aws/clients.ts';
import { directoryTable } from '../aws/directory-table.ts';
import { tenantTable } from '../aws/tenant-table.ts';
import { systemClock } from '../runtime/clock.ts';
import { required } from '../runtime/environment.ts';
import { step } from '../runtime/step.ts';
import { closeNight } from './close-night.ts';

const client = documentClient();
const ports = {
  tenants: tenantTable(client, required('tenantTable')),
  directory: directoryTable(client, required('directoryTable')),
  clock: systemClock,
};

export const handler = step({
  event: closeNightEventSchema,
  result: closeNightResultSchema,
  run: async (event, count) => {
    const result = await closeNight(event, ports);
    count(result.state === 'late' ? METRICS.nightsLate : METRICS.nightsClosed, 1);
    return result;
  },
});
