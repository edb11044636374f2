import { greatest } from '../evidence.ts';
import type { Question } from '../question.ts';
import { NO, type Tri } from '../truth.ts';
import { accessPointAccount } from './access-point.ts';
import { isPublicPolicy } from './public-policy.ts';

/**
 * Whether RestrictPublicBuckets stops the request: beside a public policy only AWS services and callers of the account
 * that owns the bucket (or the access point) remain, also where another statement names them (I04). The most
 * restrictive setting applies (I05); a VPC's access point is never public (I07).
 *
 * Page: AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function restrictedToOwner(question: Question, ownAccount: boolean): Tri {
  const s3 = question.facts?.s3 ?? null;
  if (s3 === null || question.service !== 's3' || question.principal.kind === 'service') return NO;
  const { accessPoint } = s3;
  const restricts =
    s3.publicAccessBlock?.restrictPublicBuckets === true ||
    accessPoint?.publicAccessBlock?.restrictPublicBuckets === true;
  if (!restricts) return NO;
  const caller = question.callerAccount;
  if (caller !== null && (ownAccount || caller === accessPointAccount(question))) return NO;
  const policy = question.world.resourcePolicy;
  const bucket = policy === null ? NO : isPublicPolicy(policy.document, 'bucket');
  if (accessPoint === null || accessPoint.policy === null || accessPoint.vpcId !== null) return bucket;
  const point = isPublicPolicy(accessPoint.policy.document, 'access-point');
  return greatest(point, bucket);
}
