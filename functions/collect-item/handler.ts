import { METRICS } from '../../shared/contract/metrics.ts';
import { collectItemEventSchema, collectItemResultSchema } from '../../shared/contract/payloads.ts';
import { accountReaders } from '../aws/account-readers.ts';
import { documentClient, kmsClient, s3Client, stsClient } from '../aws/clients.ts';
import { customerVault } from '../aws/customer-vault.ts';
import { runBucket } from '../aws/run-bucket.ts';
import { tenantTable } from '../aws/tenant-table.ts';
import { systemClock } from '../runtime/clock.ts';
import { optional, required } from '../runtime/environment.ts';
import { step } from '../runtime/step.ts';
import { collectItem } from './collect-item.ts';

const kms = kmsClient();
const ports = {
  tenants: tenantTable(documentClient(), required('tenantTable')),
  bucket: runBucket(s3Client(), required('runBucket')),
  readers: accountReaders(stsClient(), required('scannerRoleArn'), optional('snapshotDoor')),
  clock: systemClock,
};

export const handler = step({
  event: collectItemEventSchema,
  result: collectItemResultSchema,
  run: async (event, count) => {
    const result = await collectItem(event, { ...ports, vault: customerVault(kms) });
    count(METRICS.itemsCollected, 1);
    count(METRICS.cacheWrites, result.written);
    return result;
  },
});
