/**
 * When a customer's night is due: local dates, report times and UTC instants. Pure: the instant comes in, and the
 * only outside knowledge is the time-zone data of ECMA-402. Rule: a report time that the spring change skips is
 * the instant at which the clock jumps on; one that the autumn change repeats is the first of the two.
 */

export interface NightSchedule {
  /** IANA name. */
  readonly timeZone: string;
  /** `HH:MM`, local. */
  readonly reportTime: string;
}

/** UTC instant (ISO 8601, seconds) of the report time on a local date. */
export function reportInstant(localDate: string, schedule: NightSchedule): string {
  const wanted = Date.parse(`${localDate}T${schedule.reportTime}:00Z`);
  // The offset is looked up on both sides of the wanted wall time; where both answer with an instant that shows
  // the wanted wall time, the earlier one is the first of a repeated hour.
  const candidates = [wanted - DAY, wanted + DAY].map((probe) => wanted - offsetAt(probe, schedule.timeZone));
  const exact = candidates.filter((instant) => instant + offsetAt(instant, schedule.timeZone) === wanted);
  const instant = exact.length > 0 ? Math.min(...exact) : endOfGap(wanted, candidates, schedule.timeZone);
  return toIso(instant);
}

/** The local date whose night runs at `now`: from `hoursBefore` its report time to `hoursAfter`; null between. */
export function nightAt(now: string, schedule: NightSchedule, hoursBefore: number, hoursAfter: number): Night | null {
  const instant = Date.parse(now);
  const today = localDateAt(now, schedule.timeZone);
  for (const localDate of [addDays(today, 1), today, addDays(today, -1)]) {
    const deadline = reportInstant(localDate, schedule);
    const at = Date.parse(deadline);
    if (instant >= at - hoursBefore * HOUR && instant < at + hoursAfter * HOUR) return { localDate, deadline };
  }
  return null;
}

export interface Night {
  readonly localDate: string;
  /** The report time as a UTC instant. */
  readonly deadline: string;
}

/** The local date at an instant. */
export function localDateAt(now: string, timeZone: string): string {
  const instant = Date.parse(now);
  return new Date(instant + offsetAt(instant, timeZone)).toISOString().slice(0, 10);
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** `time` moved by minutes, ISO 8601 UTC to the second. */
export function addMinutes(time: string, minutes: number): string {
  return toIso(Date.parse(time) + minutes * MINUTE);
}

/** True where the name is a time zone that this runtime knows. */
export function isTimeZone(name: string): boolean {
  try {
    return formatter(name) !== null;
  } catch {
    // Intl says RangeError for a name it does not know: that is the answer, not a failure.
    return false;
  }
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The first instant after a skipped wall time. */
function endOfGap(wanted: number, candidates: readonly number[], timeZone: string): number {
  let low = Math.min(...candidates) - HOUR;
  let high = Math.max(...candidates) + HOUR;
  // INVARIANT: wall(low) < wanted < wall(high); halving finds the jump to the second.
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000;
    if (middle + offsetAt(middle, timeZone) < wanted) low = middle;
    else high = middle;
  }
  return high;
}

/** Milliseconds that local time is ahead of UTC at an instant. */
function offsetAt(instant: number, timeZone: string): number {
  const fields: Record<string, string> = {};
  for (const part of formatter(timeZone).formatToParts(instant)) fields[part.type] = part.value;
  const wall = Date.UTC(
    Number(fields['year']),
    Number(fields['month']) - 1,
    Number(fields['day']),
    Number(fields['hour']),
    Number(fields['minute']),
    Number(fields['second']),
  );
  return wall - Math.floor(instant / 1000) * 1000;
}

const FORMATTERS = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  let known = FORMATTERS.get(timeZone);
  if (known === undefined) {
    known = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    FORMATTERS.set(timeZone, known);
  }
  return known;
}

function toIso(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}
