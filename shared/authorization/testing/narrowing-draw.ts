import type { Draw } from './draw.ts';

/** Values for the keys by which S3 tells a public policy from one that is not (I01): fixed ones, and ones nearly so. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  'aws:SourceIp': ['203.0.113.0/24', '8.0.0.0/8', '8.0.0.0/7', '0.0.0.0/0', '10.0.0.0/8', '2001:db8::/32', '2001::/31'],
  'aws:SourceArn': ['arn:aws:sns:us-east-1:111111111111:t', 'arn:aws:sns:us-east-1:111111111111:*'],
  'aws:SourceVpc': ['vpc-1', 'vpc-*', 'vpc-?'],
  'aws:SourceVpce': ['vpce-1', '${aws:PrincipalTag/vpce}'],
  'aws:SourceOwner': ['111111111111', '*'],
  'aws:SourceAccount': ['111111111111', '1111*'],
  'aws:userid': ['AROAEXAMPLEROLE000001:*', 'AROAEXAMPLEROLE000001:s1', 'AROA*:*', '*'],
  'aws:PrincipalOrgID': ['o-ours', 'o-*'],
  'aws:PrincipalArn': ['arn:aws:iam::222222222222:role/app', 'arn:aws:iam::222222222222:role/*'],
  'aws:PrincipalAccount': ['222222222222'],
  'aws:PrincipalOrgPaths': ['o-ours/r-root/*'],
  's3:DataAccessPointArn': [
    'arn:aws:s3:us-east-1:111111111111:accesspoint/*',
    'arn:aws:s3:us-east-1:*:accesspoint/ap',
    'arn:aws:s3:us-east-1:111111111111:accesspoint/ap',
  ],
  's3:DataAccessPointAccount': ['111111111111', '*'],
  's3:prefix': ['home/'],
};

const OPERATORS = ['StringEquals', 'StringLike', 'StringEqualsIgnoreCase', 'StringNotEquals'];
const PREFIXES = ['', '', '', '', '', '', 'ForAnyValue:', 'ForAllValues:'];

/** A condition that makes a statement for everyone one for few, or seems to. */
export function drawNarrowing(draw: Draw): Record<string, Record<string, unknown>> {
  const key = draw.pick(Object.keys(VALUES));
  const values = VALUES[key] ?? [];
  const own =
    key === 'aws:SourceIp' ? ['IpAddress', 'NotIpAddress'] : key.endsWith('Arn') ? ['ArnEquals', 'ArnLike'] : [];
  const operator = draw.pick(draw.chance(80) && own.length > 0 ? own : OPERATORS);
  const written = `${draw.pick(PREFIXES)}${operator}${draw.chance(10) ? 'IfExists' : ''}`;
  const name = draw.chance(10) ? key.toLowerCase() : key;
  return { [written]: { [name]: draw.chance(75) ? draw.pick(values) : draw.list(1, 3, () => draw.pick(values)) } };
}
