/** The six components of an ARN (`reference-arns.html`). `resource` is everything after the fifth colon, colons included. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  /** Empty where the service's ARNs carry none. */
  readonly region: string;
  /** Empty where the ARN carries none (S3, rule A08). */
  readonly accountId: string;
  readonly resource: string;
}

/** Splits an ARN at its first five colons; null where the text is no ARN. Patterns split the same way (E20). */
export function parseArn(text: string): Arn | null {
  if (!text.startsWith('arn:')) return null;
  const second = text.indexOf(':', 4);
  if (second < 0) return null;
  const third = text.indexOf(':', second + 1);
  if (third < 0) return null;
  const fourth = text.indexOf(':', third + 1);
  if (fourth < 0) return null;
  const fifth = text.indexOf(':', fourth + 1);
  if (fifth < 0) return null;
  return {
    partition: text.slice(4, second),
    service: text.slice(second + 1, third),
    region: text.slice(third + 1, fourth),
    accountId: text.slice(fourth + 1, fifth),
    resource: text.slice(fifth + 1),
  };
}

/** The text as at most six components: split at the first five colons, for ARNs and for patterns of them alike. */
export function arnComponents(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  while (parts.length < 5) {
    const colon = text.indexOf(':', from);
    if (colon < 0) break;
    parts.push(text.slice(from, colon));
    from = colon + 1;
  }
  parts.push(text.slice(from));
  return parts;
}

/** True for twelve decimal digits: an account id. */
export function isAccountId(text: string): boolean {
  if (text.length !== 12) return false;
  for (let i = 0; i < 12; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 48 || unit > 57) return false;
  }
  return true;
}
