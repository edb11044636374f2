import {
  allow,
  check,
  deny,
  FULL,
  grant,
  MARTHA,
  OTHER,
  type Rule,
  type Written,
} from '../../authorization/testing/rule.ts';

const restricted = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: true,
};
const ignoring = { ...restricted, restrictPublicBuckets: false, ignorePublicAcls: true };
const stranger = `arn:aws:iam::${OTHER}:user/u`;
const own = '111111111111';
const point = `arn:aws:s3:us-east-1:${own}:accesspoint/ap`;
const all = 'http://acs.amazonaws.com/groups/global/AllUsers';
const authenticated = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';

/** A caller whom the policy names as well loses access where the policy is public and RestrictPublicBuckets is on. */
function isPublic(title: string, condition: Written, expected: boolean): Rule {
  return {
    title,
    as: stranger,
    owner: own,
    identity: [FULL],
    policy: [grant({ AWS: OTHER }), allow('s3:PutObject', '*', { Principal: '*', Condition: condition })],
    s3: { publicAccessBlock: restricted },
    expected: expected ? 'implicit-deny' : 'allowed',
  };
}

check('I: what is public', [
  isPublic('I01 no condition', {}, true),
  isPublic('I01 a fixed VPC', { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }, false),
  isPublic('I01 a fixed organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }, false),
  isPublic('I01 a fixed principal', { ArnEquals: { 'aws:PrincipalArn': MARTHA } }, false),
  isPublic('I01 a /8', { IpAddress: { 'aws:SourceIp': '8.0.0.0/8' } }, false),
  isPublic('I01 broader than /8', { IpAddress: { 'aws:SourceIp': '8.0.0.0/7' } }, true),
  isPublic('I01 an IPv6 /32', { IpAddress: { 'aws:SourceIp': '2001:db8::/32' } }, false),
  isPublic('I01 broader than an IPv6 /32', { IpAddress: { 'aws:SourceIp': '2001::/31' } }, true),
  isPublic('I01 a key that is not on the list', { StringEquals: { 's3:prefix': 'a' } }, true),
  isPublic('I01 a negated operator', { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } }, true),
  isPublic('I01 IfExists', { StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } }, true),
  isPublic('I02 a wildcard is not fixed', { StringLike: { 'aws:SourceVpc': 'vpc-*' } }, true),
  isPublic('I02 a variable is not fixed', { StringEquals: { 'aws:SourceVpce': '${aws:PrincipalTag/vpce}' } }, true),
  isPublic('I02 one of two values is not fixed', { StringLike: { 'aws:SourceVpc': ['vpc-1', '*'] } }, true),
  isPublic(
    'I07 an access point of one account, any name',
    { ArnLike: { 's3:DataAccessPointArn': `arn:aws:s3:us-east-1:${own}:accesspoint/*` } },
    false,
  ),
  {
    title: 'I03 one public statement makes the policy public',
    as: stranger,
    owner: own,
    identity: [FULL],
    policy: [grant({ AWS: OTHER }), grant({ AWS: MARTHA }), grant('*')],
    s3: { publicAccessBlock: restricted },
    expected: 'implicit-deny',
  },
  {
    title: 'I04 the owner’s principals remain',
    policy: [grant('*')],
    s3: { publicAccessBlock: restricted },
    expected: 'allowed',
  },
  {
    title: 'I04 services remain',
    as: 'service:cloudtrail.amazonaws.com',
    policy: [grant('*'), grant({ Service: 'cloudtrail.amazonaws.com' })],
    s3: { publicAccessBlock: restricted },
    expected: 'allowed',
  },
  {
    title: 'I04 anonymous callers do not',
    as: 'anonymous',
    policy: [grant('*')],
    s3: { publicAccessBlock: restricted },
    expected: 'implicit-deny',
  },
  {
    title: 'I04 a policy that is not public cuts nobody',
    as: stranger,
    owner: own,
    identity: [FULL],
    policy: [grant({ AWS: OTHER })],
    s3: { publicAccessBlock: restricted },
    expected: 'allowed',
  },
  {
    title: 'I05 the access point’s setting counts too',
    as: stranger,
    owner: own,
    identity: [FULL],
    policy: [grant('*')],
    s3: { accessPoint: { arn: point, policy: null, publicAccessBlock: restricted, vpcId: null } },
    expected: 'implicit-deny',
  },
]);

check('I: access points and lists', [
  {
    title: 'I08 access point and bucket both permit',
    as: stranger,
    owner: own,
    identity: [FULL],
    policy: [grant('*', { Condition: { StringEquals: { 's3:DataAccessPointAccount': own } } })],
    s3: { accessPointPolicy: [grant({ AWS: OTHER })] },
    expected: 'allowed',
  },
  {
    title: 'I08 the bucket does not',
    as: stranger,
    owner: own,
    identity: [FULL],
    s3: { accessPointPolicy: [grant({ AWS: OTHER })] },
    expected: 'implicit-deny',
  },
  {
    title: 'I08 the access point does not',
    as: stranger,
    owner: own,
    identity: [FULL],
    policy: [grant('*')],
    s3: { accessPointPolicy: [grant({ AWS: MARTHA })] },
    expected: 'implicit-deny',
  },
  {
    title: 'I08 the access point denies',
    identity: [FULL],
    s3: { accessPointPolicy: [deny('*', '*', { Principal: '*' })] },
    expected: 'explicit-deny',
  },
  {
    title: 'M15 the access point knows the object by its own name',
    as: stranger,
    owner: own,
    identity: [FULL],
    policy: [grant('*')],
    s3: { accessPointPolicy: [allow('*', `${point}/object/k`, { Principal: { AWS: OTHER } })] },
    expected: 'allowed',
  },
  {
    title: 'I07 an access point of a VPC takes its requests alone',
    identity: [FULL],
    s3: { accessPoint: { arn: point, policy: null, publicAccessBlock: null, vpcId: 'vpc-1' } },
    expected: 'implicit-deny',
  },
  {
    title: 'I09 an ACL grants',
    as: 'anonymous',
    s3: { objectAcl: [{ grantee: all, permission: 'READ' }] },
    expected: 'allowed',
  },
  {
    title: 'I09 with Bucket owner enforced it does not',
    as: 'anonymous',
    s3: { objectOwnership: 'BucketOwnerEnforced', objectAcl: [{ grantee: all, permission: 'READ' }] },
    expected: 'implicit-deny',
  },
  {
    title: 'I09 READ of an object is not writing it',
    as: 'anonymous',
    action: 's3:PutObject',
    s3: { objectAcl: [{ grantee: all, permission: 'FULL_CONTROL' }] },
    expected: 'implicit-deny',
  },
  {
    title: 'I09 WRITE of a bucket is putting objects',
    as: 'anonymous',
    action: 's3:PutObject',
    s3: { bucketAcl: [{ grantee: all, permission: 'WRITE' }] },
    expected: 'allowed',
  },
  {
    title: 'I09 an account in the list still needs its own policy',
    as: stranger,
    owner: own,
    s3: { objectAcl: [{ grantee: OTHER, permission: 'READ' }] },
    expected: 'implicit-deny',
  },
  {
    title: 'I09 and has it',
    as: stranger,
    owner: own,
    identity: [FULL],
    s3: { objectAcl: [{ grantee: OTHER, permission: 'READ' }] },
    expected: 'allowed',
  },
  {
    title: 'I06 IgnorePublicAcls disregards AllUsers',
    as: 'anonymous',
    s3: { publicAccessBlock: ignoring, objectAcl: [{ grantee: all, permission: 'READ' }] },
    expected: 'implicit-deny',
  },
  {
    title: 'I06 but not an account',
    as: stranger,
    owner: own,
    identity: [FULL],
    s3: { publicAccessBlock: ignoring, objectAcl: [{ grantee: OTHER, permission: 'READ' }] },
    expected: 'allowed',
  },
  {
    title: 'I10 AuthenticatedUsers is any AWS account',
    as: stranger,
    owner: own,
    identity: [FULL],
    s3: { objectAcl: [{ grantee: authenticated, permission: 'READ' }] },
    expected: 'allowed',
  },
  {
    title: 'I10 but not anonymous',
    as: 'anonymous',
    s3: { objectAcl: [{ grantee: authenticated, permission: 'READ' }] },
    expected: 'implicit-deny',
  },
  {
    title: 'I11 a third account’s object: the bucket policy does not open it',
    policy: [grant('*')],
    identity: [FULL],
    s3: { objectOwner: '333333333333' },
    expected: 'implicit-deny',
  },
  {
    title: 'I11 its own list does',
    identity: [FULL],
    s3: { objectOwner: '333333333333', objectAcl: [{ grantee: own, permission: 'READ' }] },
    expected: 'allowed',
  },
  {
    title: 'I11 with Bucket owner enforced it is the bucket owner’s',
    identity: [FULL],
    s3: { objectOwner: '333333333333', objectOwnership: 'BucketOwnerEnforced' },
    expected: 'allowed',
  },
  {
    title: 'M14 putting a bucket policy fails from another account',
    as: stranger,
    owner: own,
    action: 's3:PutBucketPolicy',
    resource: 'arn:aws:s3:::data',
    identity: [FULL],
    policy: [grant('*')],
    expected: 'implicit-deny',
  },
]);
