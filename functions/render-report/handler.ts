import { renderReportEventSchema, renderReportResultSchema } from '../../shared/contract/payloads.ts';
import { accountAnalysis } from '../analysis/account-analysis.ts';
import { withService } from '../aws/service.ts';
import { step } from '../runtime/step.ts';
import { renderReport } from './render-report.ts';

export const handler = step({
  event: renderReportEventSchema,
  result: renderReportResultSchema,
  run: (event) => withService((service) => renderReport(event, { ...service, analysis: accountAnalysis })),
});
