import { METRICS } from '../../shared/contract/metrics.ts';
import { analyseShardEventSchema, analyseShardResultSchema } from '../../shared/contract/payloads.ts';
import { accountAnalysis } from '../analysis/account-analysis.ts';
import { documentClient, kmsClient, s3Client } from '../aws/clients.ts';
import { customerVault } from '../aws/customer-vault.ts';
import { runBucket } from '../aws/run-bucket.ts';
import { tenantTable } from '../aws/tenant-table.ts';
import { systemClock } from '../runtime/clock.ts';
import { required } from '../runtime/environment.ts';
import { step } from '../runtime/step.ts';
import { analyseShard } from './analyse-shard.ts';

const kms = kmsClient();
const ports = {
  tenants: tenantTable(documentClient(), required('tenantTable')),
  bucket: runBucket(s3Client(), required('runBucket')),
  analysis: accountAnalysis,
  clock: systemClock,
};

export const handler = step({
  event: analyseShardEventSchema,
  result: analyseShardResultSchema,
  run: async (event, count) => {
    const result = await analyseShard(event, { ...ports, vault: customerVault(kms) });
    count(METRICS.accessRows, result.rows);
    return result;
  },
});
