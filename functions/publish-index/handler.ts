import { publishIndexEventSchema, publishIndexResultSchema } from '../../shared/contract/payloads.ts';
import { documentClient, s3Client } from '../aws/clients.ts';
import { directoryTable } from '../aws/directory-table.ts';
import { runBucket } from '../aws/run-bucket.ts';
import { tenantTable } from '../aws/tenant-table.ts';
import { required } from '../runtime/environment.ts';
import { step } from '../runtime/step.ts';
import { publishIndexStep } from './publish-index.ts';

const client = documentClient();
const ports = {
  tenants: tenantTable(client, required('tenantTable')),
  directory: directoryTable(client, required('directoryTable')),
  bucket: runBucket(s3Client(), required('runBucket')),
};

export const handler = step({
  event: publishIndexEventSchema,
  result: publishIndexResultSchema,
  run: (event) => publishIndexStep(event, ports),
});
