import { planAnalysisEventSchema, planAnalysisResultSchema } from '../../shared/contract/payloads.ts';
import { accountAnalysis } from '../analysis/account-analysis.ts';
import { documentClient, kmsClient, s3Client } from '../aws/clients.ts';
import { customerVault } from '../aws/customer-vault.ts';
import { directoryTable } from '../aws/directory-table.ts';
import { runBucket } from '../aws/run-bucket.ts';
import { tenantTable } from '../aws/tenant-table.ts';
import { systemClock } from '../runtime/clock.ts';
import { required } from '../runtime/environment.ts';
import { step } from '../runtime/step.ts';
import { planAnalysis } from './plan-analysis.ts';

/** Principals of one shard: some seconds of work, and few shards for most accounts. */
const PRINCIPALS_PER_SHARD = 1000;

const client = documentClient();
const kms = kmsClient();
const ports = {
  tenants: tenantTable(client, required('tenantTable')),
  directory: directoryTable(client, required('directoryTable')),
  bucket: runBucket(s3Client(), required('runBucket')),
  analysis: accountAnalysis,
  clock: systemClock,
  principalsPerShard: PRINCIPALS_PER_SHARD,
};

export const handler = step({
  event: planAnalysisEventSchema,
  result: planAnalysisResultSchema,
  run: (event) => planAnalysis(event, { ...ports, vault: customerVault(kms) }),
});
