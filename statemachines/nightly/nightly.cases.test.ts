import { expect } from 'vitest';
import { checkCases, type Expected } from '../testing/check-cases.ts';
import { afterEach, CRASHES, errorNamed, TRANSIENT } from '../testing/errors-of.ts';
import type { Played } from '../testing/machine-run.ts';

const SLOT = '2026-11-20T0515Z';
const RUN = {
  customerId: 'C000001',
  accountId: '111111111111',
  runId: '2026-11-20',
  attempt: 1,
  versions: { payload: 1, cache: 1 },
};
const OTHER = { ...RUN, accountId: '222222222222', attempt: 2 };
const NAME = 'C000001-111111111111-2026-11-20-a1';
const CALM: Readonly<Record<string, Played>> = {
  ReconcileRuns: { looked: 0, finished: 0, failed: 0, stuck: 0 },
  ClaimDueAccounts: { slot: SLOT, key: `sweeps/${SLOT}.json`, count: 2, due: 2 },
};
const OBJECTS = { [`sweeps/${SLOT}.json`]: JSON.stringify([RUN, OTHER]) };
const base = (functions: Readonly<Record<string, Played>> = {}): Expected['case'] => ({
  input: { scheduledTime: '2026-11-20T05:15:00Z' },
  functions: { ...CALM, ...functions },
  objects: OBJECTS,
});
const CLAIMED = ['ReconcileRuns', 'ClaimDueAccounts', 'AnythingClaimed'];
const STARTED = [...CLAIMED, 'StartAccounts', 'Swept', 'StartAccount', 'Started', 'StartAccount', 'Started'];

const steps = ['ReconcileRuns', 'ClaimDueAccounts'].flatMap((state, at): Expected[] => [
  {
    title: `${state} is tried again for what passes`,
    case: base({ [state]: afterEach(TRANSIENT, CALM[state]) }),
    walks: STARTED,
    status: 'SUCCEEDED',
    throws: { [state]: TRANSIENT },
  },
  ...CRASHES.map(
    (crash): Expected => ({
      title: `${state} is tried again once after ${crash}`,
      case: base({ [state]: afterEach([crash], CALM[state]) }),
      walks: STARTED,
      status: 'SUCCEEDED',
      throws: { [state]: [crash] },
    }),
  ),
  {
    title: `${state} fails for good: the sweep ends under the same name`,
    case: base({ [state]: errorNamed('Unexpected') }),
    walks: [...CLAIMED.slice(0, at + 1), 'SweepFailed'],
    status: 'FAILED',
    error: 'Unexpected',
  },
]);

checkCases('nightly', [
  {
    title: 'claimed accounts are started under their names, with exactly their claim',
    case: base(),
    walks: STARTED,
    status: 'SUCCEEDED',
    also: ({ started }) => {
      expect([...started].sort()).toEqual([
        [NAME, JSON.stringify(RUN)],
        ['C000001-222222222222-2026-11-20-a2', JSON.stringify(OTHER)],
      ]);
    },
  },
  {
    title: 'nothing is claimed: the end',
    case: base({ ClaimDueAccounts: { slot: SLOT, key: '', count: 0, due: 0 } }),
    walks: [...CLAIMED, 'NothingDue'],
    status: 'SUCCEEDED',
  },
  {
    title: 'a name that is taken means already started',
    case: { ...base(), account: { [NAME]: RUN } },
    walks: [...CLAIMED, 'StartAccounts', 'Swept', 'StartAccount', 'AlreadyStarted', 'StartAccount', 'Started'],
    status: 'SUCCEEDED',
    throws: { StartAccount: ['StepFunctions.ExecutionAlreadyExistsException'] },
  },
  {
    title: 'an account that cannot be started keeps no other from being started',
    case: {
      ...base(),
      objects: { [`sweeps/${SLOT}.json`]: JSON.stringify([{ ...RUN, customerId: 'not a name' }, OTHER]) },
    },
    walks: [...CLAIMED, 'StartAccounts', 'Swept', 'StartAccount', 'NotStarted', 'StartAccount', 'Started'],
    status: 'SUCCEEDED',
    also: ({ started }) => expect([...started.keys()]).toEqual(['C000001-222222222222-2026-11-20-a2']),
  },
  {
    title: 'a list that is not there is looked for again, then fails the sweep',
    case: { ...base(), objects: {} },
    walks: [...CLAIMED, 'StartAccounts', 'SweepFailed'],
    status: 'FAILED',
    error: 'States.ItemReaderFailed',
    throws: { StartAccounts: ['States.ItemReaderFailed'] },
  },
  {
    title: 'results that cannot be written once are written when the Map is tried again, and nobody is started twice',
    case: { ...base(), failingWrites: 1 },
    // Of the children, the interpreter keeps the history of the second run of the Map.
    walks: [
      ...CLAIMED,
      'StartAccounts',
      'Swept',
      ...['StartAccount', 'AlreadyStarted', 'StartAccount', 'AlreadyStarted'],
    ],
    status: 'SUCCEEDED',
    also: ({ started }) => expect(started.size).toBe(2),
    throws: { StartAccounts: ['States.ResultWriterFailed'] },
  },
  ...steps,
]);
