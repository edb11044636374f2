import { validation } from './errors.ts';

/** A decimal: `digits` × 10^`exponent`, without trailing zeros. */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
const MOST_DIGITS = 38;

/** Reads a number as DynamoDB does: up to 38 significant digits, magnitudes from 1E-130 to 9.9…E+125. */
export function parseNumber(text: string): Decimal {
  const parts = NUMBER.exec(text);
  const [, sign = '', whole = '', fraction = '', power = '0'] = parts ?? [];
  if (!parts || (whole === '' && fraction === '')) {
    throw validation(`The parameter cannot be converted to a numeric value: ${text}`);
  }
  let digits = BigInt(`${whole}${fraction}`);
  let exponent = Number(power) - fraction.length;
  if (digits === 0n) return { digits: 0n, exponent: 0 };
  while (digits % 10n === 0n) {
    digits /= 10n;
    exponent += 1;
  }
  const length = digits.toString().length;
  if (length > MOST_DIGITS) throw validation('Attempting to store more than 38 significant digits in a Number');
  const magnitude = length + exponent;
  if (magnitude > 126)
    throw validation('Number overflow. Attempting to store a number with magnitude larger than supported range');
  if (magnitude < -129)
    throw validation('Number underflow. Attempting to store a number with magnitude smaller than supported range');
  return { digits: sign === '-' ? -digits : digits, exponent };
}

/** The text in which DynamoDB returns a number. */
export function normalNumber(text: string): string {
  return format(parseNumber(text));
}

export function compareNumbers(one: string, other: string): number {
  const [a, b] = aligned(parseNumber(one), parseNumber(other));
  return a < b ? -1 : a > b ? 1 : 0;
}

export function addNumbers(one: string, other: string, sign: 1 | -1 = 1): string {
  const [a, b, exponent] = aligned(parseNumber(one), parseNumber(other));
  return normalNumber(`${a + BigInt(sign) * b}e${exponent}`);
}

function aligned(one: Decimal, other: Decimal): [bigint, bigint, number] {
  const exponent = Math.min(one.exponent, other.exponent);
  const scale = ({ digits, exponent: own }: Decimal) => digits * 10n ** BigInt(own - exponent);
  return [scale(one), scale(other), exponent];
}

function format({ digits, exponent }: Decimal): string {
  const sign = digits < 0n ? '-' : '';
  const text = (digits < 0n ? -digits : digits).toString();
  if (exponent >= 0) return `${sign}${text}${'0'.repeat(exponent)}`;
  const point = text.length + exponent;
  if (point > 0) return `${sign}${text.slice(0, point)}.${text.slice(point)}`;
  return `${sign}0.${'0'.repeat(-point)}${text}`;
}
