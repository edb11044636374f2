import fc from 'fast-check';
import { ORGANIZATION, type SmallAccount, type Written } from './small-account.ts';

/**
 * Small accounts in which everything meets everything: few names, many policies, biased to near misses. Two accounts
 * are read, a third is only named.
 */
export const A = '111111111111';
export const B = '222222222222';
export const OUTSIDE = '333333333333';

export const BUCKET = 'arn:aws:s3:::data';
export const OTHER_BUCKET = 'arn:aws:s3:::data-two';
export const QUEUE = `arn:aws:sqs:eu-west-1:${A}:jobs`;
export const KEY = `arn:aws:kms:eu-west-1:${A}:key/1111aaaa-1111-1111-1111-111111111111`;
export const FOREIGN_BUCKET = 'arn:aws:s3:::elsewhere';

const actions = fc.constantFrom(
  's3:GetObject',
  's3:Get*',
  's3:*',
  '*',
  's3:ListBucket',
  's3:PutObject',
  's3:*Object',
  'sqs:SendMessage',
  'sqs:*',
  'kms:Decrypt',
  'kms:*',
  'sts:AssumeRole',
  'iam:*',
  '*:Get*',
);

const resources = fc.constantFrom(
  '*',
  BUCKET,
  `${BUCKET}/*`,
  `${BUCKET}/a/*`,
  `${BUCKET}/*/secret*`,
  `${BUCKET}/?/x`,
  'arn:aws:s3:::data*',
  'arn:aws:s3:::*',
  `${BUCKET}/\${aws:username}/*`,
  `${BUCKET}/\${aws:PrincipalTag/team, 'none'}/*`,
  'arn:aws:s3:::*/a/*',
  OTHER_BUCKET,
  `${OTHER_BUCKET}/*`,
  `${FOREIGN_BUCKET}/*`,
  QUEUE,
  `arn:aws:sqs:*:${A}:j*`,
  'arn:aws:sqs:*',
  KEY,
  `arn:aws:iam::${A}:role/*`,
  `arn:aws:iam::${A}:role/worker`,
);

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

const CONDITIONS: readonly Conditions[] = [
  { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
  { IpAddress: { 'aws:SourceIp': ['203.0.113.0/28', '10.0.0.0/8'] } },
  { NotIpAddress: { 'aws:SourceIp': '203.0.113.128/25' } },
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
  { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  { Bool: { 'aws:SecureTransport': 'false' } },
  { StringEquals: { 'aws:PrincipalTag/team': 'red' } },
  { StringNotEquals: { 'aws:PrincipalTag/team': ['red', 'blue'] } },
  { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } },
  { StringNotEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } },
  { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } },
  { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': ORGANIZATION } },
  { StringLike: { 's3:prefix': ['a/*', 'b/*'] } },
  { StringNotLike: { 's3:prefix': 'a/secret*' } },
  { StringEquals: { 's3:prefix': '${aws:username}' } },
  { NumericLessThan: { 's3:max-keys': '10' } },
  { NumericGreaterThanEquals: { 's3:max-keys': '10' } },
  { DateLessThan: { 'aws:CurrentTime': '2026-06-01T00:00:00Z' } },
  { DateGreaterThan: { 'aws:CurrentTime': '2026-03-01T00:00:00Z' } },
  { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
  { 'ForAllValues:StringLike': { 'aws:TagKeys': ['a', 'c*'] } },
  { 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': ['a'] } },
  { Null: { 'aws:TagKeys': 'true' } },
  { Null: { 'aws:MultiFactorAuthPresent': 'false' } },
  { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::*:role/w*` } },
  { ArnNotLike: { 'aws:PrincipalArn': [`arn:aws:iam::${A}:user/ann`, `arn:aws:iam::${A}:role/worker`] } },
  { StringEquals: { 'aws:username': ['ann', 'eve'] } },
  { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'us-east-1'] } },
  { StringEqualsIgnoreCase: { 'aws:UserAgent': 'Tool' } },
];

const conditions = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Conditions>({}) },
  { weight: 5, arbitrary: fc.constantFrom(...CONDITIONS) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...CONDITIONS), fc.constantFrom(...CONDITIONS))
      .map(([a, b]) => ({ ...a, ...b })),
  },
);

const principals = fc.oneof(
  fc.constant('*'),
  fc
    .subarray(
      [
        `arn:aws:iam::${A}:root`,
        `arn:aws:iam::${A}:user/ann`,
        `arn:aws:iam::${A}:role/worker`,
        `arn:aws:iam::${A}:role/bounded`,
        B,
        `arn:aws:iam::${B}:role/visitor`,
        OUTSIDE,
        `arn:aws:iam::${OUTSIDE}:role/vendor`,
      ],
      { minLength: 1, maxLength: 3 },
    )
    .map((AWS) => ({ AWS })),
  fc.constant({ Service: 'events.amazonaws.com' }),
);

const list = (item: fc.Arbitrary<string>) => fc.uniqueArray(item, { minLength: 1, maxLength: 3 });

const effect = fc.constantFrom('Allow', 'Allow', 'Deny');

function statement(parts: { readonly principal: boolean; readonly deny?: boolean; readonly trust?: boolean }) {
  return fc
    .record({
      effect: parts.deny === true ? fc.constant('Deny') : effect,
      action: parts.trust === true ? fc.constant(['sts:AssumeRole']) : list(actions),
      notAction: fc.boolean().map((b) => b && parts.trust !== true),
      notResource: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
      resource: list(resources),
      conditions,
      principal: principals,
      notPrincipal: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
    })
    .map((s): Readonly<Record<string, unknown>> => {
      const negateAction = s.notAction && s.effect === 'Deny';
      const negatePrincipal = s.notPrincipal && s.effect === 'Deny' && parts.trust !== true;
      return {
        Effect: s.effect,
        [negateAction ? 'NotAction' : 'Action']: s.action,
        ...(parts.trust === true ? {} : { [s.notResource ? 'NotResource' : 'Resource']: s.resource }),
        ...(Object.keys(s.conditions).length === 0 ? {} : { Condition: s.conditions }),
        ...(parts.principal ? { [negatePrincipal ? 'NotPrincipal' : 'Principal']: s.principal } : {}),
      };
    });
}

const identity: fc.Arbitrary<Written> = fc.array(statement({ principal: false }), { minLength: 1, maxLength: 4 });
const resource = fc.option(fc.array(statement({ principal: true }), { minLength: 1, maxLength: 3 }), {
  nil: undefined,
});
const trust: fc.Arbitrary<Written> = fc.array(statement({ principal: true, trust: true }), {
  minLength: 1,
  maxLength: 2,
});
const team = fc.constantFrom({}, { team: 'red' }, { team: 'blue' });
const FULL: Written = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
const scp: fc.Arbitrary<Written> = fc
  .array(statement({ principal: false, deny: true }), { maxLength: 2 })
  .map((denies) => [{ Effect: 'Allow', Action: '*', Resource: '*' }, ...denies]);
const rcp: fc.Arbitrary<Written> = statement({ principal: false, deny: true })
  .map((s) => [{ ...s, Principal: '*', Action: ['s3:*', 'sqs:*'], NotAction: undefined }])
  .map(([s]) => {
    const { NotAction: _, ...rest } = s as Record<string, unknown>; // RCPs know no NotAction (D15)
    return [rest];
  });

/** Both accounts. */
export const worlds: fc.Arbitrary<readonly [SmallAccount, SmallAccount]> = fc
  .record({
    ann: identity,
    eve: identity,
    eveBoundary: identity,
    worker: identity,
    workerTrust: trust,
    bounded: identity,
    boundary: fc.oneof(identity, fc.constant(FULL)),
    visitor: identity,
    bucket: resource,
    bucketTwo: resource,
    queue: resource,
    key: resource,
    elsewhere: resource,
    teams: fc.tuple(team, team, team, team),
    scps: fc.option(fc.tuple(scp, scp), { nil: null }),
    rcp: fc.option(rcp, { nil: null }),
    block: fc.boolean(),
  })
  .map((w): readonly [SmallAccount, SmallAccount] => {
    const withPolicy = (type: string, policy: readonly Readonly<Record<string, unknown>>[] | undefined, tags = {}) => ({
      type,
      tags,
      ...(policy === undefined ? {} : { policy }),
    });
    return [
      {
        id: A,
        users: {
          ann: { policy: w.ann, tags: w.teams[0] },
          eve: { policy: w.eve, boundary: w.eveBoundary, tags: w.teams[1] },
        },
        roles: {
          worker: { policy: w.worker, trust: w.workerTrust, tags: w.teams[2] },
          bounded: { policy: w.bounded, boundary: w.boundary, trust: w.workerTrust },
        },
        resources: {
          [BUCKET]: withPolicy('AWS::S3::Bucket', w.bucket, w.teams[3]),
          [OTHER_BUCKET]: withPolicy('AWS::S3::Bucket', w.bucketTwo),
          [QUEUE]: withPolicy('AWS::SQS::Queue', w.queue, w.teams[0]),
          [KEY]: withPolicy('AWS::KMS::Key', w.key),
        },
        organization: w.scps === null ? null : { scps: w.scps, rcps: w.rcp === null ? [] : [w.rcp] },
        accountBlock: w.block,
      },
      {
        id: B,
        roles: { visitor: { policy: w.visitor, tags: w.teams[1] } },
        resources: { [FOREIGN_BUCKET]: withPolicy('AWS::S3::Bucket', w.elsewhere) },
      },
    ];
  });

/** Concrete things to ask about. */
export const questions = fc.constantFrom(
  ['s3:GetObject', `${BUCKET}/a/x`],
  ['s3:GetObject', `${BUCKET}/b/secret1`],
  ['s3:GetObject', `${BUCKET}/ann/x`],
  ['s3:GetObject', `${BUCKET}/red/x`],
  ['s3:PutObject', `${BUCKET}/a/x`],
  ['s3:ListBucket', BUCKET],
  ['s3:GetBucketPolicy', BUCKET],
  ['s3:GetObject', `${OTHER_BUCKET}/a/x`],
  ['s3:ListBucket', OTHER_BUCKET],
  ['s3:GetObject', `${FOREIGN_BUCKET}/a/x`],
  ['sqs:SendMessage', QUEUE],
  ['sqs:ReceiveMessage', QUEUE],
  ['kms:Decrypt', KEY],
  ['kms:DescribeKey', KEY],
  ['sts:AssumeRole', `arn:aws:iam::${A}:role/worker`],
  ['iam:GetRole', `arn:aws:iam::${A}:role/bounded`],
) as fc.Arbitrary<readonly [action: string, resource: string]>;

/** What a request may carry; keys left out are absent. */
export const contexts: fc.Arbitrary<Readonly<Record<string, string | readonly string[]>>> = fc
  .record(
    {
      'aws:SourceIp': fc.constantFrom('203.0.113.5', '203.0.113.200', '10.1.2.3', '192.0.2.1'),
      'aws:MultiFactorAuthPresent': fc.constantFrom('true', 'false'),
      's3:prefix': fc.constantFrom('a/x', 'a/secret1', 'b/', 'ann', 'zzz'),
      's3:max-keys': fc.constantFrom('5', '10', '1000'),
      'aws:TagKeys': fc.constantFrom(['a'], ['a', 'cc'], ['z'], ['a', 'z']),
      'aws:UserAgent': fc.constantFrom('TOOL', 'other'),
    },
    { requiredKeys: [] },
  )
  .chain((some) =>
    fc
      .record({
        'aws:SecureTransport': fc.constantFrom('true', 'false'),
        'aws:CurrentTime': fc.constantFrom('2026-01-15T00:00:00Z', '2026-04-15T00:00:00Z', '2026-09-15T00:00:00Z'),
      })
      .map((always) => ({ ...some, ...always })),
  );
