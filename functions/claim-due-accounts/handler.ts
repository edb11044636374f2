import { METRICS } from '../../shared/contract/metrics.ts';
import { claimResultSchema, sweepEventSchema } from '../../shared/contract/payloads.ts';
import { documentClient, s3Client } from '../aws/clients.ts';
import { directoryTable } from '../aws/directory-table.ts';
import { runBucket } from '../aws/run-bucket.ts';
import { required } from '../runtime/environment.ts';
import { step } from '../runtime/step.ts';
import { claimDueAccounts } from './claim-due-accounts.ts';

const ports = {
  directory: directoryTable(documentClient(), required('directoryTable')),
  bucket: runBucket(s3Client(), required('runBucket')),
  openRunsLimit: Number(required('openRunsLimit')),
};

export const handler = step({
  event: sweepEventSchema,
  result: claimResultSchema,
  run: async (event, count) => {
    const result = await claimDueAccounts(event, ports);
    count(METRICS.accountsDue, result.due);
    count(METRICS.accountsClaimed, result.count);
    return result;
  },
});
