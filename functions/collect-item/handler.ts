import { METRICS } from '../../shared/contract/metrics.ts';
import { collectItemEventSchema, collectItemResultSchema } from '../../shared/contract/payloads.ts';
import { accountReaders } from '../aws/account-readers.ts';
import { withService } from '../aws/service.ts';
import { optional, required } from '../runtime/environment.ts';
import { step } from '../runtime/step.ts';
import { collectItem } from './collect-item.ts';

const readers = accountReaders(required('scannerRoleArn'), optional('snapshotDoor'));

export const handler = step({
  event: collectItemEventSchema,
  result: collectItemResultSchema,
  run: async (event, { count }) => {
    const result = await withService((service) => collectItem(event, { ...service, readers }));
    count(METRICS.itemsCollected, 1);
    count(METRICS.cacheWrites, result.written);
    return result;
  },
});
