import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { casesFolder } from '../../../scripts/checks/cases.ts';
import { findAction } from '../../catalog/catalog.ts';
import { TECHNIQUES } from './techniques.ts';

const file = join(casesFolder() ?? '', 'pathfinding.cloud', 'paths.json');
const absent = existsSync(file) ? '' : ' (pass by: the case library is not present)';

test('every call of every technique is an action that the catalogue knows', () => {
  const calls = [...TECHNIQUES.values()].flatMap(({ calls, discovery = [] }) => [...calls, ...discovery]);
  expect(calls.filter((id) => findAction(id)?.id !== id)).toEqual([]);
});

describe.skipIf(!existsSync(file))(`the catalogue pathfinding.cloud${absent}`, () => {
  interface Path {
    readonly id: string;
    readonly permissions: { readonly required: readonly { readonly permission: string }[] };
  }

  test('all 65 paths are looked for, with the permissions that the catalogue requires (J07)', () => {
    const paths = JSON.parse(readFileSync(file, 'utf8')) as readonly Path[]; // the shape that its README gives
    expect(paths).toHaveLength(65);
    const differing = paths.flatMap(({ id, permissions }) => {
      const technique = TECHNIQUES.get(id);
      const ours = [...(technique?.calls ?? []), ...(technique?.discovery ?? []), ...(LATER[id] ?? [])].sort();
      const theirs = permissions.required.map(({ permission }) => permission).sort();
      return ours.join() === theirs.join() ? [] : [`${id}: expected ${theirs.join()}, found ${ours.join()}`];
    });
    expect(differing).toEqual([]);
  });

  /** Calls that ours makes on something else than the resource itself, and keeps beside the others. */
  const LATER: Readonly<Record<string, readonly string[]>> = {
    'sagemaker-005': ['sagemaker:CreateNotebookInstanceLifecycleConfig'],
  };
});
