import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { casesFolder } from '../checks/cases.ts';
import { readInput } from './read.ts';

const cases = casesFolder();
const absent = cases === null ? ' (the case library is not present)' : '';

const LISTS = ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'] as const;

/** Authorization-details files of the library, with the lengths of their lists. */
function detailsFiles(): readonly (readonly [file: string, lengths: readonly number[]])[] {
  if (cases === null) return [];
  const found = globSync(
    [
      'cloudsplaining/*.json',
      'iamspy/*.json',
      'pathfinding-labs/*.json',
      'cloudmapper/**/iam-get-account-authorization-details.json',
    ],
    { cwd: cases },
  );
  return found.sort().flatMap((file) => {
    const json: Record<string, unknown> = JSON.parse(readFileSync(join(cases, file), 'utf8'));
    const lists = LISTS.map((list) => json[list]);
    const lengths = lists.map((list) => (Array.isArray(list) ? list.length : 0));
    return lists.filter(Array.isArray).length < 2 ? [] : [[file, lengths] as const];
  });
}

test.skipIf(cases === null)(`the library has authorization details to read${absent}`, () => {
  expect(detailsFiles().length).toBeGreaterThanOrEqual(18);
});

test.skipIf(cases === null).each(detailsFiles())(`L01 every entity of %s is read${absent}`, async (file, lengths) => {
  const account = await readInput(join(cases ?? '', file));
  expect([account.users.length, account.groups.length, account.roles.length, account.managedPolicies.size]).toEqual(
    lengths,
  );
  expect(account.gaps.filter(({ code }) => code === 'policy-invalid')).toEqual([]);
});

test.skipIf(cases === null)(`L01 the attached policy that a file does not hold is named${absent}`, async () => {
  const account = await readInput(join(cases ?? '', 'cloudsplaining/gaad-missing-managed-policy.json'));
  expect(account.gaps.filter(({ code }) => code === 'policy-missing').map(({ subject }) => subject)).toEqual([
    'arn:aws:iam::aws:policy/AWSLambdaReadOnlyAccess',
  ]);
});
