/**
 * How the request's time stands to the policy's: negative for earlier, zero for the same instant, positive for later;
 * each is ISO 8601 or epoch seconds (F15). null: the request's text is no time; undefined: the policy's is none.
 * No wildcards, no variables (F18).
 */
export function compareTimes(requestValue: string, policyValue: string): number | null | undefined {
  const wanted = milliseconds(policyValue);
  const found = milliseconds(requestValue);
  if (wanted === null) return undefined;
  return found === null ? null : found - wanted;
}

const ISO_8601 =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2}))?)?)?$/;

/**
 * The W3C profile of ISO 8601 that AWS names: a year, a month, a day, or a time with its zone. All digits are epoch
 * seconds, but for four digits, which are a year.
 */
function milliseconds(text: string): number | null {
  const iso = ISO_8601.exec(text);
  if (iso === null) return /^\d+$/.test(text) ? Number(text) * 1000 : null;
  const [, year = '', month = '01', day = '01', hour = '00', minute = '00', second = '00', fraction = '', zone] = iso;
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(`${fraction}000`.slice(0, 3)),
  );
  const date = new Date(local);
  const exists =
    date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCDate() === Number(day) &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second) < 60;
  return exists ? local - zoneOffset(zone) : null;
}

/** `+01:00` is ahead of UTC: the same instant is an hour less in UTC. */
function zoneOffset(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  const offset = (hours * 60 + minutes) * 60_000;
  return zone.startsWith('-') ? -offset : offset;
}
