import type { RequestContext } from '../request.ts';
import type { Draw } from './draw.ts';
import { drawNearText, drawPattern } from './near-miss.ts';

/** A condition key of generated worlds: what kind of operator it wants, and what values requests carry. */
interface Key {
  readonly name: string;
  readonly family: Family;
  readonly values: readonly string[];
  /** A key with a list of values (F24). */
  readonly many?: true;
  /** Follows from principal or resource: a request carries it only where it contradicts. */
  readonly derived?: true;
}

type Family = 'string' | 'arn' | 'bool' | 'number' | 'date' | 'ip' | 'binary';

const KEYS: readonly Key[] = [
  { name: 'aws:PrincipalTag/team', family: 'string', values: ['red', 'Red', 'blue', 'r*d', 'r?d', ''] },
  { name: 'aws:RequestTag/Env', family: 'string', values: ['prod', 'dev', 'p?od'] },
  { name: 's3:prefix', family: 'string', values: ['home/', 'home/alice/', 'team', 'red', 'home/red'] },
  { name: 'aws:SourceVpce', family: 'string', values: ['vpce-1', 'vpce-2'] },
  { name: 'aws:SourceVpc', family: 'string', values: ['vpc-1', 'vpc-2'] },
  { name: 'sts:ExternalId', family: 'string', values: ['e-1', 'e-2'] },
  { name: 'aws:username', family: 'string', values: ['alice', 'bob', 'Alice'], derived: true },
  {
    name: 'aws:userid',
    family: 'string',
    values: ['AIDAEXAMPLEUSER000001', 'AROAEXAMPLEROLE000001:s1'],
    derived: true,
  },
  {
    name: 'aws:PrincipalAccount',
    family: 'string',
    values: ['111111111111', '222222222222', 'anonymous'],
    derived: true,
  },
  { name: 'aws:PrincipalType', family: 'string', values: ['User', 'AssumedRole', 'Account'], derived: true },
  { name: 'aws:PrincipalOrgID', family: 'string', values: ['o-ours', 'o-theirs'], derived: true },
  { name: 'aws:ResourceAccount', family: 'string', values: ['111111111111', '222222222222'], derived: true },
  { name: 'aws:ResourceOrgID', family: 'string', values: ['o-ours'], derived: true },
  { name: 'aws:RequestedRegion', family: 'string', values: ['us-east-1', 'eu-west-1'], derived: true },
  { name: 'kms:CallerAccount', family: 'string', values: ['111111111111', '222222222222'], derived: true },
  { name: 'aws:SourceOwner', family: 'string', values: ['111111111111'], derived: true },
  { name: 's3:DataAccessPointAccount', family: 'string', values: ['111111111111'], derived: true },
  {
    name: 'aws:PrincipalArn',
    family: 'arn',
    values: [
      'arn:aws:iam::111111111111:role/app',
      'arn:aws:iam::111111111111:user/alice',
      'arn:aws:iam::111111111111:root',
    ],
    derived: true,
  },
  {
    name: 'aws:SourceArn',
    family: 'arn',
    values: ['arn:aws:s3:::data', 'arn:aws:sns:us-east-1:111111111111:t:u', 'none'],
  },
  {
    name: 's3:DataAccessPointArn',
    family: 'arn',
    values: ['arn:aws:s3:us-east-1:111111111111:accesspoint/ap'],
    derived: true,
  },
  { name: 'aws:SecureTransport', family: 'bool', values: ['true', 'false'] },
  { name: 'aws:MultiFactorAuthPresent', family: 'bool', values: ['true', 'false', 'True'] },
  { name: 'aws:PrincipalIsAWSService', family: 'bool', values: ['true', 'false'], derived: true },
  { name: 's3:max-keys', family: 'number', values: ['10', '9', '10.0', '-1', 'ten'] },
  { name: 'aws:MultiFactorAuthAge', family: 'number', values: ['3600', '86400'] },
  {
    name: 'aws:CurrentTime',
    family: 'date',
    values: ['2020-06-01T00:00:00Z', '1577836801', '2020-06-01T02:00:00+02:00', '2020-06-01T00:00:00'],
  },
  { name: 'aws:TokenIssueTime', family: 'date', values: ['2020-01-01T00:00:01Z', '2020-01-01', 'yesterday'] },
  { name: 'aws:SourceIp', family: 'ip', values: ['203.0.113.7', '198.51.100.1', '2001:db8::7', '10.0.0.1', 'nowhere'] },
  { name: 'app:Blob', family: 'binary', values: ['QmluYXJ5', 'QmluYXJ6', '!'] },
  { name: 'aws:TagKeys', family: 'string', values: ['Env', 'team', 'env', 'cost'], many: true },
  {
    name: 'aws:CalledVia',
    family: 'string',
    values: ['athena.amazonaws.com', 'cloudformation.amazonaws.com'],
    many: true,
  },
  {
    name: 'aws:PrincipalOrgPaths',
    family: 'string',
    values: ['o-ours/r-root/ou-apps/', 'o-ours/r-root/ou-data/'],
    many: true,
    derived: true,
  },
  {
    name: 'logs:LogGeneratingResourceArns',
    family: 'arn',
    values: ['arn:aws:cloudfront::1:distribution/a'],
    many: true,
  },
];

const OPERATORS: Readonly<Record<Family, readonly string[]>> = {
  string: [
    'StringEquals',
    'StringNotEquals',
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
    'StringLike',
    'StringNotLike',
  ],
  arn: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike', 'StringLike', 'StringEquals'],
  bool: ['Bool', 'StringEquals'],
  number: [
    'NumericEquals',
    'NumericNotEquals',
    'NumericLessThan',
    'NumericLessThanEquals',
    'NumericGreaterThan',
    'NumericGreaterThanEquals',
  ],
  date: [
    'DateEquals',
    'DateNotEquals',
    'DateLessThan',
    'DateLessThanEquals',
    'DateGreaterThan',
    'DateGreaterThanEquals',
  ],
  ip: ['IpAddress', 'NotIpAddress'],
  binary: ['BinaryEquals'],
};

/** What a request carries: a few keys, some of them against what would follow by themselves. */
export function drawContext(draw: Draw): RequestContext {
  const carried = KEYS.filter((key) => draw.chance(key.derived === true ? 3 : 45));
  const entries = carried.map((key): [string, string | string[]] => {
    const name = draw.chance(10) ? key.name.toLowerCase() : key.name;
    const list = draw.chance(key.many === true ? 90 : 2);
    return [name, list ? draw.list(0, 3, () => draw.pick(key.values)) : draw.pick(key.values)];
  });
  return Object.fromEntries([
    ...entries,
    ...draw.some(['app', 'stage'], 20).map((name) => [`kms:EncryptionContext:${name}`, draw.pick(['x', 'y'])]),
  ]);
}

/** A Condition element: one or two operators, mostly on keys that the request carries. */
export function drawCondition(draw: Draw, context: RequestContext): Record<string, Record<string, unknown>> {
  const condition: Record<string, Record<string, unknown>> = {};
  for (let left = 1 + (draw.chance(30) ? 1 : 0); left > 0; left -= 1) {
    const carried = KEYS.filter((key) => key.derived === true || valueIn(context, key.name) !== undefined);
    const key = draw.pick(draw.chance(80) && carried.length > 0 ? carried : KEYS);
    const operator = drawOperator(draw, key);
    const name = draw.chance(8) ? key.name.toUpperCase() : key.name;
    const values = operator.endsWith('Null') ? nullValues(draw) : drawValues(draw, key, operator, context);
    condition[operator] = { ...condition[operator], [name]: values };
  }
  if (draw.chance(2)) condition['StringEqual'] = { 's3:prefix': 'home/' };
  return condition;
}

function drawOperator(draw: Draw, key: Key): string {
  if (draw.chance(8)) return 'Null';
  const family = draw.chance(4) ? draw.pick(Object.keys(OPERATORS) as Family[]) : key.family; // keys of OPERATORS are families
  const base = draw.pick(OPERATORS[family]);
  const quantified = draw.chance(key.many === true ? 90 : 6);
  const quantifier = quantified ? `${draw.pick(['ForAllValues', 'ForAnyValue'])}:` : '';
  return `${quantifier}${base}${draw.chance(20) ? 'IfExists' : ''}`;
}

function nullValues(draw: Draw): unknown {
  return draw.pick<unknown>(['true', 'false', true, false, ['true', 'false']]);
}

function drawValues(draw: Draw, key: Key, operator: string, context: RequestContext): unknown {
  const one = (): unknown => drawValue(draw, key, operator, context);
  return draw.chance(60) ? one() : draw.list(1, 3, one);
}

function drawValue(draw: Draw, key: Key, operator: string, context: RequestContext): unknown {
  const carried = valueIn(context, key.name);
  const listed = typeof carried === 'string' ? [carried] : (carried ?? []);
  const text = draw.pick(draw.chance(70) && listed.length > 0 ? listed : key.values);
  if (operator.includes('Bool')) return draw.pick<unknown>([true, false, 'true', 'false', 'TRUE']);
  if (operator.includes('Numeric')) return draw.pick<unknown>(['10', 10, '9.5', '10.00', 3600, '-1', '3601']);
  if (operator.includes('Date')) return draw.pick<unknown>(DATES);
  if (operator.includes('Ip')) return draw.pick(RANGES);
  if (operator.includes('Binary')) return draw.pick(['QmluYXJ5', 'QmluYXJ6', 'QmluYXI=']);
  if (draw.chance(18)) return drawVariable(draw, text);
  if (operator.includes('Arn')) return drawArnPattern(draw, text);
  return operator.includes('Like') && text !== '' ? drawPattern(draw, text) : drawNearText(draw, text);
}

const DATES: readonly unknown[] = [
  '2020-01-01T00:00:01Z',
  '2020-06-01T00:00:00Z',
  '2020-06-01T00:00:00.000Z',
  '2020-01-01',
  '2020',
  '1577836801',
  1577836801,
  '2020-06-01T02:00:00+02:00',
];
const RANGES = [
  '203.0.113.0/24',
  '203.0.113.7',
  '203.0.113.6/31',
  '0.0.0.0/0',
  '10.0.0.0/8',
  '8.0.0.0/7',
  '2001:db8::/32',
  '2001:db8::7',
  '2001:db8::/127',
  '::/0',
];

/** Patterns that keep six parts: AWS saves no others under ARN operators. */
function drawArnPattern(draw: Draw, text: string): string {
  if (text.split(':').length < 6) return 'arn:aws:s3:::data';
  return draw.weighted<() => string>([
    [50, () => text],
    [10, () => text.replace(/[^:/]+$/, '*')],
    [8, () => text.replace(/^arn:aws:/, 'arn:*:')],
    [8, () => text.replace('111111111111', '*')],
    [6, () => text.replace('111111111111', '1111?1111111')],
    [6, () => 'arn:aws:iam::*:role/*'],
    [6, () => 'arn:aws:iam::*:*'],
    [3, () => 'arn:*:*:*:*:*'],
    [3, () => text.toUpperCase().replace('ARN', 'arn')],
  ])();
}

/** `${…}` in all its forms; the two last are for documents that know no variables, and for unknown keys. */
export function drawVariable(draw: Draw, text: string): string {
  return draw.pick([
    '${aws:username}',
    '${aws:PrincipalTag/team}',
    '${aws:PrincipalTag/team}',
    'home/${aws:PrincipalTag/team}',
    '${AWS:principaltag/TEAM}',
    "${aws:PrincipalTag/team, 'red'}",
    "${aws:PrincipalTag/none, 'prod'}",
    '${aws:PrincipalTag/none}',
    '${aws:TagKeys}',
    '${aws:PrincipalAccount}',
    'home/${aws:username}/',
    'home/${aws:username}/*',
    `${text}\${*}`,
    'r${*}d',
    'p${?}od',
    '${$}',
    text,
  ]);
}

function valueIn(context: RequestContext, name: string): string | readonly string[] | undefined {
  return Object.entries(context).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}
