import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../policy/parse.ts';
import { compilePattern, matchPattern } from '../policy/pattern.ts';
import { decide, prepare } from './decide.ts';
import { answerLine } from './line/answer-line.ts';
import type { Request, RequestContext, World } from './request.ts';

const ACCOUNT = '111111111111';
const account = { id: ACCOUNT, organizationId: null, organizationPath: null, managementAccount: false };

function worldOf(statements: readonly object[]): World {
  return {
    identityPolicies: [{ name: 'p', document: parsePolicy({ Version: '2012-10-17', Statement: statements }) }],
    permissionsBoundaries: null,
    sessionPolicies: null,
    resourcePolicy: null,
    serviceControlPolicies: null,
    resourceControlPolicies: null,
    vpcEndpointPolicies: null,
    facts: null,
  };
}

function requestOf(context: RequestContext, resource = 'arn:aws:s3:::b/k'): Request {
  return {
    principal: { kind: 'user', arn: `arn:aws:iam::${ACCOUNT}:user/u`, accountId: ACCOUNT, principalId: null },
    action: 's3:GetObject',
    resource,
    principalAccount: account,
    resourceAccount: account,
    context,
  };
}

/** A context that counts how often a value is asked for. */
function counted(context: RequestContext): { context: RequestContext; reads: () => number } {
  let reads = 0;
  const proxy = new Proxy(context, {
    get(target, key) {
      reads++;
      return typeof key === 'string' ? target[key] : undefined;
    },
  });
  return { context: proxy, reads: () => reads };
}

describe('deciding is linear in statements and values', () => {
  test.each([500, 5_000])('%i statements with a condition each: each asks for its key once', (count) => {
    const condition = { StringEquals: { 'aws:PrincipalTag/team': 'x' } };
    const statement = { Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: condition };
    const { context, reads } = counted({ 'aws:PrincipalTag/team': 'red' });
    const answer = decide(worldOf(Array(count).fill(statement)), requestOf(context));
    expect(answer.decision).toBe('implicit-deny');
    expect(reads()).toBe(count);
  });

  test.each([100, 10_000])('%i values of a condition: the key is asked for once', (count) => {
    const values = Array.from({ length: count }, (_, i) => `*a*${i}`);
    const condition = { StringLike: { 'aws:PrincipalTag/team': values } };
    const { context, reads } = counted({ 'aws:PrincipalTag/team': 'b'.repeat(200) });
    const statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition: condition };
    expect(decide(worldOf([statement]), requestOf(context)).decision).toBe('implicit-deny');
    expect(reads()).toBe(1);
  });

  test('a prepared world asks no more the second time', () => {
    const statement = { Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: { StringEquals: { a: 'x' } } };
    const prepared = prepare(worldOf(Array(1_000).fill(statement)));
    const first = counted({ a: 'y' });
    const second = counted({ a: 'y' });
    prepared.decide(requestOf(first.context));
    prepared.decide(requestOf(second.context));
    expect(second.reads()).toBe(first.reads());
  });
});

describe('input made to be slow', () => {
  test('E19 a resource of a longest policy of stars: at most pattern × text steps', () => {
    const pattern = `arn:aws:s3:::${'*a'.repeat(3_000)}b`;
    const resource = `arn:aws:s3:::${'a'.repeat(1_000)}`;
    const counter = { steps: 0 };
    expect(matchPattern(compilePattern(pattern), resource, counter)).toBe(false);
    expect(counter.steps).toBeLessThanOrEqual((pattern.length + 1) * (resource.length + 1));
    const world = worldOf([{ Effect: 'Allow', Action: '*', Resource: pattern }]);
    expect(decide(world, requestOf({}, resource)).decision).toBe('implicit-deny');
  });

  test('deeply nested JSON in a document is an open document, not a crash', () => {
    const nested = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    const line = JSON.stringify({
      id: 'deep',
      request: { principal: 'anonymous', action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' },
      resourcePolicy: { name: 'p', document: nested },
    });
    expect(answerLine(line, 1)).toMatchObject({
      decision: 'undetermined',
      notEvaluated: [{ code: 'too-deep', where: '/resourcePolicy/document', couldChange: true }],
    });
  });

  test('names of an object’s own machinery are names like any other', () => {
    const condition = { StringEquals: { constructor: 'x' }, Null: { __proto__x: 'true', toString: 'true' } };
    const statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition: condition };
    expect(decide(worldOf([statement]), requestOf({})).decision).toBe('implicit-deny');
    expect(decide(worldOf([statement]), requestOf({ constructor: 'x' })).decision).toBe('allowed');
    const principal = { constructor: 'x', toString: '*' };
    const policy = parsePolicy({ Version: '2012-10-17', Statement: [{ ...statement, Principal: principal }] });
    expect(policy.issues.map(({ code }) => code)).toEqual(['unknown-principal', 'unknown-principal']);
  });
});
