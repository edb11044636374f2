import { describe, expect, test } from 'vitest';
import { openRun, type RunProblem } from './read-run.ts';
import { type MemoryRun, opened, sha256, writeInMemory } from './testing/memory-run.ts';
import { smallWorld } from './testing/small-world.ts';

const { files } = writeInMemory(smallWorld());

/** Some file of the access lines. */
const ACCESS = [...files.keys()].find((name) => name.startsWith('access')) ?? '';

/** The problem that a run with these files in place of its own has. */
function check(changes: Readonly<Record<string, string | null>>): RunProblem {
  const found = openRun(
    { read: (name) => (name in changes ? (changes[name] ?? null) : (files.get(name) ?? null)) },
    sha256,
  );
  if ('run' in found) throw new Error('expected a problem, found a run');
  return found.problem;
}

function manifestWith(change: (manifest: Record<string, unknown>) => void): string {
  const manifest = JSON.parse(files.get('manifest.json') ?? '') as Record<string, unknown>; // our own manifest
  change(manifest);
  return JSON.stringify(manifest);
}

const DAMAGES: readonly (readonly [
  what: string,
  changes: Readonly<Record<string, string | null>>,
  problem: Partial<RunProblem>,
])[] = [
  [
    'no manifest',
    { 'manifest.json': null },
    { file: 'manifest.json', expected: 'a run folder with a manifest', found: 'none' },
  ],
  [
    'a manifest that is no JSON',
    { 'manifest.json': '{"files":' },
    { file: 'manifest.json', place: '/', expected: 'JSON' },
  ],
  [
    'a manifest that is null',
    { 'manifest.json': 'null' },
    { file: 'manifest.json', place: '/', expected: 'object', found: 'null' },
  ],
  [
    'a manifest without files',
    { 'manifest.json': manifestWith((manifest) => delete manifest['files']) },
    { file: 'manifest.json', place: '/files', expected: 'array', found: 'nothing' },
  ],
  [
    'a manifest of another shape',
    { 'manifest.json': manifestWith((manifest) => (manifest['schemaVersion'] = 2)) },
    { file: 'manifest.json', place: '/schemaVersion', expected: '1', found: '2' },
  ],
  [
    'a manifest that names no world',
    { 'manifest.json': manifestWith((manifest) => (manifest['files'] = [])) },
    { file: 'manifest.json', place: '/files', expected: 'world.jsonl among the files' },
  ],
  [
    'a file that is not there',
    { 'world.jsonl': null },
    { file: 'world.jsonl', expected: 'a file that the manifest lists', found: 'none' },
  ],
  ['a file that was cut', { [ACCESS]: (files.get(ACCESS) ?? '').slice(0, -20) }, { file: ACCESS, place: '/' }],
  [
    'a file that was edited',
    { 'principals.jsonl': (files.get('principals.jsonl') ?? '').replace('alice', 'malice') },
    { file: 'principals.jsonl' },
  ],
];

describe('a run that cannot be read is a problem that says where', () => {
  test.each(DAMAGES)('%s', (_what, changes, problem) => {
    expect(check(changes)).toMatchObject(problem);
  });
});

describe('a run reads back what was written', () => {
  test('its own account first, the others by id', () => {
    const [own, other] = smallWorld();
    expect(
      opened(writeInMemory([other, own]).files)
        .accounts()
        .map(({ accountId }) => accountId),
    ).toEqual([other.accountId, own.accountId]);
  });

  test('in shards the lines are the same, in the same order', () => {
    const lines = (run: MemoryRun) => [...opened(run).accessLines()];
    const sharded = writeInMemory(smallWorld(), { shards: 3 }).files;
    expect(sharded.size).toBeGreaterThan(files.size);
    expect(lines(sharded)).toEqual(lines(files));
  });

  test.each([1, 3])(
    'one principal or one resource looked up alone gives the lines of the whole (shards: %i)',
    (shards) => {
      const run = opened(writeInMemory(smallWorld(), { shards }).files);
      const lines = [...run.accessLines()];
      for (const [arn, own] of Map.groupBy(lines, ({ principalArn }) => principalArn))
        expect(run.linesOf(arn)).toEqual(own);
      for (const [arn, on] of Map.groupBy(lines, ({ resourceArn }) => resourceArn))
        expect([...run.linesOn(arn)]).toEqual(on);
      expect([run.linesOf('nobody'), [...run.linesOn('nothing')]]).toEqual([[], []]);
    },
  );

  test('written twice it is byte-identical, and the order in which accounts were read says nothing', () => {
    const [own, other] = smallWorld();
    expect(writeInMemory([own, other]).files).toEqual(files);
  });
});
