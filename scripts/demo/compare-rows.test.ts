import { expect, test } from 'vitest';
import type { AccessLine, Term } from '../../shared/access/verdict.ts';
import { compareRows } from './compare-rows.ts';
import type { ExpectedRow } from './expected.ts';

const ALICE = 'arn:aws:iam::110000000002:user/alice.marsh';
const BUCKET = 'arn:aws:s3:::larkspur-web-logs';
const ROLE = 'arn:aws:iam::110000000002:role/breakglass-admin';

function term(over: Partial<Term> = {}): Term {
  return {
    actions: ['s3:GetObject'],
    scope: { include: [`${BUCKET}/*`], exclude: [] },
    conditions: [],
    path: [],
    grants: [],
    witness: { action: 's3:GetObject', resource: `${BUCKET}/a`, context: {} },
    ...over,
  };
}

function line(terms: readonly Term[], over: Partial<AccessLine> = {}): AccessLine {
  return {
    principalArn: ALICE,
    principalType: 'user',
    resourceArn: BUCKET,
    resourceType: 'AWS::S3::Bucket',
    service: 's3',
    capability: 'read-data',
    verdict: terms.some(({ conditions }) => conditions.length === 0) ? 'allowed' : 'conditional',
    terms,
    moreTerms: 0,
    canGrantItself: [],
    ...over,
  };
}

const ROW: ExpectedRow = {
  id: 'row',
  night: 'both',
  customerId: 'C000001',
  accountId: '110000000002',
  principalArn: ALICE,
  principalType: 'user',
  resourceArn: BUCKET,
  capability: 'read-data',
  verdict: 'allowed',
  rules: ['A04'],
  why: 'an example for the comparison',
};

/** The row, changed by `over`, against the lines: `null` agrees, a text is part of the one mismatch. */
function check(name: string, over: Partial<ExpectedRow>, lines: readonly AccessLine[], mismatch: string | null): void {
  test(name, () => {
    const found = compareRows([{ ...ROW, ...over }], lines);
    if (mismatch === null) expect(found).toEqual([]);
    else expect(found).toEqual([expect.stringContaining(mismatch)]);
  });
}

const TLS = { not: [{ operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] }] };
const MFA = { operator: 'Bool', key: 'aws:MultiFactorAuthPresent', values: ['true'] };
const never = { verdict: 'never' } as const;
const conditional = { verdict: 'conditional' } as const;

check('a line as expected agrees', {}, [line([term()])], null);
check('a missing line is a mismatch', {}, [], 'found no line');
check(
  'another verdict is a mismatch',
  {},
  [line([term({ conditions: [TLS] })])],
  'expected allowed, found conditional',
);
check('a missing action is a mismatch', { actions: ['s3:ListBucket'] }, [line([term()])], '`s3:ListBucket`');
check('actions compare without case', { actions: ['S3:getobject'] as string[] }, [line([term()])], null);
check('an action that must not be there', { notActions: ['s3:GetObject'] }, [line([term()])], 'expected without');
check('another scope is a mismatch', { scope: { include: [`${BUCKET}/a/*`] } }, [line([term()])], 'scope.include');
check('another type of principal', { principalType: 'role' }, [line([term()])], 'expected principal type role');
check('absent: no line agrees', never, [], null);
check('absent: any line is a mismatch', never, [line([term()])], 'expected never');
check('absent actions: other actions agree', { ...never, actions: ['s3:ListBucket'] }, [line([term()])], null);
check(
  'absent actions: one of them is a mismatch',
  { ...never, actions: ['s3:GetObject'] },
  [line([term()])],
  'none of',
);
check('absent path: another path agrees', { ...never, path: [] }, [line([term({ path: [ROLE] })])], null);
check(
  'a key under `not` counts',
  { ...conditional, conditionKeys: ['aws:securetransport'] },
  [line([term({ conditions: [TLS] })])],
  null,
);
check(
  'a key that one term lacks is a mismatch',
  { ...conditional, conditionKeys: ['aws:SecureTransport'] },
  [line([term({ conditions: [TLS] }), term({ conditions: [MFA], path: [ROLE] })])],
  'in every term',
);
check(
  'with a path only its terms are judged',
  { ...conditional, path: [ROLE], conditionKeys: ['aws:MultiFactorAuthPresent'] },
  [line([term(), term({ conditions: [MFA], path: [ROLE] })])],
  null,
);
check('a path that no term takes is a mismatch', { path: [ROLE] }, [line([term()])], 'found direct');
check('present: either verdict agrees', { verdict: 'present' }, [line([term({ conditions: [TLS] })])], null);
check('two lines for one row are a mismatch', {}, [line([term()]), line([term()])], 'found 2');
check(
  'service-level lines are told apart by service',
  { resourceArn: null, service: 'logs' },
  [line([term()], { resourceArn: null, resourceType: null, service: 's3' })],
  'found no line',
);
check(
  'an account is the same by id and by root ARN (E02)',
  { principalArn: 'arn:aws:iam::330000000001:root', principalType: 'account' },
  [line([term()], { principalArn: '330000000001', principalType: 'account' })],
  null,
);
