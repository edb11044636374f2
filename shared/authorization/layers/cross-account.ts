import { ownAccountOnly } from '../../catalog/resource-policies.ts';
import type { Question } from '../question.ts';
import { NO, type Tri, YES } from '../truth.ts';
import { keyShutToOthers } from './key-policy.ts';

/** What no policy opens to a caller of another account: other partitions (A07), some operations (M14, M23, H05, M20). */
export function shutToOthers(question: Question): Tri {
  if (crossesPartitions(question)) return YES;
  const { action, service, resource } = question;
  if (question.principal.kind === 'service') return NO;
  if (service === 'kms') return keyShutToOthers(question);
  if (service === 's3') return action === 's3:putbucketpolicy' || action === 's3:deletebucketpolicy' ? YES : NO;
  if (!isOfService(resource, service)) return NO;
  return ownAccountOnly(service, action.slice(service.length + 1)) === null ? NO : YES;
}

/** The catalogue's lists speak of a service's own resources. */
function isOfService(resource: string, service: string): boolean {
  const at = resource.indexOf(':', 4) + 1;
  return resource.startsWith(service, at) && resource.charCodeAt(at + service.length) === COLON;
}

const COLON = 58;

/** Delegation works only inside one partition (A07). */
function crossesPartitions({ callerPartition, resource }: Question): boolean {
  if (callerPartition === null || !resource.startsWith('arn:')) return false;
  return !(resource.startsWith(callerPartition, 4) && resource.charCodeAt(4 + callerPartition.length) === COLON);
}
