import { describe, expect, test } from 'vitest';
import { decide } from '../authorization/decide.ts';
import { analyzeAccess } from './analyze.ts';
import { canReach } from './can-reach.ts';
import { ORGANIZATION, type SmallAccount, smallAccount } from './testing/small-account.ts';
import type { AccessLine, Term } from './verdict.ts';

const A = '111111111111';
const OTHER = '222222222222';
const OUTSIDE = '333333333333';
const BUCKET = 'arn:aws:s3:::data';
const QUEUE = `arn:aws:sqs:eu-west-1:${A}:jobs`;
const KEY = `arn:aws:kms:eu-west-1:${A}:key/1111aaaa-1111-1111-1111-111111111111`;
const ann = `arn:aws:iam::${A}:user/ann`;
const worker = `arn:aws:iam::${A}:role/worker`;

const allow = (Action: string | readonly string[], Resource: string | readonly string[], Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});
const deny = (Action: string | readonly string[], Resource: string | readonly string[], Condition?: object) => ({
  ...allow(Action, Resource, Condition),
  Effect: 'Deny',
});
const by = (Principal: unknown, statement: object) => ({ Principal, ...statement });
const toService = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };

interface Asked {
  readonly accounts: readonly SmallAccount[];
  readonly principal: string;
  readonly resource: string | null;
  readonly service?: string;
  readonly capability: AccessLine['capability'];
}

/** The one line that is asked about; null: never. Every proof on the way must be confirmed. */
function check({ accounts, principal, resource, service, capability }: Asked): AccessLine | null {
  const made = accounts.map(smallAccount);
  const analysis = analyzeAccess({ accounts: made, subject: made[0]?.accountId ?? '', decide });
  const lines = [...analysis.lines()];
  expect(analysis.witnesses().failed).toBe(0);
  expect(analysis.witnesses().confirmed).toBe(analysis.witnesses().made);
  const ids = new Set(analysis.statements().map((s) => s.id));
  for (const line of lines)
    for (const term of line.terms) for (const grant of term.grants) expect(ids).toContain(grant);
  return (
    lines.find(
      (l) =>
        l.principalArn === principal &&
        l.resourceArn === resource &&
        l.capability === capability &&
        (service === undefined || l.service === service),
    ) ?? null
  );
}

const brief = (term: Term | undefined) =>
  term && { actions: term.actions, scope: term.scope, conditions: term.conditions, path: term.path };

describe('scope', () => {
  const one = (policy: readonly object[], bucket: readonly object[] = []) =>
    check({
      accounts: [
        {
          id: A,
          users: { ann: { policy: policy as never } },
          resources: {
            [BUCKET]: { type: 'AWS::S3::Bucket', ...(bucket.length === 0 ? {} : { policy: bucket as never }) },
          },
        },
      ],
      principal: ann,
      resource: BUCKET,
      capability: 'read-data',
    });

  test('E19, E23: a part of a bucket, its exceptions cut out, in patterns of whole ARNs', () => {
    const line = one([allow('s3:GetObject', `${BUCKET}/logs/*`), deny('s3:GetObject', `${BUCKET}/logs/secret/*`)]);
    expect(line?.verdict).toBe('allowed');
    expect(brief(line?.terms[0])).toEqual({
      actions: ['s3:GetObject'],
      scope: { include: [`${BUCKET}/logs/*`], exclude: [`${BUCKET}/logs/secret/*`] },
      conditions: [],
      path: [],
    });
  });

  test('E23: objects alone reach no bucket, the bucket alone no objects', () => {
    expect(one([allow('s3:*', `${BUCKET}/*`)])?.terms[0]?.actions).not.toContain('s3:ListBucket');
    expect(one([allow('s3:*', BUCKET)])?.terms[0]?.actions).not.toContain('s3:GetObject');
  });

  test('patterns of two layers meet: what both match, and nothing else', () => {
    const line = one([allow('s3:GetObject', `${BUCKET}/a*`), deny('s3:GetObject', `${BUCKET}/*b`)]);
    expect(line?.terms[0]?.scope).toEqual({ include: [`${BUCKET}/a*`], exclude: [`${BUCKET}/*b`] });
  });

  test('E22: NotResource with Deny leaves what it names', () => {
    const line = one([
      allow('s3:GetObject', '*'),
      { Effect: 'Deny', Action: 's3:GetObject', NotResource: `${BUCKET}/open/*` },
    ]);
    expect(line?.terms[0]?.scope).toEqual({ include: [`${BUCKET}/open/*`], exclude: [] });
  });

  test('a deny under a condition leaves two terms: outside it for free, inside it where the condition fails', () => {
    const mfa = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } };
    const line = one([allow('s3:GetObject', '*'), deny('s3:GetObject', `${BUCKET}/secret/*`, mfa)]);
    expect(line?.verdict).toBe('allowed');
    expect(line?.terms.map((t) => [t.scope.include, t.scope.exclude, t.conditions.length])).toEqual([
      [[`${BUCKET}/*`], [`${BUCKET}/secret/*`], 0],
      [[`${BUCKET}/secret/*`], [], 1],
    ]);
    expect(line?.terms[1]?.conditions[0]).toEqual({
      not: [{ operator: 'BoolIfExists', key: 'aws:MultiFactorAuthPresent', values: ['false'] }],
    });
  });

  test('G02, G04: variables are the caller’s values, and match nothing where it has none', () => {
    const own = [
      allow('s3:GetObject', `${BUCKET}/\${aws:username}/*`),
      allow('s3:GetObject', `${BUCKET}/\${aws:PrincipalTag/team}/*`),
    ];
    expect(one(own)?.terms.map((t) => t.scope.include)).toEqual([[`${BUCKET}/ann/*`]]);
  });

  test('indexes of a table are part of it, streams are not under its policy (K07)', () => {
    const table = `arn:aws:dynamodb:eu-west-1:${A}:table/orders`;
    const line = check({
      accounts: [
        {
          id: A,
          users: { ann: { policy: [allow('dynamodb:Query', `${table}/index/by-date`)] } },
          resources: { [table]: { type: 'AWS::DynamoDB::Table' } },
        },
      ],
      principal: ann,
      resource: table,
      capability: 'read-data',
    });
    expect(line?.terms[0]?.scope.include).toEqual([`${table}/index/by-date`]);
  });
});

describe('conditions', () => {
  const under = (...conditions: readonly object[]) =>
    check({
      accounts: [
        {
          id: A,
          users: {
            ann: {
              policy: conditions.map((c, i) =>
                i === 0 ? allow('sqs:SendMessage', QUEUE, c) : deny('sqs:SendMessage', QUEUE, c),
              ),
              tags: { team: 'red' },
            },
          },
          resources: { [QUEUE]: { type: 'AWS::SQS::Queue', tags: { team: 'red' } } },
          organization: {},
        },
      ],
      principal: ann,
      resource: QUEUE,
      capability: 'write-data',
    });

  test.each([
    [
      'F27, F28 tags that agree are no condition',
      { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } },
      [],
    ],
    ['F23 the organization is known', { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } }, []],
    ['F31 the Region is the ARN’s', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }, []],
    ['F25 so is a user’s name', { StringLike: { 'aws:username': 'a*' } }, []],
    [
      'F32 addresses are the request’s',
      { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      [{ operator: 'IpAddress', key: 'aws:SourceIp', values: ['203.0.113.0/24'] }],
    ],
  ])('%s', (_, condition, expected) => {
    expect(under(condition)?.terms[0]?.conditions).toEqual(expected);
  });

  test.each([
    ['F27 a tag of another value', { StringEquals: { 'aws:PrincipalTag/team': 'blue' } }],
    ['F04 an absent tag', { StringEquals: { 'aws:PrincipalTag/none': 'x' } }],
    ['F31 another Region', { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }],
    ['F26 keys that only services carry', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } }],
    ['F15 a number above and below', { NumericLessThan: { 'sqs:x': '5' }, NumericGreaterThan: { 'sqs:x': '7' } }],
    [
      'F16 networks that do not meet',
      { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' }, NotIpAddress: { 'aws:SourceIp': '10.0.0.0/7' } },
    ],
    ['F06 present and absent', { Null: { 'aws:SourceVpc': 'true' }, StringEquals: { 'aws:SourceVpc': 'vpc-1' } }],
    ['F12 texts that cannot be one', { StringLike: { 'aws:UserAgent': 'a*' }, StringEquals: { 'aws:UserAgent': 'b' } }],
  ])('%s: never', (_, condition) => {
    expect(under(condition)).toBeNull();
  });

  test.each([
    [
      'a wider network',
      { IpAddress: { 'aws:SourceIp': '10.1.0.0/16' } },
      { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
    ],
    [
      'a deny that cannot apply',
      { StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
      { StringEquals: { 'aws:SourceVpc': 'vpc-2' } },
    ],
    [
      'F15 a later date',
      { DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
      { DateGreaterThan: { 'aws:CurrentTime': '2026-06-01T00:00:00Z' } },
    ],
  ])('%s is implied and vanishes', (_, grant, denied) => {
    expect(under(grant, denied)?.terms[0]?.conditions).toHaveLength(1);
  });

  test('a deny of all that is granted: never', () => {
    expect(
      under({ IpAddress: { 'aws:SourceIp': '10.1.0.0/16' } }, { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }),
    ).toBeNull();
  });
});

describe('two keys (H10)', () => {
  const encrypted = (statements: readonly object[], keyPolicy: readonly object[]): Asked => ({
    accounts: [
      {
        id: A,
        users: { ann: { policy: statements as never } },
        resources: {
          [BUCKET]: {
            type: 'AWS::S3::Bucket',
            details: { encryption: { sseAlgorithm: 'aws:kms', kmsMasterKeyID: KEY } },
          },
          [KEY]: {
            type: 'AWS::KMS::Key',
            policy: keyPolicy as never,
            details: { keyManager: 'CUSTOMER', keyState: 'Enabled', grants: [] },
          },
        },
      },
    ],
    principal: ann,
    resource: BUCKET,
    capability: 'read-data',
  });
  const delegating = [by({ AWS: A }, allow('kms:*', '*'))];

  test('the object without its key: never, and held back by the missing right', () => {
    const asked = encrypted([allow('s3:GetObject', '*')], delegating);
    expect(check(asked)).toBeNull();
    const analysis = analyzeAccess({ accounts: asked.accounts.map(smallAccount), subject: A, decide });
    expect([...analysis.heldBack()].filter((h) => h.principalArn === ann)).toEqual([
      {
        principalArn: ann,
        principalType: 'user',
        resourceArn: BUCKET,
        capability: 'read-data',
        missing: { layer: 'identity', action: 'kms:Decrypt', resource: KEY },
      },
    ]);
  });

  test('with both keys allowed; the key’s statement is cited', () => {
    const line = check(encrypted([allow(['s3:GetObject', 'kms:Decrypt'], '*')], delegating));
    expect(line?.verdict).toBe('allowed');
    expect(line?.terms[0]?.grants.some((g) => g.includes(KEY))).toBe(true);
  });

  test('H08: kms:ViaService is the service that asks', () => {
    const via = (service: string) => ({ StringEquals: { 'kms:ViaService': `${service}.eu-west-1.amazonaws.com` } });
    const asked = (service: string): Asked => {
      const made = encrypted([allow('s3:GetObject', '*'), allow('kms:Decrypt', '*', via(service))], delegating);
      const [account] = made.accounts;
      const small = account as SmallAccount;
      return { ...made, accounts: [{ ...small, regionOfBuckets: 'eu-west-1' }] };
    };
    expect(check(asked('s3'))?.verdict).toBe('allowed');
    expect(check(asked('sqs'))).toBeNull();
  });
});

describe('paths (J01)', () => {
  const trust = (principal: string, Condition?: object) => [
    {
      Effect: 'Allow',
      Principal: { AWS: principal },
      Action: 'sts:AssumeRole',
      ...(Condition === undefined ? {} : { Condition }),
    },
  ];
  const first = `arn:aws:iam::${A}:role/first`;
  const second = `arn:aws:iam::${A}:role/second`;
  const chain = (condition?: object): SmallAccount => ({
    id: A,
    users: { ann: {} },
    roles: {
      first: { trust: trust(ann, condition) },
      second: { trust: [...trust(first), ...trust(second)], policy: [allow('sqs:SendMessage', QUEUE)] },
    },
    resources: { [QUEUE]: { type: 'AWS::SQS::Queue' } },
  });
  const ask = (account: SmallAccount) =>
    check({ accounts: [account], principal: ann, resource: QUEUE, capability: 'write-data' });

  test('B12: through role after role, cycles notwithstanding', () => {
    expect(ask(chain())?.terms.map((t) => t.path)).toEqual([[first, second]]);
  });

  test('a step’s condition is the path’s', () => {
    const line = ask(chain({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }));
    expect(line?.verdict).toBe('conditional');
    expect(line?.terms[0]?.conditions).toEqual([
      { operator: 'Bool', key: 'aws:MultiFactorAuthPresent', values: ['true'] },
    ]);
  });

  test('what is had directly is not told again through a role', () => {
    const account = chain();
    const line = ask({ ...account, users: { ann: { policy: [allow('sqs:*', '*')] } } });
    expect(line?.terms.map((t) => t.path)).toEqual([[]]);
  });
});

describe('outside callers', () => {
  const shared = (policy: readonly object[], more: Partial<SmallAccount> = {}): readonly SmallAccount[] => [
    { id: A, resources: { [BUCKET]: { type: 'AWS::S3::Bucket', policy: policy as never } }, ...more },
  ];
  const read = (accounts: readonly SmallAccount[], principal: string) =>
    check({ accounts, principal, resource: BUCKET, capability: 'read-data' });

  test('E01: anonymous', () => {
    expect(read(shared([by('*', allow('s3:GetObject', `${BUCKET}/*`))]), 'anonymous')?.verdict).toBe('allowed');
  });

  test('I04: RestrictPublicBuckets closes it', () => {
    expect(
      read(shared([by('*', allow('s3:GetObject', `${BUCKET}/*`))], { accountBlock: true }), 'anonymous'),
    ).toBeNull();
  });

  test('E25, F23: a grant to the organization is none to anonymous callers', () => {
    const policy = [
      by('*', allow('s3:GetObject', `${BUCKET}/*`, { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } })),
    ];
    expect(read(shared(policy), 'anonymous')).toBeNull();
  });

  test('A06, B11: an account that was not read is one row, whoever of it is named', () => {
    const whole = shared([by({ AWS: OUTSIDE }, allow('s3:GetObject', `${BUCKET}/*`))]);
    expect(read(whole, `arn:aws:iam::${OUTSIDE}:root`)?.verdict).toBe('allowed');
    const vendor = `arn:aws:iam::${OUTSIDE}:role/vendor`;
    const line = read(
      shared([by({ AWS: vendor }, allow('s3:GetObject', `${BUCKET}/*`))]),
      `arn:aws:iam::${OUTSIDE}:root`,
    );
    expect(line?.terms[0]?.conditions).toEqual([{ operator: 'ArnEquals', key: 'aws:PrincipalArn', values: [vendor] }]);
  });

  test('A06: an account that was read is judged on its own policies', () => {
    const visitor = `arn:aws:iam::${OTHER}:role/visitor`;
    const policy = [by({ AWS: OTHER }, allow('s3:GetObject', `${BUCKET}/*`))];
    const other = (statements: readonly object[]): SmallAccount => ({
      id: OTHER,
      roles: { visitor: { policy: statements as never, trust: [toService] } },
    });
    expect(read([...shared(policy), other([allow('s3:GetObject', '*')])], visitor)?.verdict).toBe('allowed');
    expect(read([...shared(policy), other([])], visitor)).toBeNull();
  });

  test('E06, F26: a service under the source that its policy names', () => {
    const line = read(
      shared([
        by(
          { Service: 'logging.s3.amazonaws.com' },
          allow('s3:GetObject', `${BUCKET}/*`, { StringEquals: { 'aws:SourceAccount': A } }),
        ),
      ]),
      'service:logging.s3.amazonaws.com',
    );
    expect(line?.terms[0]?.conditions).toEqual([{ operator: 'StringEquals', key: 'aws:SourceAccount', values: [A] }]);
  });

  test('D12: an RCP that asks for the organization shuts other accounts out', () => {
    const rcp = [
      { ...by('*', deny('s3:*', '*', { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': ORGANIZATION } })) },
    ];
    const accounts = shared([by({ AWS: OUTSIDE }, allow('s3:GetObject', `${BUCKET}/*`))], {
      organization: { rcps: [rcp] },
    });
    expect(read(accounts, `arn:aws:iam::${OUTSIDE}:root`)).toBeNull();
  });
});

describe('layers', () => {
  const bounded = (parts: Partial<SmallAccount>, bucket?: readonly object[]) =>
    check({
      accounts: [
        {
          id: A,
          resources: {
            [BUCKET]: { type: 'AWS::S3::Bucket', ...(bucket === undefined ? {} : { policy: bucket as never }) },
          },
          ...parts,
        },
      ],
      principal: parts.users === undefined ? worker : ann,
      resource: BUCKET,
      capability: 'read-data',
    });
  const read = allow('s3:GetObject', `${BUCKET}/*`);

  test('B08: a boundary grants nothing and cuts what it does not allow', () => {
    expect(bounded({ users: { ann: { policy: [read], boundary: [allow('sqs:*', '*')] } } })).toBeNull();
    expect(bounded({ users: { ann: { policy: [], boundary: [read] } } })).toBeNull();
  });

  test('B01, B02: a bucket policy that names a user passes its boundary, one that names a role does not', () => {
    const boundary = [allow('sqs:*', '*')];
    expect(bounded({ users: { ann: { boundary } } }, [by({ AWS: ann }, read)])?.verdict).toBe('allowed');
    expect(bounded({ roles: { worker: { boundary, trust: [toService] } } }, [by({ AWS: worker }, read)])).toBeNull();
  });

  test('D02, D05: an SCP denies, but not a service-linked role', () => {
    const scps = [[allow('*', '*'), deny('s3:*', '*')]];
    expect(bounded({ users: { ann: { policy: [read] } }, organization: { scps } })).toBeNull();
    const linked = 'aws-service-role/x.amazonaws.com/linked';
    const line = check({
      accounts: [
        {
          id: A,
          roles: { [linked]: { policy: [read], trust: [toService] } },
          resources: { [BUCKET]: { type: 'AWS::S3::Bucket' } },
          organization: { scps },
        },
      ],
      principal: `arn:aws:iam::${A}:role/${linked}`,
      resource: BUCKET,
      capability: 'read-data',
    });
    expect(line?.verdict).toBe('allowed');
  });

  test('A01: root needs no policy of its own', () => {
    const line = check({
      accounts: [{ id: A, resources: { [BUCKET]: { type: 'AWS::S3::Bucket' } } }],
      principal: `arn:aws:iam::${A}:root`,
      resource: BUCKET,
      capability: 'read-data',
    });
    expect(line?.verdict).toBe('allowed');
  });
});

describe('service-level lines', () => {
  const line = (policy: readonly object[], service: string, capability: AccessLine['capability']) =>
    check({
      accounts: [{ id: A, users: { ann: { policy: policy as never } } }],
      principal: ann,
      resource: null,
      service,
      capability,
    });

  test('E21: an action without a resource', () => {
    expect(line([allow('s3:ListAllMyBuckets', '*')], 's3', 'read-config')?.terms[0]?.actions).toEqual([
      's3:ListAllMyBuckets',
    ]);
    expect(line([allow('s3:ListAllMyBuckets', BUCKET)], 's3', 'read-config')).toBeNull();
  });

  test('a service whose resources were not collected: the terms say which ARNs', () => {
    const found = line(
      [allow('s3:GetObject', `${BUCKET}/*`), deny('s3:GetObject', `${BUCKET}/no/*`)],
      's3',
      'read-data',
    );
    expect(found?.terms[0]?.scope).toEqual({ include: [`${BUCKET}/*`], exclude: [`${BUCKET}/no/*`] });
  });

  test('E23: a pattern for objects gives nothing on buckets', () => {
    expect(line([allow('s3:*', `${BUCKET}/*`)], 's3', 'read-data')?.terms.flatMap((t) => t.actions)).not.toContain(
      's3:ListBucket',
    );
  });
});

describe('canReach', () => {
  const accounts = [
    smallAccount({
      id: A,
      users: { ann: { policy: [allow('s3:GetObject', `${BUCKET}/a/*`), allow('new:Thing', '*')] } },
      resources: { [BUCKET]: { type: 'AWS::S3::Bucket' } },
    }),
  ];
  test.each([
    ['s3:GetObject', `${BUCKET}/a/x`, 'allowed'],
    ['s3:GetObject', `${BUCKET}/b/x`, 'never'],
    ['S3:getobject', `${BUCKET}/a/x`, 'allowed'],
    ['new:Thing', '*', 'allowed'],
    ['new:Other', '*', 'never'],
  ])('%s on %s: %s', (action, resource, expected) => {
    expect(canReach(accounts, ann, action, resource).verdict).toBe(expected);
  });
});
