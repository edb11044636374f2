import { describe, expect, test } from 'vitest';
import { OTHER, OWN } from '../../account/testing/fixtures.ts';
import { runOf } from '../testing/memory-run.ts';
import { arnOf, smallWorld } from '../testing/small-world.ts';
import { askedOf } from './asked.ts';
import { Asking } from './asking.ts';
import { type Explanation, explain } from './explain.ts';
import { explanationLines } from './explain-words.ts';
import { resolvePrincipal, resolveResource } from './resolve.ts';

const asking = new Asking(runOf(...smallWorld()));

/** The explanation of a question as people type it, and its words. */
function check(who: string, what: string, where: string): { readonly told: Explanation; readonly words: string } {
  const principal = resolvePrincipal(asking.run, who);
  const resource = resolveResource(asking.run, where);
  const asked = askedOf(what);
  if (!('found' in principal) || !('found' in resource) || asked === null) throw new Error('expected a question');
  const told = explain(asking, principal.found, asked, resource.found);
  return { told, words: explanationLines(told, asking.parts).join('\n') };
}

describe('why', () => {
  test('A11: by a group policy, with statement, Sid and JSON', () => {
    const { told, words } = check('alice', 's3:GetObject', 'arn:aws:s3:::data/report.csv');
    expect(told.verdict).toBe('allowed');
    const [way] = told.ways;
    expect(way?.checks[0]?.because).toContainEqual(
      expect.objectContaining({
        layer: 'identity',
        policy: 'develop',
        statement: 0,
        sid: 'Read',
        attachedTo: [`arn:aws:iam::${OWN}:group/Developers`],
      }),
    );
    expect(words).toContain('"Sid":"Read"');
    expect(way?.ends).toMatchObject({
      by: 'any',
      statements: expect.arrayContaining([expect.objectContaining({ policy: 'develop' })]),
    });
  });

  test('D04: SCPs of every level that had to allow are named', () => {
    const { told } = check('alice', 's3:GetObject', 'arn:aws:s3:::data/report.csv');
    const scps = told.ways[0]?.checks[0]?.because.filter(({ layer }) => layer === 'scp');
    expect(scps?.map(({ attachedTo }) => attachedTo)).toEqual([['the root of the organization'], ['the account']]);
  });

  test('C07: through two roles, each step decided by itself', () => {
    const { told } = check('erin', 'read-data', 'data');
    expect(told.verdict).toBe('never');
    const alice = check('alice', 'sqs:SendMessage', 'orders').told;
    expect(alice.ways[0]).toMatchObject({ confirmed: true, term: { path: [arnOf.role('app')] } });
    expect(alice.ways[0]?.checks.map(({ of, decision }) => [of, decision])).toEqual([
      ['step', 'allowed'],
      ['access', 'allowed'],
    ]);
    const app = check('app', 's3:GetObject', 'arn:aws:s3:::data/x').told;
    expect(app.ways[0]?.term.path).toEqual([arnOf.role('deep', OTHER)]);
    expect(app.ways[0]?.confirmed).toBe(true);
  });

  test('a condition stands in words, and the witness carries it', () => {
    const { told, words } = check('carol', 's3:GetObject', 'arn:aws:s3:::site/x');
    expect(told.verdict).toBe('conditional');
    expect(words).toContain('aws:MultiFactorAuthPresent is true');
    expect(told.ways.every(({ confirmed }) => confirmed)).toBe(true);
  });
});

describe('why not, and what would change it', () => {
  test('A01: silence; an allow in a policy of the caller, or in the resource’s', () => {
    const { told } = check('erin', 's3:GetObject', 'arn:aws:s3:::data/x');
    expect(told.withheld[0]?.checks[0]).toMatchObject({ decision: 'implicit-deny' });
    const plans = told.withheld[0]?.change[0]?.plans;
    expect(plans?.every(({ allows }) => allows)).toBe(true);
    expect(
      plans?.map(({ changes }) => changes.map((change) => ('layer' in change ? change.layer : change.kind))),
    ).toEqual([['identity'], ['resource']]);
  });

  test('B08: the boundary is silent', () => {
    const { told, words } = check('bob', 'sqs:SendMessage', 'orders');
    expect(told.withheld[0]?.checks[0]?.because).toContainEqual(
      expect.objectContaining({ layer: 'boundary', effect: 'silent' }),
    );
    expect(words).toContain('an allow in the permissions boundary of');
  });

  test('A02: a deny of the resource’s policy must go', () => {
    const { told } = check('alice', 's3:GetObject', 'arn:aws:s3:::data/private/x');
    expect(told.withheld[0]?.checks[0]?.decision).toBe('explicit-deny');
    expect(told.withheld[0]?.change[0]?.plans[0]).toMatchObject({
      allows: true,
      changes: [{ kind: 'undeny', cited: { sid: 'Private', attachedTo: [arnOf.bucket('data')] } }],
    });
  });

  test('D05: a deny of an SCP, with its level', () => {
    const { told } = check('admin', 's3:DeleteObject', 'arn:aws:s3:::data/x');
    expect(told.withheld[0]?.checks[0]?.because).toContainEqual(
      expect.objectContaining({ layer: 'scp', sid: 'Keep', attachedTo: ['the root of the organization'] }),
    );
  });

  test('H08: the request is allowed and the key is not', () => {
    const { told, words } = check('frank', 's3:GetObject', 'arn:aws:s3:::vault/x');
    expect(told.verdict).toBe('never');
    expect(told.withheld[0]?.checks.map(({ of, decision }) => [of, decision])).toEqual([
      ['access', 'allowed'],
      ['key', 'implicit-deny'],
    ]);
    expect(words).toContain('what would change it, on the key: this alone');
  });

  test('a condition that could be met is told before any policy is edited', () => {
    const { told } = check('erin', 'sts:AssumeRole', 'admin');
    const [first] = told.withheld[0]?.change[0]?.plans ?? [];
    expect(first).toMatchObject({
      allows: true,
      changes: [
        { kind: 'condition', words: 'aws:MultiFactorAuthPresent is true' },
        { kind: 'allow', layer: 'identity' },
      ],
    });
  });

  test('A06: across accounts both sides must allow', () => {
    const { told } = check(arnOf.user('zoe', OTHER), 's3:PutObject', 'arn:aws:s3:::vault/x');
    const access = told.withheld[0]?.checks[0];
    expect(access?.because).toEqual([expect.objectContaining({ layer: 'resource', effect: 'silent' })]);
  });

  test('who is named by nobody', () => {
    expect(check('anonymous', 's3:GetObject', 'arn:aws:s3:::site/private/x').told.verdict).toBe('never');
    expect(check('anonymous', 's3:GetObject', 'arn:aws:s3:::site/public/x').told.verdict).toBe('allowed');
    expect(check('service:lambda.amazonaws.com', 'sqs:SendMessage', 'orders').told.withheld).toHaveLength(1);
  });
});
