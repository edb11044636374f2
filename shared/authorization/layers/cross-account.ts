import type { Question } from '../question.ts';
import { NO, type Tri, YES } from '../truth.ts';
import { keyShutToOthers } from './key-policy.ts';

/** What no policy opens to a caller of another account: other partitions (A07), some operations (M14, H05, M20). */
export function shutToOthers(question: Question): Tri {
  if (crossesPartitions(question)) return YES;
  const { action } = question;
  if (action === 's3:putbucketpolicy' || action === 's3:deletebucketpolicy') {
    return question.principal.kind === 'service' ? NO : YES;
  }
  return keyShutToOthers(question);
}

const COLON = 58;

/** Delegation works only inside one partition (A07). */
function crossesPartitions({ callerPartition, resource }: Question): boolean {
  if (callerPartition === null || !resource.startsWith('arn:')) return false;
  return !(resource.startsWith(callerPartition, 4) && resource.charCodeAt(4 + callerPartition.length) === COLON);
}
