import type { RequestContext } from '../../authorization/request.ts';
import { allow, check, deny, FULL, type Rule } from '../../authorization/testing/rule.ts';

const team = 'aws:PrincipalTag/team';
const red = { [team]: 'red' };

function resource(
  title: string,
  pattern: string,
  arn: string,
  context: RequestContext,
  covered: boolean,
  more: Partial<Rule> = {},
): Rule {
  return {
    title,
    resource: arn,
    identity: [allow('*', pattern)],
    context,
    expected: covered ? 'allowed' : 'implicit-deny',
    ...more,
  };
}

function condition(
  title: string,
  block: unknown,
  context: RequestContext,
  holds: boolean,
  more: Partial<Rule> = {},
): Rule {
  return {
    title,
    identity: [allow('*', '*', { Condition: block })],
    context,
    expected: holds ? 'allowed' : 'implicit-deny',
    ...more,
  };
}

check('G: versions and variables', [
  resource('G01 2012: a variable', 'arn:aws:s3:::data/${aws:PrincipalTag/team}', 'arn:aws:s3:::data/red', red, true),
  resource('G01 2008: text', 'arn:aws:s3:::data/${aws:PrincipalTag/team}', 'arn:aws:s3:::data/red', red, false, {
    version: '2008-10-17',
  }),
  resource('G01 no version: text', 'arn:aws:s3:::data/${aws:PrincipalTag/team}', 'arn:aws:s3:::data/red', red, false, {
    version: null,
  }),
  resource(
    'G01 2008: the text itself',
    'arn:aws:s3:::data/${aws:PrincipalTag/team}',
    'arn:aws:s3:::data/${aws:PrincipalTag/team}',
    red,
    true,
    { version: '2008-10-17' },
  ),
  condition(
    'G01 2008: text in conditions too',
    { StringEquals: { 's3:prefix': '${aws:username}' } },
    { 's3:prefix': 'martha' },
    false,
    { version: '2008-10-17' },
  ),
  resource(
    'G02 not before the fifth colon',
    'arn:aws:s3:${aws:PrincipalTag/team}::data/k',
    'arn:aws:s3:red::data/k',
    red,
    false,
    { owner: '111111111111', expected: 'undetermined' },
  ),
  condition(
    'G02 in string conditions',
    { StringEquals: { 's3:prefix': 'home/${aws:username}' } },
    { 's3:prefix': 'home/martha' },
    true,
  ),
  condition(
    'G02 in ARN conditions',
    { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:1:${aws:username}' } },
    { 'aws:SourceArn': 'arn:aws:sns:us-east-1:1:martha' },
    true,
  ),
  condition(
    'G02 keys without case',
    { StringEquals: { 's3:prefix': '${AWS:UserName}' } },
    { 's3:prefix': 'martha' },
    true,
  ),
  condition(
    'G03 a key with a list has no value',
    { StringEquals: { 's3:prefix': '${aws:TagKeys}' } },
    { 's3:prefix': 'a', 'aws:TagKeys': ['a'] },
    false,
  ),
  resource(
    'G04 no value in Resource: no resource',
    'arn:aws:s3:::data/${aws:PrincipalTag/team}',
    'arn:aws:s3:::data/k',
    {},
    false,
  ),
  {
    title: 'G04 no value in NotResource: excludes nothing',
    identity: [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::data/${aws:PrincipalTag/team}' }],
    expected: 'allowed',
  },
  {
    title: 'G04 a Deny of this form is not lost',
    identity: [FULL, { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::${aws:PrincipalTag/team}/*' }],
    expected: 'explicit-deny',
  },
  condition(
    'G05 no value, positive operator',
    { StringEquals: { 's3:prefix': '${aws:PrincipalTag/team}' } },
    { 's3:prefix': 'red' },
    false,
  ),
  condition(
    'G05 no value, negated operator',
    { StringNotEquals: { 's3:prefix': '${aws:PrincipalTag/team}' } },
    { 's3:prefix': 'red' },
    true,
  ),
  {
    title: 'G05 a Deny of this form is not lost',
    identity: [FULL, deny('*', '*', { Condition: { StringNotLike: { 's3:prefix': '${aws:PrincipalTag/team}/*' } } })],
    context: { 's3:prefix': 'x' },
    expected: 'explicit-deny',
  },
  condition(
    'G05 the other values still count',
    { StringNotEquals: { 's3:prefix': ['${aws:PrincipalTag/team}', 'red'] } },
    { 's3:prefix': 'red' },
    false,
  ),
  resource(
    'G06 a default where the key is absent',
    "arn:aws:s3:::data-${aws:PrincipalTag/team, 'company-wide'}/k",
    'arn:aws:s3:::data-company-wide/k',
    {},
    true,
  ),
  resource(
    'G06 the value where it is there',
    "arn:aws:s3:::data-${aws:PrincipalTag/team, 'company-wide'}/k",
    'arn:aws:s3:::data-red/k',
    red,
    true,
  ),
  condition('G07 `${*}` is a star', { StringLike: { 's3:prefix': 'a${*}b' } }, { 's3:prefix': 'a*b' }, true),
  condition('G07 and no wildcard', { StringLike: { 's3:prefix': 'a${*}b' } }, { 's3:prefix': 'axb' }, false),
  condition('G07 `${?}`', { StringLike: { 's3:prefix': 'a${?}b' } }, { 's3:prefix': 'axb' }, false),
  condition('G07 `${$}`', { StringEquals: { 's3:prefix': '${$}{x}' } }, { 's3:prefix': '${x}' }, true),
  condition(
    'G08 a star in a value is no wildcard',
    { StringLike: { 's3:prefix': '${aws:PrincipalTag/team}' } },
    { 's3:prefix': 'red', [team]: 'r*' },
    false,
  ),
  condition(
    'G08 but itself',
    { StringLike: { 's3:prefix': '${aws:PrincipalTag/team}' } },
    { 's3:prefix': 'r*', [team]: 'r*' },
    true,
  ),
]);
