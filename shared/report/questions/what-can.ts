import type { AccessLine } from '../../access/verdict.ts';
import type { Asking } from './asking.ts';

/** Everything that a principal can do, in the order of the run: by resource, service and capability. */
export function whatCan(asking: Asking, principalArn: string): readonly AccessLine[] {
  return asking.linesOf(principalArn);
}
