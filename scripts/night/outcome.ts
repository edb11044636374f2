import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { RUN_FILES, runPrefix } from '../../shared/contract/object-keys.ts';
import { failureItemSchema } from '../../shared/contract/tenant-items.ts';
import { tenantKeys } from '../../shared/contract/tenant-keys.ts';
import type { EstateNight } from './estate-night.ts';
import type { NightPorts } from './ports.ts';

/** How one account's night ended. */
export interface AccountOutcome {
  readonly customerId: string;
  readonly accountId: string;
  readonly date: string;
  /** Of its manifest, or `failed` where there is no run. */
  readonly status: 'complete' | 'partial' | 'failed';
  readonly principals: number;
  readonly resources: number;
  readonly rows: number;
  /** Critical and high ones. */
  readonly findingsOfNote: number;
  /** What the last attempt failed with; null where it did not. */
  readonly failure: string | null;
}

/** What the line needs of a manifest. */
const manifestSchema = z.object({
  status: z.enum(['complete', 'partial', 'failed']),
  counts: z.object({
    principals: z.number(),
    resources: z.number(),
    accessRows: z.number(),
    findings: z.object({ critical: z.number(), high: z.number() }),
  }),
});

/** The outcome of each account of a night, from the mirrored runs and the failures that were recorded. */
export async function outcomesOf(night: EstateNight, out: string, ports: NightPorts): Promise<AccountOutcome[]> {
  const outcomes: AccountOutcome[] = [];
  for (const customer of night.customers) {
    for (const { accountId } of customer.accounts) {
      const place = { customerId: customer.id, accountId, date: night.date };
      const path = join(out, runPrefix(customer.id, accountId, night.date), RUN_FILES.manifest);
      if (existsSync(path)) {
        const { status, counts } = manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
        const { principals, resources, accessRows: rows, findings } = counts;
        const findingsOfNote = findings.critical + findings.high;
        outcomes.push({ ...place, status, principals, resources, rows, findingsOfNote, failure: null });
      } else {
        const failures = await ports.tenants
          .rowsOf(customer.id)
          .query(`${tenantKeys.failure(accountId, night.date, 0).slice(0, -1)}`, failureItemSchema);
        const failure = failures.at(-1)?.row.errorName ?? 'nothing was started';
        outcomes.push({ ...place, status: 'failed', principals: 0, resources: 0, rows: 0, findingsOfNote: 0, failure });
      }
    }
  }
  return outcomes;
}
