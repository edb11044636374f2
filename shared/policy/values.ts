/** Reading of typed values, shared by the parser (is the value valid?) and the condition operators (what is it worth?). */

/** The number of a text of at most fifteen plain digits, so that it is exact; NaN for every other text. */
export function plainNumberOf(text: string): number {
  if (text.length === 0 || text.length > 15) return Number.NaN;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 48 || unit > 57) return Number.NaN;
    value = value * 10 + unit - 48;
  }
  return value;
}

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

/**
 * Milliseconds since 1970 of an ISO 8601 date in the W3C profile (a time carries its zone) or of epoch seconds (F15);
 * null where the text is neither, or is a day that does not exist. Four digits are a year.
 */
export function dateOf(text: string): number | null {
  const { length } = text;
  if (length !== 4 && onlyDigits(text)) return length === 0 ? null : Number(text) * 1000;
  const year = digits(text, 0, 4);
  if (year < 0) return null;
  if (length === 4) return days(year, 1, 1) * DAY;
  const month = text.charCodeAt(4) === DASH ? digits(text, 5, 2) : -1;
  if (month < 1 || month > 12) return null;
  if (length === 7) return days(year, month, 1) * DAY;
  const day = text.charCodeAt(7) === DASH ? digits(text, 8, 2) : -1;
  if (day < 1 || day > daysIn(year, month)) return null;
  const date = days(year, month, day) * DAY;
  if (length === 10) return date;
  return text.charCodeAt(10) === LETTER_T ? timeOf(text, date) : null;
}

const DAY = 86_400_000;
const DASH = 45;
const PLUS = 43;
const POINT = 46;
const COLON = 58;
const LETTER_T = 84;
const LETTER_Z = 90;

/** `hh:mm`, seconds and fraction where they stand, and the zone that must: from the eleventh character on. */
function timeOf(text: string, date: number): number | null {
  const hour = digits(text, 11, 2);
  const minute = text.charCodeAt(13) === COLON ? digits(text, 14, 2) : -1;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return null;
  let time = date + hour * 3_600_000 + minute * 60_000;
  let at = 16;
  if (text.charCodeAt(at) === COLON) {
    const second = digits(text, 17, 2);
    if (second < 0 || second > 59) return null;
    time += second * 1000;
    at = 19;
    if (text.charCodeAt(at) === POINT) {
      const from = ++at;
      for (let worth = 100; at < text.length && isDigit(text.charCodeAt(at)); at++, worth = Math.trunc(worth / 10)) {
        time += (text.charCodeAt(at) - 48) * worth;
      }
      if (at === from || at - from > 9) return null;
    }
  }
  const offset = zoneOffset(text, at);
  return offset === null ? null : time - offset;
}

/** `Z`, `+01:00` or `+0100`, which is ahead of UTC: the same moment is an hour less there. */
function zoneOffset(text: string, at: number): number | null {
  const sign = text.charCodeAt(at);
  if (sign === LETTER_Z) return text.length === at + 1 ? 0 : null;
  if (sign !== PLUS && sign !== DASH) return null;
  const colon = text.charCodeAt(at + 3) === COLON ? 1 : 0;
  const hours = digits(text, at + 1, 2);
  const minutes = digits(text, at + 3 + colon, 2);
  if (hours < 0 || minutes < 0 || text.length !== at + 5 + colon) return null;
  const offset = (hours * 60 + minutes) * 60_000;
  return sign === DASH ? -offset : offset;
}

/** The number that so many digits write; negative where something else stands there. */
function digits(text: string, from: number, count: number): number {
  if (from + count > text.length) return -1;
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const unit = text.charCodeAt(i);
    if (!isDigit(unit)) return -1;
    value = value * 10 + unit - 48;
  }
  return value;
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;

function daysIn(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : MONTH_DAYS[month - 1]!; // month is 1 to 12
}

/** Days since 1970-01-01 in the Gregorian calendar. */
function days(year: number, month: number, day: number): number {
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const thisYear = month > 2 && isLeap(year) ? 1 : 0;
  return before * 365 + leapDays - 719_162 + DAYS_BEFORE[month - 1]! + thisYear + day - 1; // month is 1 to 12
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
