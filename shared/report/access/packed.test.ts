import { expect, test } from 'vitest';
import { analyzeAccess } from '../../access/analyze.ts';
import type { Account } from '../../account/model.ts';
import { decide } from '../../authorization/decide.ts';
import { smallWorld } from '../testing/small-world.ts';
import {
  type PackedIndex,
  type PrincipalLine,
  packedFileOf,
  packedName,
  type ResourceLine,
} from '../view/packed-access.ts';
import { readLines, unpack } from '../view/packed-run.ts';
import { readPlaces } from '../view/places.ts';
import { writePackedShard } from './packed-writer.ts';

interface File {
  readonly name: string;
  readonly text: string;
}

function packed(accounts: readonly Account[], shards: number): readonly File[] {
  const access = analyzeAccess({ accounts, subject: accounts[0]?.accountId ?? '', decide });
  const files: File[] = [];
  for (let shard = 0; shard < shards; shard++) {
    const at = (place: number) => Math.floor((place * access.principals.length) / shards);
    const range = { shard, from: at(shard), to: at(shard + 1) };
    for (const content of writePackedShard(access, range, shards).files) {
      files.push({ name: content.name, text: [...content.chunks].join('') });
    }
  }
  return files;
}

function textOf(files: readonly File[], file: Parameters<typeof packedName>[0]): string {
  return files.find(({ name }) => name === packedName(file, 0, 1))?.text ?? '';
}

const accounts = smallWorld();
const plain = [...analyzeAccess({ accounts, subject: accounts[0]?.accountId ?? '', decide }).lines()];

test('the small world has rows', () => {
  expect(plain.length).toBeGreaterThan(20);
});

test.each([1, 2, 3])('what was packed in %i shards reads back as the lines themselves', (shards) => {
  expect([...unpack(packed(accounts, shards))]).toEqual(plain);
});

test('the summary counts what the lines hold', () => {
  const access = analyzeAccess({ accounts, subject: accounts[0]?.accountId ?? '', decide });
  const shard = writePackedShard(access, { shard: 0, from: 0, to: access.principals.length }, 1);
  for (const { chunks } of shard.files) for (const _ of chunks);
  const summary = shard.summary();
  expect(summary.rows).toBe(plain.length);
  expect(summary.conditional).toBe(plain.filter(({ verdict }) => verdict === 'conditional').length);
  expect(summary.terms).toBe(plain.reduce((total, { terms, moreTerms }) => total + terms.length + moreTerms, 0));
});

test('the index says where each line begins and how many rows it holds', () => {
  const files = packed(accounts, 1);
  const index = JSON.parse(textOf(files, 'index')) as PackedIndex;
  const bytes = (text: string) =>
    text
      .split('\n')
      .slice(0, -1)
      .map((line) => new TextEncoder().encode(line).length + 1);
  expect(index.access).toEqual(bytes(textOf(files, 'access')));
  expect(index.byResource).toEqual(bytes(textOf(files, 'byResource')));
  expect(index.terms).toEqual(bytes(textOf(files, 'terms')));
  const rows = new Map<string, number>();
  for (const { principalArn } of plain) rows.set(principalArn, (rows.get(principalArn) ?? 0) + 1);
  expect(index.principals).toEqual([...rows.keys()]);
  expect(index.principalRows).toEqual([...rows.values()]);
});

test('the lines by resource say the same as the lines by principal', () => {
  const files = packed(accounts, 1);
  const principals = readLines<PrincipalLine>(textOf(files, 'access'));
  const forward = new Set<string>();
  const backward = new Set<string>();
  const resources = readLines<{ arn: string }>(textOf(files, 'resources'));
  for (const line of principals) {
    for (const [set, places] of Object.entries(line.resources)) {
      readPlaces(places, (place) => forward.add(`${line.principalArn} ${resources[place]?.arn} ${set}`));
    }
  }
  for (const line of readLines<ResourceLine>(textOf(files, 'byResource'))) {
    for (const [set, places] of Object.entries(line.principals)) {
      readPlaces(places, (place) => backward.add(`${principals[place]?.principalArn} ${line.resourceArn} ${set}`));
    }
  }
  expect(backward).toEqual(forward);
});

test.each([
  ['access.jsonl', { file: 'access', shard: 0 }],
  ['access-by-resource.0012.jsonl', { file: 'byResource', shard: 12 }],
  ['access-index.json', { file: 'index', shard: 0 }],
  ['principals.jsonl', null],
  ['access-notes.txt', null],
])('the file name %s', (name, expected) => {
  expect(packedFileOf(name)).toEqual(expected);
});
