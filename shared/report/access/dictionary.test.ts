import { expect, test } from 'vitest';
import type { AccessLine, Term } from '../../access/verdict.ts';
import { expand, readTermSets } from '../view/stored-access.ts';
import { TermDictionary } from './dictionary.ts';

function term(resource: string): Term {
  return {
    actions: ['s3:GetObject'],
    scope: { include: [`${resource}/*`], exclude: [`${resource}/private/*`] },
    conditions: [{ not: [{ operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] }] }],
    path: [],
    grants: ['g1'],
    witness: { action: 's3:GetObject', resource: `${resource}/a`, context: {} },
  };
}

function line(principal: string, resource: string | null): AccessLine {
  return {
    principalArn: `arn:aws:iam::111111111111:user/${principal}`,
    principalType: 'user',
    resourceArn: resource,
    resourceType: resource === null ? null : 'AWS::S3::Bucket',
    service: 's3',
    capability: 'read-data',
    verdict: 'conditional',
    terms: [term(resource ?? 'arn:aws:s3:::any')],
    moreTerms: 2,
    canGrantItself: [],
  };
}

const LINES = [line('a', 'arn:aws:s3:::one'), line('a', 'arn:aws:s3:::two'), line('b', null)];

test('a line that was stored reads back as it was', () => {
  const dictionary = new TermDictionary('t');
  const stored = LINES.map((each) => dictionary.store(each));
  const sets = readTermSets([dictionary.lines().join('')]);
  expect(stored.map((each) => expand(each, sets))).toEqual(LINES);
});

test('like resources share a set of terms, a service-level line keeps its own', () => {
  const dictionary = new TermDictionary('t');
  const [one, two, service] = LINES.map((each) => dictionary.store(each));
  expect(one?.terms).toBe(two?.terms);
  expect(service?.terms).not.toBe(one?.terms);
  expect(dictionary.lines()).toHaveLength(2);
});

test('a dictionary that was cut is an error, not a row without terms', () => {
  const stored = new TermDictionary('t').store(line('a', 'arn:aws:s3:::one'));
  expect(() => expand(stored, new Map())).toThrow('unknown term set t0');
});
