/**
 * How the request's number stands to the policy's: negative for less, zero for equal, positive for greater (F15).
 * null: the request's text is no decimal number; undefined: the policy's is none. No wildcards, no variables (F18).
 */
export function compareNumbers(requestValue: string, policyValue: string): number | null | undefined {
  const wanted = decimal(policyValue);
  const found = decimal(requestValue);
  if (wanted === null) return undefined;
  return found === null ? null : compareDecimals(found, wanted);
}

interface Decimal {
  /** The number without its point. */
  readonly digits: bigint;
  /** How many of the digits stand behind the point. */
  readonly scale: number;
}

function decimal(text: string): Decimal | null {
  const found = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (found === null) return null;
  const [, sign, whole = '', fraction = ''] = found;
  const digits = BigInt(whole + fraction);
  return { digits: sign === '-' ? -digits : digits, scale: fraction.length };
}

function compareDecimals(a: Decimal, b: Decimal): number {
  const left = a.digits * 10n ** BigInt(b.scale);
  const right = b.digits * 10n ** BigInt(a.scale);
  return left < right ? -1 : left > right ? 1 : 0;
}
