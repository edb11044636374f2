/**
 * An ARN taken apart: `arn:partition:service:region:account:resource`. Everything after the fifth colon is one
 * component, in which colons are ordinary characters (E20).
 *
 * Page: IAM/latest/UserGuide/reference-arns.html
 */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** The six components, or null where the text has fewer than five colons or does not begin with `arn`. */
export function splitArn(text: string): Arn | null {
  const parts = text.split(':');
  if (parts.length < 6 || parts[0] !== 'arn') return null;
  const [, partition = '', service = '', region = '', account = ''] = parts;
  return { partition, service, region, account, resource: parts.slice(5).join(':') };
}

/** The action's service, in lower case: what stands before the first colon (`s3` of `s3:GetObject`). */
export function serviceOfAction(action: string): string {
  return (action.split(':')[0] ?? '').toLowerCase();
}
