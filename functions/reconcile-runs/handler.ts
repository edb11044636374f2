import { METRICS } from '../../shared/contract/metrics.ts';
import { reconcileResultSchema, sweepEventSchema } from '../../shared/contract/payloads.ts';
import { documentClient, s3Client, sfnClient } from '../aws/clients.ts';
import { directoryTable } from '../aws/directory-table.ts';
import { executions } from '../aws/executions.ts';
import { runBucket } from '../aws/run-bucket.ts';
import { tenantTable } from '../aws/tenant-table.ts';
import { systemClock } from '../runtime/clock.ts';
import { required } from '../runtime/environment.ts';
import { step } from '../runtime/step.ts';
import { reconcileRuns } from './reconcile-runs.ts';

const client = documentClient();
const ports = {
  tenants: tenantTable(client, required('tenantTable')),
  directory: directoryTable(client, required('directoryTable')),
  bucket: runBucket(s3Client(), required('runBucket')),
  executions: executions(sfnClient(), required('accountMachineArn')),
  clock: systemClock,
};

export const handler = step({
  event: sweepEventSchema,
  result: reconcileResultSchema,
  run: async (_event, count) => {
    const result = await reconcileRuns(ports);
    count(METRICS.runsReconciled, result.finished + result.failed);
    return result;
  },
});
