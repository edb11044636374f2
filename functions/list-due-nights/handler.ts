import { listNightsResultSchema, sweepEventSchema } from '../../shared/contract/payloads.ts';
import { documentClient } from '../aws/clients.ts';
import { directoryTable } from '../aws/directory-table.ts';
import { systemClock } from '../runtime/clock.ts';
import { required } from '../runtime/environment.ts';
import { step } from '../runtime/step.ts';
import { listDueNights } from './list-due-nights.ts';

const ports = { directory: directoryTable(documentClient(), required('directoryTable')), clock: systemClock };

export const handler = step({
  event: sweepEventSchema,
  result: listNightsResultSchema,
  run: () => listDueNights(ports),
});
