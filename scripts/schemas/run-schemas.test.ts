import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  accessLineSchema,
  manifestSchema,
  principalRowSchema,
  resourceRowSchema,
  statementRowSchema,
} from '../../shared/contract/published/run.ts';
import type { Run } from '../../shared/report/read-run.ts';
import { writeRun } from '../analysis/write-run.ts';
import { ESTATE_FOLDER } from '../demo/build.ts';
import { openRunFolder } from '../run-folder/open.ts';
import { readInput } from '../snapshot/read.ts';

let folder: string;
let run: Run;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nightjar-schemas-'));
  const account = await readInput(join(ESTATE_FOLDER, 'heron-analytics', '2026-11-19'));
  writeRun({
    customerId: 'C000002',
    runId: '2026-11-19',
    analysisTime: '2026-11-19T06:00:00Z',
    accounts: [account],
    runFolder: folder,
    tablesFolder: join(folder, 'tables'),
  });
  run = openRunFolder(folder, undefined);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every line of a run is what its published schema says', () => {
  manifestSchema.parse(run.manifest);
  for (const row of run.principals()) principalRowSchema.parse(row);
  for (const row of run.resources()) resourceRowSchema.parse(row);
  for (const row of run.statements().values()) statementRowSchema.parse(row);
  let lines = 0;
  for (const line of run.accessLines()) {
    accessLineSchema.parse(line);
    lines += 1;
  }
  expect(lines).toBe(run.manifest.counts.accessRows);
});

test('every grant of a run resolves to a statement of it', () => {
  const statements = run.statements();
  const dangling = new Set<string>();
  for (const line of run.accessLines()) {
    for (const term of line.terms) for (const id of term.grants) if (!statements.has(id)) dangling.add(id);
  }
  expect([...dangling]).toEqual([]);
});
