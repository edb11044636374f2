import { account } from '../../authorization/testing/principal.ts';
import { allow, check, deny, FULL, grant, MARTHA, OBJECT, type Written } from '../../authorization/testing/rule.ts';

const on = (pattern: unknown): readonly Written[] => [allow('*', pattern)];
const queue = 'arn:aws:sqs:us-east-1:111111111111:orders';
const pattern = 'arn:aws:s3:::data/*/test/*';
const bucket = 'arn:aws:s3:::data';

check('E: actions', [
  { title: 'E14 without case', identity: [allow('S3:getobject')], expected: 'allowed' },
  { title: 'E14 `*` any run', identity: [allow('s3:G*ject')], expected: 'allowed' },
  { title: 'E14 `?` one character', identity: [allow('s3:?etObject')], expected: 'allowed' },
  { title: 'E14 `?` not none', identity: [allow('s3:GetObject?')], expected: 'implicit-deny' },
  { title: 'E15 `*` alone is all services', identity: [allow('*')], expected: 'allowed' },
  {
    title: 'E15 `s3:*` is one service',
    action: 'sqs:SendMessage',
    resource: queue,
    identity: [allow('s3:*')],
    expected: 'implicit-deny',
  },
  {
    title: 'E16 NotAction with Allow is everything but the list',
    identity: [{ Effect: 'Allow', NotAction: 's3:PutObject', Resource: '*' }],
    expected: 'allowed',
  },
  {
    title: 'E16 NotAction with Allow leaves the list out',
    identity: [{ Effect: 'Allow', NotAction: ['s3:Get*', 'ec2:*'], Resource: '*' }],
    expected: 'implicit-deny',
  },
  {
    title: 'E16 NotAction with Deny denies everything but the list',
    identity: [FULL, { Effect: 'Deny', NotAction: 's3:PutObject', Resource: '*' }],
    expected: 'explicit-deny',
  },
  {
    title: 'E17 NotAction within a service’s resources',
    action: 'sqs:SendMessage',
    resource: queue,
    identity: [{ Effect: 'Allow', NotAction: 's3:PutObject', Resource: 'arn:aws:s3:::*' }],
    expected: 'implicit-deny',
  },
]);

check('E: resources', [
  { title: 'E18 with case', identity: on('arn:aws:s3:::data/K'), expected: 'implicit-deny' },
  ...[
    'data/1/test/object.jpg',
    'data/1/2/test/object.jpg',
    'data/1/2/test/3/object.jpg',
    'data/1/2/3/test/4/object.jpg',
    'data/1///test///object.jpg',
    'data/1/test/.jpg',
    'data//test/object.jpg',
    'data/1/test/',
  ].map((text) => ({
    title: `E19 \`*\` takes \`/\`: ${text}`,
    resource: `arn:aws:s3:::${text}`,
    identity: on(pattern),
    expected: 'allowed' as const,
  })),
  ...['data/1-test/object.jpg', 'data/test/object.jpg', 'data/1/2/test.jpg'].map((text) => ({
    title: `E19 not: ${text}`,
    resource: `arn:aws:s3:::${text}`,
    identity: on(pattern),
    expected: 'implicit-deny' as const,
  })),
  {
    title: 'E20 `*` at the end of a segment runs over colons',
    action: 'sqs:SendMessage',
    resource: queue,
    identity: on('arn:aws:sqs:*'),
    expected: 'allowed',
  },
  {
    title: 'E20 `*` inside a segment does not',
    action: 'sqs:SendMessage',
    resource: queue,
    identity: on('arn:aws:sqs:us*1:orders'),
    expected: 'implicit-deny',
  },
  {
    title: 'E20 `?` takes no colon of the first five',
    action: 'sqs:SendMessage',
    resource: queue,
    identity: on('arn:aws:sqs:us-east-1?111111111111:orders'),
    expected: 'implicit-deny',
  },
  {
    title: 'E20 after the fifth colon colons are ordinary',
    action: 'lambda:InvokeFunction',
    resource: 'arn:aws:lambda:us-east-1:111111111111:function:f:live',
    identity: on('arn:aws:lambda:us-east-1:111111111111:func*live'),
    expected: 'allowed',
  },
  {
    title: 'E20 an incomplete ARN is completed',
    action: 'sqs:SendMessage',
    resource: queue,
    identity: on('arn:aws:sqs:us-east-1'),
    expected: 'allowed',
  },
  {
    title: 'E21 `*` covers an action without a resource',
    action: 's3:ListAllMyBuckets',
    resource: '*',
    identity: on('*'),
    expected: 'allowed',
  },
  {
    title: 'E21 so does a pattern of all the service’s ARNs',
    action: 's3:ListAllMyBuckets',
    resource: '*',
    identity: on('arn:aws:s3:::*'),
    expected: 'allowed',
  },
  {
    title: 'E21 one of a single resource does not',
    action: 's3:ListAllMyBuckets',
    resource: '*',
    identity: on('arn:aws:s3:::data*'),
    expected: 'implicit-deny',
  },
  {
    title: 'E21 nor does it deny',
    action: 's3:ListAllMyBuckets',
    resource: '*',
    identity: [FULL, deny('*', 'arn:aws:s3:::data')],
    expected: 'allowed',
  },
  {
    title: 'E21 one of another service does not',
    action: 'ec2:DescribeInstances',
    resource: '*',
    identity: on('arn:aws:s3:::*'),
    expected: 'implicit-deny',
  },
  {
    title: 'E22 NotResource covers what is not listed, of every service',
    action: 'sqs:SendMessage',
    resource: queue,
    identity: [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::*' }],
    expected: 'allowed',
  },
  {
    title: 'E22 NotResource leaves the list out',
    identity: [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::data/*' }],
    expected: 'implicit-deny',
  },
  {
    title: 'E22 NotResource with Deny',
    identity: [FULL, { Effect: 'Deny', Action: '*', NotResource: ['arn:aws:s3:::logs/*'] }],
    expected: 'explicit-deny',
  },
  {
    title: 'E23 the object’s ARN is not the bucket’s',
    action: 's3:ListBucket',
    resource: bucket,
    identity: on('arn:aws:s3:::data/*'),
    expected: 'implicit-deny',
  },
  { title: 'E23 the bucket’s ARN is not the object’s', identity: on(bucket), expected: 'implicit-deny' },
  {
    title: 'E23 `arn:aws:s3:::*at*` matches objects as well',
    resource: OBJECT,
    identity: on('arn:aws:s3:::*at*'),
    expected: 'allowed',
  },
  {
    title: 'E24 `*` in a key policy is this key',
    action: 'kms:Decrypt',
    resource: 'arn:aws:kms:us-east-1:111111111111:key/k',
    policy: [grant({ AWS: MARTHA })],
    expected: 'allowed',
  },
  {
    title: 'E24 a statement about another resource is nothing',
    policy: [allow('*', 'arn:aws:s3:::other/*', { Principal: { AWS: MARTHA } })],
    owner: account('111111111111'),
    expected: 'implicit-deny',
  },
]);
