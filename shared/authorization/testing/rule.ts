import { describe, expect, test } from 'vitest';
import type { Outcome } from '../decision.ts';
import type { AccountFacts, KmsFacts, Principal, RequestContext } from '../request.ts';
import { answer, ENGINES } from './engines.ts';
import { account, principalOf } from './principal.ts';
import { EMPTY_WORLD, type Question, type WrittenPolicy, type WrittenS3Facts } from './question.ts';

/** A statement as JSON. */
export type Written = Readonly<Record<string, unknown>>;

/** One row of a table of rules: who asks for what, what the policies say, and what AWS documents as the answer. */
export interface Rule {
  /** Begins with the rule's id. */
  readonly title: string;
  /** As a decide line names the caller; the user `martha` of account 111111111111 where the row does not say. */
  readonly as?: string | Principal;
  readonly roleArn?: string;
  /** `s3:GetObject` on an object of the caller's account where the row does not say. */
  readonly action?: string;
  readonly resource?: string;
  /** Account that owns the resource, null: unknown; the ARN's account, or the caller's, where the row does not say. */
  readonly owner?: string | AccountFacts | null;
  readonly callerAccount?: AccountFacts;
  readonly context?: RequestContext;
  /** Version of every document; null: none. */
  readonly version?: string | null;
  readonly identity?: readonly Written[];
  readonly boundary?: readonly Written[];
  readonly session?: readonly Written[];
  readonly policy?: readonly Written[];
  readonly scps?: readonly (readonly Written[])[];
  readonly rcps?: readonly (readonly Written[])[];
  readonly endpoint?: readonly Written[];
  readonly s3?: Partial<WrittenS3Facts> & { readonly accessPointPolicy?: readonly Written[] };
  readonly kms?: Partial<KmsFacts>;
  readonly expected: Outcome;
}

export const ACCOUNT = '111111111111';
export const OTHER = '222222222222';
export const MARTHA = `arn:aws:iam::${ACCOUNT}:user/martha`;
export const APP = `arn:aws:iam::${ACCOUNT}:role/app`;
export const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/app/s1`;
export const OBJECT = 'arn:aws:s3:::data/k';

export function allow(action: unknown = '*', resource: unknown = '*', more: Written = {}): Written {
  return { Effect: 'Allow', Action: action, Resource: resource, ...more };
}

export function deny(action: unknown = '*', resource: unknown = '*', more: Written = {}): Written {
  return { Effect: 'Deny', Action: action, Resource: resource, ...more };
}

/** An allow for these AWS principals. */
export function grant(principal: unknown, more: Written = {}): Written {
  return allow('*', '*', { Principal: principal, ...more });
}

export const FULL: Written = allow();

/** The one way in which these tables ask an engine: every row, of every engine. */
export function check(section: string, rules: readonly Rule[]): void {
  describe(section, () => {
    describe.each(ENGINES)('%s', (_name, engine) => {
      test.each(rules.map((rule) => [rule.title, rule] as const))('%s', (_title, rule) => {
        expect(answer(engine, questionOf(rule)).decision).toBe(rule.expected);
      });
    });
  });
}

export function questionOf(rule: Rule): Question {
  const principal = typeof rule.as === 'object' ? rule.as : principalOf(rule.as ?? MARTHA, rule.roleArn ?? null);
  const callerAccount = 'accountId' in principal ? (rule.callerAccount ?? account(principal.accountId)) : null;
  const resource = rule.resource ?? OBJECT;
  const owner = rule.owner === undefined ? resource.split(':')[4] || callerAccount?.id || ACCOUNT : rule.owner;
  const policy = (statements: readonly Written[], name: string): WrittenPolicy => ({
    name,
    document: { ...(rule.version === null ? {} : { Version: rule.version ?? '2012-10-17' }), Statement: statements },
  });
  const { accessPointPolicy, ...s3 } = rule.s3 ?? {};
  return {
    request: {
      principal,
      action: rule.action ?? 's3:GetObject',
      resource,
      principalAccount: callerAccount,
      resourceAccount: typeof owner === 'string' ? account(owner) : owner,
      context: rule.context ?? {},
    },
    world: {
      ...EMPTY_WORLD,
      identityPolicies: rule.identity === undefined ? [] : [policy(rule.identity, 'identity')],
      permissionsBoundaries: rule.boundary === undefined ? null : [policy(rule.boundary, 'boundary')],
      sessionPolicies: rule.session === undefined ? null : [policy(rule.session, 'session')],
      resourcePolicy: rule.policy === undefined ? null : policy(rule.policy, 'resource'),
      serviceControlPolicies: rule.scps?.map((level, index) => [policy(level, `level ${index}`)]) ?? null,
      resourceControlPolicies: rule.rcps?.map((level, index) => [policy(level, `level ${index}`)]) ?? null,
      vpcEndpointPolicies: rule.endpoint === undefined ? null : [policy(rule.endpoint, 'endpoint')],
      facts:
        rule.s3 === undefined && rule.kms === undefined
          ? null
          : {
              s3:
                rule.s3 === undefined
                  ? null
                  : s3Facts(s3, accessPointPolicy && policy(accessPointPolicy, 'access point')),
              kms: rule.kms === undefined ? null : { keyManager: null, state: null, grants: null, ...rule.kms },
            },
    },
  };
}

function s3Facts(given: Partial<WrittenS3Facts>, accessPointPolicy: WrittenPolicy | undefined): WrittenS3Facts {
  return {
    publicAccessBlock: null,
    objectOwnership: null,
    bucketAcl: null,
    objectAcl: null,
    objectOwner: null,
    accessPoint:
      accessPointPolicy === undefined
        ? null
        : {
            arn: `arn:aws:s3:us-east-1:${ACCOUNT}:accesspoint/ap`,
            policy: accessPointPolicy,
            publicAccessBlock: null,
            vpcId: null,
          },
    ...given,
  };
}
