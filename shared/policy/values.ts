/** Reading of typed values, shared by the parser (is the value valid?) and the condition operators (what is it worth?). */

/** A decimal number, kept so that comparing is exact (F15). */
export interface Decimal {
  readonly approximate: number;
  /** Only where the digits do not fit a double: the digits without point, and how many stand behind it. */
  readonly exact: { readonly digits: bigint; readonly scale: number } | null;
}

/** Digits, at most one point between them, an optional sign; null where the text is no such number. */
export function decimalOf(text: string): Decimal | null {
  const first = text.charCodeAt(0);
  const from = first === 45 || first === 43 ? 1 : 0;
  let point = -1;
  for (let i = from; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 46 && point < 0) point = i;
    else if (unit < 48 || unit > 57) return null;
  }
  if (text.length === from || point === from || point === text.length - 1) return null;
  const approximate = Number(text);
  if (text.length <= 15) return { approximate, exact: null };
  return { approximate, exact: exactly(text, point) };
}

/** Less than, equal to or greater than zero, as `left` is less than, equal to or greater than `right`. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  if (left.approximate !== right.approximate) return left.approximate < right.approximate ? -1 : 1;
  if (left.exact === null && right.exact === null) return 0;
  const a = left.exact ?? exactly(String(left.approximate), String(left.approximate).indexOf('.'));
  const b = right.exact ?? exactly(String(right.approximate), String(right.approximate).indexOf('.'));
  const x = a.digits * 10n ** BigInt(b.scale);
  const y = b.digits * 10n ** BigInt(a.scale);
  return x < y ? -1 : x > y ? 1 : 0;
}

function exactly(text: string, point: number): { digits: bigint; scale: number } {
  const bare = text.startsWith('+') ? text.slice(1) : text;
  if (point < 0) return { digits: BigInt(bare), scale: 0 };
  return { digits: BigInt(bare.replace('.', '')), scale: text.length - point - 1 };
}

/** Anchored and without nested repetition: linear in the text. */
const ISO_8601 = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d))?)?)?$/;

/**
 * Milliseconds since 1970 of an ISO 8601 date in the W3C profile (a time carries its zone) or of epoch seconds (F15);
 * null where the text is neither, or is a day that does not exist. Four digits are a year.
 */
export function dateOf(text: string): number | null {
  const found = ISO_8601.exec(text);
  if (found === null) return text !== '' && onlyDigits(text) ? Number(text) * 1000 : null;
  const field = (at: number, otherwise: number): number => (found[at] === undefined ? otherwise : Number(found[at]));
  const month = field(2, 1);
  const day = field(3, 1);
  const hour = field(4, 0);
  const minute = field(5, 0);
  const second = field(6, 0);
  const milliseconds = Number(`${found[7] ?? ''}000`.slice(0, 3));
  const local = Date.UTC(field(1, 0), month - 1, day, hour, minute, second, milliseconds);
  const date = new Date(local);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  return local - zoneOffset(found[8]);
}

/** `+01:00` is ahead of UTC: the same moment is an hour less in UTC. */
function zoneOffset(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const offset = (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * 60_000;
  return zone.startsWith('-') ? -offset : offset;
}

/** `true` or `false`, without case (F14); null where the text is neither. */
export function booleanOf(text: string): boolean | null {
  const folded = text.toLowerCase();
  return folded === 'true' ? true : folded === 'false' ? false : null;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 in its one canonical form, so that equal bytes are equal texts (F17); null where the text is none. */
export function binaryOf(text: string): string | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const end = text.length - padding;
  let last = 0;
  for (let i = 0; i < end; i++) {
    last = BASE64.indexOf(text.charAt(i));
    if (last < 0) return null;
  }
  if (padding === 0) return text;
  // The last character of an incomplete group carries bits that belong to no byte: clear them.
  const unused = padding === 2 ? 15 : 3;
  return text.slice(0, end - 1) + BASE64.charAt(last & ~unused);
}

function onlyDigits(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 48 || unit > 57) return false;
  }
  return true;
}
