import { describe, expect, test } from 'vitest';
import { accessLineSchema } from '../../contract/published/run.ts';
import { runOf } from '../testing/memory-run.ts';
import { arnOf, smallWorld } from '../testing/small-world.ts';
import { askedOf } from './asked.ts';
import { Asking } from './asking.ts';
import { completenessWords } from './completeness.ts';
import { exportedLines, exportedRecords } from './export.ts';
import { given } from './glance.ts';
import { aligned, whatCanLines, whoCanLines } from './lines.ts';
import { resolveResource } from './resolve.ts';
import { whatCan } from './what-can.ts';
import { whoCan } from './who-can.ts';

const asking = new Asking(runOf(...smallWorld()));

/** The answer to who-can as a person reads it. */
function check(what: string, where: string): readonly string[] {
  const asked = askedOf(what);
  const resource = resolveResource(asking.run, where);
  if (asked === null || !('found' in resource)) throw new Error('expected a question');
  return whoCanLines(whoCan(asking, asked, resource.found), resource.found, asking.parts).map((line) =>
    line.replaceAll(/ {2,}/g, ' | '),
  );
}

describe('who-can in words', () => {
  test('one line each, sorted by ARN: conditions, scope where it is not the whole, path', () => {
    expect(check('s3:GetObject', 'data')).toEqual([
      `${arnOf.role('admin')} | allowed | always | arn:aws:s3:::data/* except arn:aws:s3:::data/private/* | direct`,
      `${arnOf.role('app')} | allowed | always | arn:aws:s3:::data/* except arn:aws:s3:::data/private/* | through ${arnOf.role('deep', '444455556666')}`,
      'arn:aws:iam::111122223333:root | allowed | always | arn:aws:s3:::data/* except arn:aws:s3:::data/private/* | direct',
      `${arnOf.user('alice')} | allowed | always | arn:aws:s3:::data/* except arn:aws:s3:::data/private/* | direct`,
      `${arnOf.user('bob')} | allowed | always | arn:aws:s3:::data/* except arn:aws:s3:::data/private/* | direct`,
      `${arnOf.user('carol')} | conditional | aws:MultiFactorAuthPresent is true | arn:aws:s3:::data/* except arn:aws:s3:::data/private/* | direct`,
      expect.stringMatching(
        /user\/dora \| conditional \| .* or .* or \d other ways \| .*; .*; \d other ways \| direct$/,
      ),
      `${arnOf.role('deep', '444455556666')} | allowed | always | arn:aws:s3:::data/* except arn:aws:s3:::data/private/* | direct`,
    ]);
  });

  test('of an object the scope says nothing new, and a denied one has nobody', () => {
    expect(check('s3:GetObject', 'arn:aws:s3:::data/part-6/x')).toContain(
      `${arnOf.user('alice')} | allowed | always | direct`,
    );
    expect(check('s3:GetObject', 'arn:aws:s3:::data/part-6/x')).toContainEqual(
      expect.stringMatching(/dora \| conditional/),
    );
    expect(check('s3:GetObject', 'arn:aws:s3:::data/private/x')).toEqual([]);
  });

  test('the whole resource leaves the scope out', () => {
    expect(check('sqs:SendMessage', 'orders')).toContain(`${arnOf.role('app')} | allowed | always | direct`);
  });

  test('columns stand under each other; one that is empty throughout takes no place', () => {
    expect(
      aligned([
        ['a', '', 'long', 'x'],
        ['bbb', '', 'c', ''],
      ]),
    ).toEqual(['a    long  x', 'bbb  c']);
    expect(aligned([])).toEqual([]);
  });
});

describe('what-can in words', () => {
  test('capabilities that are had in one way stand in one line', () => {
    const lines = whatCanLines(whatCan(asking, arnOf.role('app')), asking.parts).map((line) =>
      line.replaceAll(/ {2,}/g, ' | '),
    );
    expect(lines).toContain(
      `${arnOf.queue} | administer-resource,delete-data,read-config,read-data,write-data | allowed | always | direct`,
    );
  });
});

describe('given out', () => {
  test('every exported line is what its published schema says, with the statements that its grants name', () => {
    for (const line of exportedLines(asking.run, true)) {
      const { statements, terms } = accessLineSchema.parse(JSON.parse(JSON.stringify(line)));
      expect(Object.keys(statements ?? {})).toEqual([...new Set(terms.flatMap(({ grants }) => grants))].sort());
    }
  });

  test('the summary of a line: all actions and scopes, the shortest path', () => {
    const line = whatCan(asking, arnOf.user('alice')).find(
      ({ resourceArn, capability }) => resourceArn === arnOf.bucket('data') && capability === 'read-data',
    );
    expect(line && given(line)).toMatchObject({
      actions: ['s3:GetObject', 's3:ListBucket'],
      scope: { include: ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'], exclude: [] },
      path: [],
    });
  });

  test.each([false, true])('CSV has as many cells in each record as columns (expanded: %s)', (expand) => {
    const [header, ...records] = [...exportedRecords(asking.run, expand)].map((record) => record.trimEnd());
    const columns = header?.split(',').length;
    const plain = records.filter((record) => !record.includes('"'));
    expect(plain.length).toBeGreaterThan(100);
    expect(plain.filter((record) => record.split(',').length !== columns)).toEqual([]);
  });
});

describe('completeness in one line', () => {
  const { manifest } = asking.run;
  const note = { code: 'x', meaning: 'x' };

  test.each([
    [
      'nothing is missing',
      { notCollected: [], notEvaluated: [] },
      'completeness: all that was read was judged, and nothing is known to be missing',
    ],
    [
      'names what it is, each once, and counts the rest',
      {
        notCollected: [],
        notEvaluated: ['g', 'b', 'a', 'c', 'd', 'e', 'f', 'a'].map((subject) => ({ ...note, subject })),
      },
      'completeness: not evaluated: a, b, c, d, e and 2 more (manifest.json names them)',
    ],
  ])('%s', (_what, completeness, words) => {
    expect(completenessWords({ ...manifest, completeness })).toBe(words);
  });

  test('a run that is not complete says so', () => {
    const completeness = { notCollected: [], notEvaluated: [] };
    expect(completenessWords({ ...manifest, completeness, status: 'partial' })).toBe(
      'completeness: the run is partial',
    );
  });
});
