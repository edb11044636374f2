import { METRICS } from '../../shared/contract/metrics.ts';
import { publishReportEventSchema, publishReportResultSchema } from '../../shared/contract/payloads.ts';
import { documentClient, s3Client } from '../aws/clients.ts';
import { runBucket } from '../aws/run-bucket.ts';
import { tenantTable } from '../aws/tenant-table.ts';
import { systemClock } from '../runtime/clock.ts';
import { required } from '../runtime/environment.ts';
import { step } from '../runtime/step.ts';
import { publishReport } from './publish-report.ts';

const ports = {
  tenants: tenantTable(documentClient(), required('tenantTable')),
  bucket: runBucket(s3Client(), required('runBucket')),
  clock: systemClock,
};

export const handler = step({
  event: publishReportEventSchema,
  result: publishReportResultSchema,
  run: async (event, count) => {
    const result = await publishReport(event, ports);
    count(METRICS.runsPublished, 1);
    return result;
  },
});
