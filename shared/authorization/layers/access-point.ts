import { parseArn } from '../../policy/arn.ts';
import type { Question } from '../question.ts';
import { NO, type Tri, YES } from '../truth.ts';

/** The account that owns the access point of the request; null where the request goes through none. */
export function accessPointAccount({ facts }: Question): string | null {
  const arn = facts?.s3?.accessPoint?.arn;
  return arn === undefined ? null : (parseArn(arn)?.accountId ?? null);
}

/**
 * The resource as the access point's policy names it: `…:accesspoint/NAME` for the bucket,
 * `…:accesspoint/NAME/object/KEY` for an object (M15).
 */
export function accessPointResource({ facts, resource }: Question): string {
  const arn = facts?.s3?.accessPoint?.arn;
  if (arn === undefined || resource.startsWith(arn)) return resource;
  const slash = resource.indexOf('/');
  return slash < 0 ? arn : `${arn}/object/${resource.slice(slash + 1)}`;
}

/** An access point bound to a VPC rejects what does not come from there (AmazonS3 access-points-vpc). */
export function outsideItsVpc({ facts, lookup }: Question): Tri {
  const vpcId = facts?.s3?.accessPoint?.vpcId ?? null;
  if (vpcId === null) return NO;
  return lookup('aws:sourcevpc', 'aws:SourceVpc') === vpcId ? NO : YES;
}
