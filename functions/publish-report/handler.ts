import { METRICS } from '../../shared/contract/metrics.ts';
import { publishReportEventSchema, publishReportResultSchema } from '../../shared/contract/payloads.ts';
import { withService } from '../aws/service.ts';
import { step } from '../runtime/step.ts';
import { publishReport } from './publish-report.ts';

export const handler = step({
  event: publishReportEventSchema,
  result: publishReportResultSchema,
  run: async (event, { count }) => {
    const result = await withService((service) => publishReport(event, service));
    count(METRICS.runsPublished, 1);
    return result;
  },
});
