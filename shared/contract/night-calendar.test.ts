import { describe, expect, test } from 'vitest';
import { addDays, addMinutes, isTimeZone, localDateAt, nightAt, reportInstant } from './night-calendar.ts';

/** One row: the report time of a local date, as an instant. */
const ROWS: readonly (readonly [title: string, zone: string, time: string, date: string, instant: string])[] = [
  ['UTC', 'Etc/UTC', '06:00', '2026-11-20', '2026-11-20T06:00:00Z'],
  ['summer time', 'Europe/London', '06:00', '2026-07-01', '2026-07-01T05:00:00Z'],
  ['winter time', 'Europe/London', '06:00', '2026-11-20', '2026-11-20T06:00:00Z'],
  ['west of Greenwich', 'America/Chicago', '05:30', '2026-11-18', '2026-11-18T11:30:00Z'],
  ['the local date begins on the UTC date before', 'Pacific/Auckland', '06:00', '2026-11-20', '2026-11-19T17:00:00Z'],
  ['a quarter hour beside the hour', 'Asia/Kathmandu', '06:00', '2026-11-20', '2026-11-20T00:15:00Z'],
  ['skipped by the spring change: the jump itself', 'Europe/Berlin', '02:30', '2026-03-29', '2026-03-29T01:00:00Z'],
  ['just before the skipped hour', 'Europe/Berlin', '01:59', '2026-03-29', '2026-03-29T00:59:00Z'],
  ['just after the skipped hour', 'Europe/Berlin', '03:00', '2026-03-29', '2026-03-29T01:00:00Z'],
  ['repeated by the autumn change: the first', 'Europe/Berlin', '02:30', '2026-10-25', '2026-10-25T00:30:00Z'],
  ['after the repeated hour', 'Europe/Berlin', '03:30', '2026-10-25', '2026-10-25T02:30:00Z'],
  ['half an hour is skipped', 'Australia/Lord_Howe', '02:15', '2026-10-04', '2026-10-03T15:30:00Z'],
  ['skipped west of Greenwich', 'America/New_York', '02:30', '2026-03-08', '2026-03-08T07:00:00Z'],
  ['repeated west of Greenwich', 'America/New_York', '01:30', '2026-11-01', '2026-11-01T05:30:00Z'],
];

test.each(ROWS)('report time: %s', (_title, timeZone, reportTime, date, instant) => {
  expect(reportInstant(date, { timeZone, reportTime })).toBe(instant);
});

describe('the night that runs at an instant', () => {
  const london = { timeZone: 'Europe/London', reportTime: '06:00' };
  test.each([
    ['a second before it begins', '2026-11-20T01:59:59Z', null],
    ['as it begins', '2026-11-20T02:00:00Z', '2026-11-20'],
    ['at the report time', '2026-11-20T06:00:00Z', '2026-11-20'],
    ['late', '2026-11-20T17:59:59Z', '2026-11-20'],
    ['given up', '2026-11-20T18:00:00Z', null],
  ])('%s', (_title, now, localDate) => {
    expect(nightAt(now, london, 4, 12)?.localDate ?? null).toBe(localDate);
  });

  test('a report time soon after midnight begins on the evening before', () => {
    const schedule = { timeZone: 'Europe/London', reportTime: '01:00' };
    expect(nightAt('2026-11-19T22:00:00Z', schedule, 4, 12)).toEqual({
      localDate: '2026-11-20',
      deadline: '2026-11-20T01:00:00Z',
    });
  });
});

/** Zones whose changes differ in size, hour and hemisphere; the hours around changes and one far from them. */
const HOURS = [0, 1, 2, 3, 12, 21, 23];
const ZONES = [
  'Europe/London',
  'America/Santiago',
  'America/Havana',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Antarctica/Troll',
  'Pacific/Apia',
];

test.each(ZONES)('%s: two years of local dates: each has one deadline, and they follow in order', (timeZone) => {
  for (const hour of HOURS) {
    const schedule = { timeZone, reportTime: `${String(hour).padStart(2, '0')}:30` };
    let before = '';
    for (let date = '2026-01-01'; date < '2028-01-01'; date = addDays(date, 1)) {
      const deadline = reportInstant(date, schedule);
      expect(deadline > before, `${date} ${schedule.reportTime}`).toBe(true);
      // A skipped report time may fall on the wall clock's next hour, never on another date.
      expect(localDateAt(deadline, timeZone)).toBe(date);
      before = deadline;
    }
  }
});

test('what is no time zone is said to be none', () => {
  expect(['Europe/London', 'Etc/UTC', 'Europe/Nowhere', ''].map(isTimeZone)).toEqual([true, true, false, false]);
});

test('minutes across midnight', () => {
  expect(addMinutes('2026-11-20T23:50:00Z', 15)).toBe('2026-11-21T00:05:00Z');
});
