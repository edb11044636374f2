import { expect } from 'vitest';
import { checkCases, type Expected } from '../testing/check-cases.ts';
import { afterEach, CRASHES, errorNamed, TRANSIENT } from '../testing/errors-of.ts';
import type { Played } from '../testing/machine-run.ts';

const NIGHTS = [
  { customerId: 'C000001', localDate: '2026-11-20' },
  { customerId: 'C000002', localDate: '2026-11-20' },
];
const CALM: Readonly<Record<string, Played>> = {
  ListDueNights: { nights: NIGHTS, count: 2 },
  CloseNight: { state: 'on-time' },
};
const base = (functions: Readonly<Record<string, Played>> = {}): Expected['case'] => ({
  input: { scheduledTime: '2026-11-20T06:00:00Z' },
  functions: { ...CALM, ...functions },
});
const LISTED = ['ListDueNights', 'AnyNightDue', 'CloseNights'];
const CLOSED = [...LISTED, 'CloseNight', 'Closed'];

const steps = ['ListDueNights', 'CloseNight'].flatMap((state): Expected[] => [
  {
    title: `${state} is tried again for what passes`,
    case: base({ [state]: afterEach(TRANSIENT, CALM[state]) }),
    walks: CLOSED,
    status: 'SUCCEEDED',
    throws: { [state]: TRANSIENT },
  },
  ...CRASHES.map(
    (crash): Expected => ({
      title: `${state} is tried again once after ${crash}`,
      case: base({ [state]: afterEach([crash], CALM[state]) }),
      walks: CLOSED,
      status: 'SUCCEEDED',
      throws: { [state]: [crash] },
    }),
  ),
]);

checkCases('close-night', [
  {
    title: 'each due night is closed',
    case: base(),
    walks: CLOSED,
    status: 'SUCCEEDED',
    also: ({ calls }) => {
      const closed = calls.filter((call) => call.function === 'CloseNight').map((call) => call.payload);
      expect(closed).toEqual(NIGHTS.map((night) => ({ night })));
    },
  },
  {
    title: 'no night is due: the end',
    case: base({ ListDueNights: { nights: [], count: 0 } }),
    walks: ['ListDueNights', 'AnyNightDue', 'NothingDue'],
    status: 'SUCCEEDED',
  },
  {
    title: 'a night that cannot be closed keeps no other from being closed',
    case: base({
      CloseNight: (payload) =>
        JSON.stringify(payload).includes('C000001') ? errorNamed('Unexpected') : CALM['CloseNight'],
    }),
    walks: [...LISTED, 'CloseNight', 'NightNotClosed', 'Closed'],
    status: 'SUCCEEDED',
    also: ({ calls }) => expect(calls.filter((call) => call.function === 'CloseNight')).toHaveLength(2),
  },
  {
    title: 'the list fails for good: the closing ends under the same name',
    case: base({ ListDueNights: errorNamed('Unexpected') }),
    walks: ['ListDueNights', 'CloseFailed'],
    status: 'FAILED',
    error: 'Unexpected',
  },
  {
    title: 'a list that is no list cannot be walked',
    case: base({ ListDueNights: { nights: [{}], count: 1 }, CloseNight: errorNamed('InvalidEvent') }),
    walks: [...LISTED, 'CloseNight', 'NightNotClosed', 'Closed'],
    status: 'SUCCEEDED',
  },
  ...steps,
]);
