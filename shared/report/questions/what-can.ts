import type { AccessLine } from '../../access/verdict.ts';
import type { Run } from '../read-run.ts';

/** Everything that a principal can do, in the order of the run: by resource, service and capability. */
export function whatCan(run: Run, principalArn: string): readonly AccessLine[] {
  const found: AccessLine[] = [];
  for (const line of run.accessLines()) if (line.principalArn === principalArn) found.push(line);
  return found;
}
