import { describe, expect, test } from 'vitest';
import type { Account } from '../../shared/account/model.ts';
import { type Difference, diffRuns } from '../../shared/report/diff/run-diff.ts';
import { runOf } from '../../shared/report/testing/memory-run.ts';
import { readExpected } from '../demo/expected.ts';
import { readInput } from '../snapshot/read.ts';

const ESTATE = `${import.meta.dirname}/../demo/estate`;
const NIGHTS = ['2026-11-18', '2026-11-19'] as const;

/** The accounts that the estate's changes are about, each with what is read with it. */
const RUNS = [
  {
    accountId: '110000000002',
    folders: ['larkspur-production', 'larkspur-management'],
    organization: 'larkspur-organization',
  },
  { accountId: '220000000001', folders: ['heron-analytics'], organization: null },
] as const;

const { changes } = readExpected();

describe.each(RUNS)(
  'what changed in $accountId between the two nights',
  async ({ accountId, folders, organization }) => {
    const [before, after] = await Promise.all(
      NIGHTS.map(async (night) => {
        const org = organization === null ? null : `${ESTATE}/${organization}/${night}`;
        const accounts = await Promise.all(folders.map((folder) => readInput(`${ESTATE}/${folder}/${night}`, org)));
        return runOf(...(accounts as [Account, ...Account[]])); // RUNS names at least one folder
      }),
    );
    if (before === undefined || after === undefined) throw new Error('expected two nights');
    const { differences, edits } = diffRuns(before, after);

    test.each(changes.filter((change) => change.accountId === accountId && change.of === 'access'))(
      '$subject $capability $resourceArn: $why',
      ({ kind, subject, resourceArn, capability, cause }) => {
        const found = differences.find(
          (each) => each.of === 'access' && isAbout(each, subject, resourceArn, capability),
        );
        // A capability that was had by another action already is changed by one more.
        expect(kind === 'added' && found?.change === 'changed' ? kind : found?.change).toBe(kind);
        expect(found?.causes.map((edit) => ({ kind: edit.kind, subject: edit.subject }))).toContainEqual(cause);
      },
    );

    test.each(
      changes.filter(
        (change) => change.accountId === accountId && (change.of === 'principal' || change.of === 'resource'),
      ),
    )('$of $subject: $why', ({ cause }) => {
      expect(edits.map(({ kind, subject }) => ({ kind, subject }))).toContainEqual(cause);
    });

    test('nothing else was edited', () => {
      const told = new Set(changes.map(({ cause }) => cause.subject));
      expect(edits.filter(({ subject }) => !told.has(subject))).toEqual([]);
    });

    test('a run does not differ from itself', () => {
      expect(diffRuns(after, after)).toEqual({ differences: [], edits: [] });
    });
  },
);

function isAbout(
  { before, after }: Difference & { of: 'access' },
  principalArn: string,
  resourceArn: string | undefined,
  capability: string | undefined,
): boolean {
  const line = after ?? before;
  return line?.principalArn === principalArn && line.resourceArn === resourceArn && line.capability === capability;
}
