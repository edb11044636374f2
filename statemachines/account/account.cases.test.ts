import { expect } from 'vitest';
import { checkCases, type Expected } from '../testing/check-cases.ts';
import { afterEach, CRASHES, errorNamed, TRANSIENT } from '../testing/errors-of.ts';
import type { Played, Walked } from '../testing/machine-run.ts';

const RUN = {
  customerId: 'C000001',
  accountId: '111111111111',
  runId: '2026-11-20',
  attempt: 1,
  versions: { payload: 1, cache: 1 },
};
const HASH = 'a'.repeat(64);
const LEASE = { holder: 'holder', fence: 3 };

/** A night on which everything goes well: two items, two shards, two formats. */
const CALM: Readonly<Record<string, Played>> = {
  AcquireLease: LEASE,
  PlanCollection: { items: [{ itemId: 'iam-users' }, { itemId: 'iam-roles' }], count: 2 },
  CollectItem: { itemId: 'iam-users', pages: 1, written: 1, bytes: 10 },
  PlanAnalysis: {
    plan: HASH,
    shards: [
      { shard: 0, from: 0, to: 5 },
      { shard: 1, from: 5, to: 9 },
    ],
    formats: ['run', 'tables'],
    principals: 9,
  },
  AnalyseShard: { shard: 0, rows: 4 },
  RenderReport: { format: 'run', files: 3, bytes: 100 },
  PublishReport: { manifest: HASH, status: 'complete' },
  PublishIndex: { published: true, runs: 1 },
  RecordFailure: { recorded: true, failureClass: 'bug' },
};

const READ = ['AcquireLease', 'PlanCollection', 'CollectItems', 'CollectItem'];
const ANALYSED = [...READ, 'PlanAnalysis', 'AnalyseShards', 'AnalyseShard'];
const RENDERED = [...ANALYSED, 'RenderReports', 'RenderReport'];
const DONE = [...RENDERED, 'PublishReport', 'PublishIndex', 'Published'];
const FAILED = ['RecordFailure', 'NightFailed'];

/** The function behind a state, and the states walked when it fails for good. */
const STEPS: readonly (readonly [state: string, walks: readonly string[]])[] = [
  ['AcquireLease', ['AcquireLease']],
  ['PlanCollection', ['AcquireLease', 'PlanCollection']],
  ['CollectItem', READ],
  ['PlanAnalysis', [...READ, 'PlanAnalysis']],
  ['AnalyseShard', ANALYSED],
  ['RenderReport', RENDERED],
  ['PublishReport', [...RENDERED, 'PublishReport']],
  ['PublishIndex', [...RENDERED, 'PublishReport', 'PublishIndex']],
];

const base = (functions: Readonly<Record<string, Played>> = {}): Expected['case'] => ({
  input: RUN,
  functions: { ...CALM, ...functions },
});

/** Each retried error once, in two cases for each step: transient ones, and each crash. */
const retried = STEPS.flatMap(([state]): Expected[] => [
  {
    title: `${state} is tried again for what passes`,
    case: base({ [state]: afterEach(TRANSIENT, CALM[state]) }),
    walks: DONE,
    status: 'SUCCEEDED',
    throws: { [state]: TRANSIENT },
  },
  ...CRASHES.map(
    (crash): Expected => ({
      title: `${state} is tried again once after ${crash}`,
      case: base({ [state]: afterEach([crash], CALM[state]) }),
      walks: DONE,
      status: 'SUCCEEDED',
      throws: { [state]: [crash] },
    }),
  ),
]);

const failed = STEPS.map(
  ([state, walks]): Expected => ({
    title: `${state} fails for good: recorded under the caught name, then Fail under the same`,
    case: base({ [state]: errorNamed('AccessDenied') }),
    walks: [...walks, ...FAILED],
    status: 'FAILED',
    error: 'AccessDenied',
    also: recordedWith('AccessDenied'),
  }),
);

function recordedWith(error: string): (walked: Walked) => void {
  return ({ calls }) => {
    const [record] = calls.filter((call) => call.function === 'RecordFailure');
    expect(record?.payload).toMatchObject({ run: RUN, caught: { Error: error } });
  };
}

checkCases('account', [
  {
    title: 'a calm night',
    case: base(),
    walks: [
      ...READ.slice(0, 3),
      'CollectItem',
      'PlanAnalysis',
      'AnalyseShards',
      'AnalyseShard',
      'RenderReports',
      'RenderReport',
      'PublishReport',
      'PublishIndex',
      'Published',
    ],
    status: 'SUCCEEDED',
    also: ({ calls, usage }) => {
      const payloads = (name: string) => calls.filter((call) => call.function === name).map((call) => call.payload);
      expect(payloads('AcquireLease')).toEqual([
        { run: RUN, holder: expect.stringContaining(':execution:account:case') },
      ]);
      expect(payloads('CollectItem')).toEqual([
        { run: RUN, lease: LEASE, item: { itemId: 'iam-users' } },
        { run: RUN, lease: LEASE, item: { itemId: 'iam-roles' } },
      ]);
      expect(payloads('AnalyseShard')).toContainEqual({
        run: RUN,
        lease: LEASE,
        plan: HASH,
        shard: { shard: 1, from: 5, to: 9 },
      });
      expect(payloads('RenderReport')).toContainEqual({ run: RUN, lease: LEASE, plan: HASH, format: 'tables' });
      expect(payloads('PublishReport')).toEqual([{ run: RUN, lease: LEASE, plan: HASH }]);
      // The budget of a night: transitions are what Step Functions bills.
      expect(usage.transitions).toBeLessThan(500);
    },
  },
  {
    title: 'nothing to read and no shard still goes through',
    case: base({
      PlanCollection: { items: [], count: 0 },
      PlanAnalysis: { plan: HASH, shards: [], formats: ['run'], principals: 0 },
    }),
    walks: [
      'AcquireLease',
      'PlanCollection',
      'CollectItems',
      'PlanAnalysis',
      'AnalyseShards',
      'RenderReports',
      'RenderReport',
      'PublishReport',
      'PublishIndex',
      'Published',
    ],
    status: 'SUCCEEDED',
  },
  {
    title: 'a lease that is held is waited for',
    case: base({
      AcquireLease: afterEach(
        Array.from({ length: 19 }, () => 'LeaseHeld'),
        LEASE,
      ),
    }),
    walks: DONE,
    status: 'SUCCEEDED',
    throws: { AcquireLease: ['LeaseHeld'] },
  },
  {
    title: 'a lease that stays held fails the night',
    case: base({ AcquireLease: errorNamed('LeaseHeld') }),
    walks: ['AcquireLease', ...FAILED],
    status: 'FAILED',
    error: 'LeaseHeld',
    also: recordedWith('LeaseHeld'),
  },
  {
    title: 'companions that are being read are waited for',
    case: base({ PlanAnalysis: afterEach(['CompanionsReading', 'CompanionsReading'], CALM['PlanAnalysis']) }),
    walks: DONE,
    status: 'SUCCEEDED',
    throws: { PlanAnalysis: ['CompanionsReading'] },
  },
  {
    title: 'companions that are still being read after an hour are left out, and said to be',
    case: base({
      PlanAnalysis: (payload) =>
        JSON.stringify(payload).includes('"alone":true') ? CALM['PlanAnalysis'] : errorNamed('CompanionsReading'),
    }),
    walks: DONE.flatMap((state) => (state === 'PlanAnalysis' ? [state, 'PlanAnalysisAlone'] : [state])),
    status: 'SUCCEEDED',
  },
  ...TRANSIENT.concat().map(
    (error): Expected => ({
      title: `going on alone is tried again for ${error}`,
      case: base({ PlanAnalysis: alone(error) }),
      walks: DONE.flatMap((state) => (state === 'PlanAnalysis' ? [state, 'PlanAnalysisAlone'] : [state])),
      status: 'SUCCEEDED',
      throws: { PlanAnalysisAlone: [error] },
    }),
  ),
  ...CRASHES.map(
    (error): Expected => ({
      title: `going on alone is tried again once after ${error}`,
      case: base({ PlanAnalysis: alone(error) }),
      walks: DONE.flatMap((state) => (state === 'PlanAnalysis' ? [state, 'PlanAnalysisAlone'] : [state])),
      status: 'SUCCEEDED',
      throws: { PlanAnalysisAlone: [error] },
    }),
  ),
  {
    title: 'going on alone fails for good',
    case: base({ PlanAnalysis: alone('AccessDenied', true) }),
    walks: [...READ, 'PlanAnalysis', 'PlanAnalysisAlone', ...FAILED],
    status: 'FAILED',
    error: 'AccessDenied',
  },
  ...retried,
  ...failed,
  {
    title: 'recording is tried again for what passes',
    case: base({ PublishIndex: errorNamed('Unexpected'), RecordFailure: afterEach(TRANSIENT, CALM['RecordFailure']) }),
    walks: [...RENDERED, 'PublishReport', 'PublishIndex', ...FAILED],
    status: 'FAILED',
    error: 'Unexpected',
    throws: { RecordFailure: TRANSIENT },
  },
  ...CRASHES.map(
    (crash): Expected => ({
      title: `recording is tried again once after ${crash}`,
      case: base({ AcquireLease: errorNamed('Unexpected'), RecordFailure: afterEach([crash], CALM['RecordFailure']) }),
      walks: ['AcquireLease', ...FAILED],
      status: 'FAILED',
      error: 'Unexpected',
      throws: { RecordFailure: [crash] },
    }),
  ),
  {
    title: 'recording that fails for good leaves the event of the failed execution to tell',
    case: base({ AcquireLease: errorNamed('CustomerMismatch'), RecordFailure: errorNamed('Unexpected') }),
    walks: ['AcquireLease', ...FAILED],
    status: 'FAILED',
    error: 'CustomerMismatch',
    also: ({ events }) => {
      const { detail } = events.at(-1) ?? {};
      expect(detail).toMatchObject({ status: 'FAILED', error: 'CustomerMismatch', input: JSON.stringify(RUN) });
    },
  },
]);

/** Companions never come; then, alone, an error once (or for good). */
function alone(error: string, forGood = false): Played {
  let failures = 0;
  return (payload) => {
    if (!JSON.stringify(payload).includes('"alone":true')) return errorNamed('CompanionsReading');
    failures += 1;
    return forGood || failures === 1 ? errorNamed(error) : CALM['PlanAnalysis'];
  };
}
