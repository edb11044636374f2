import { accountJson, OTHER, OWN, organizationJson, role, type SnapshotParts } from '../../account/testing/fixtures.ts';
import type { FindingType } from '../finding-types.ts';
import { check as checkFindings, grants, inline, type Json, may, trusts } from '../testing/check.ts';

const TYPES: readonly FindingType[] = [
  'public-exposure',
  'cross-account-exposure',
  'conditional-exposure',
  'held-back-exposure',
];
const OPEN = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};
const BLOCKED = { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true };

function check(title: string, resources: readonly Json[], expected: readonly string[], more: SnapshotParts = {}): void {
  const account = accountJson(OWN, { s3PublicAccessBlock: null });
  checkFindings(title, TYPES, { account, resources, ...more }, expected);
}

const bucket = (policy: Json | null, more: Json = {}): Json => ({
  type: 'AWS::S3::Bucket',
  arn: 'arn:aws:s3:::b',
  policy,
  publicAccessBlock: OPEN,
  objectOwnership: 'BucketOwnerEnforced',
  acl: null,
  ...more,
});
const READ = ['s3:GetObject', 's3:ListBucket'];
const BOTH = ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'];
const queue = (policy: Json): Json => ({
  type: 'AWS::SQS::Queue',
  arn: `arn:aws:sqs:eu-west-1:${OWN}:q`,
  policy,
  kmsMasterKeyId: null,
});
const onQueue = (principal: Json | string, condition?: Json): Json =>
  queue(grants(principal, 'sqs:SendMessage', `arn:aws:sqs:eu-west-1:${OWN}:q`, condition));
const tagged = (value: string): Json => ({ tags: { Confidentiality: value } });
const root = (id: string): Json => ({ AWS: `arn:aws:iam::${id}:root` });

check('a private bucket', [bucket(null)], []);
check('everyone reads a bucket (I01)', [bucket(grants('*', READ, BOTH))], ['public-exposure b: high']);
check(
  'everyone reads what is tagged public',
  [bucket(grants('*', READ, BOTH), tagged('public'))],
  ['public-exposure b: medium'],
);
check(
  'everyone reads what is tagged highly confidential',
  [bucket(grants('*', READ, BOTH), tagged('high'))],
  ['public-exposure b: critical'],
);
check('everyone may change its policy', [bucket(grants('*', 's3:*', BOTH))], ['public-exposure b: critical']);
check(
  'the public-access block alone holds it back (I04)',
  [bucket(grants('*', READ, BOTH), { publicAccessBlock: BLOCKED })],
  ['held-back-exposure b: medium'],
);
check(
  'a public ACL that is ignored (I06)',
  [
    bucket(null, {
      objectOwnership: 'ObjectWriter',
      publicAccessBlock: BLOCKED,
      acl: {
        owner: { id: 'o' },
        grants: [
          { grantee: { type: 'Group', uri: 'http://acs.amazonaws.com/groups/global/AllUsers' }, permission: 'READ' },
        ],
      },
    }),
  ],
  ['held-back-exposure b: medium'],
);
check(
  'an ACL for everyone who has an account (I10)',
  [
    bucket(null, {
      objectOwnership: 'ObjectWriter',
      acl: {
        owner: { id: 'o' },
        grants: [
          {
            grantee: { type: 'Group', uri: 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers' },
            permission: 'READ',
          },
        ],
      },
    }),
  ],
  ['public-exposure b: high'],
);
check(
  'everyone from one network',
  [onQueue('*', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })],
  ['conditional-exposure q: low'],
);
check(
  'everyone over TLS is everyone',
  [onQueue('*', { Bool: { 'aws:SecureTransport': 'true' } })],
  ['public-exposure q: high'],
);
check('everyone of the own account (M22)', [onQueue('*', { StringEquals: { 'aws:PrincipalAccount': OWN } })], []);
check(
  'everyone of one other account',
  [onQueue('*', { StringEquals: { 'aws:PrincipalAccount': OTHER } })],
  ['cross-account-exposure q: medium'],
);
check('another account as a whole (A06)', [onQueue(root(OTHER))], ['cross-account-exposure q: medium']);
check(
  'another account, highly confidential',
  [{ ...onQueue(root(OTHER)), ...tagged('high') }],
  ['cross-account-exposure q: high'],
);
check(
  'a role of another account',
  [onQueue({ AWS: `arn:aws:iam::${OTHER}:role/r` })],
  ['cross-account-exposure q: medium'],
);
check('the own account', [onQueue(root(OWN))], []);

const orgWith = (rcp: Json): Json => {
  const known = (organizationJson() as { policies: readonly object[] }).policies;
  const policies = [...known, { id: 'p-rcp', name: 'inside', type: 'RESOURCE_CONTROL_POLICY', document: rcp }];
  return organizationJson({ policies }, { resourceControlPolicies: ['p-RCPFullAWSAccess', 'p-rcp'] });
};
const INSIDE = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Principal: '*',
      Action: ['sqs:*', 'kms:*', 'sts:*'],
      Resource: '*',
      Condition: {
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-exampleorg' },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    },
  ],
};
check('an RCP alone holds another account back (D12)', [onQueue(root(OTHER))], ['held-back-exposure q: medium'], {
  organization: orgWith(INSIDE),
});
check(
  'where its key holds it back as well, nothing hangs on the RCP alone (H10)',
  [
    { ...onQueue(root(OTHER)), kmsMasterKeyId: `arn:aws:kms:eu-west-1:${OWN}:key/k` },
    {
      type: 'AWS::KMS::Key',
      arn: `arn:aws:kms:eu-west-1:${OWN}:key/k`,
      keyManager: 'CUSTOMER',
      keyState: 'Enabled',
      grants: [],
      aliases: [],
      policy: grants(root(OWN), 'kms:*', '*'),
    },
  ],
  [],
  { organization: orgWith(INSIDE) },
);
check('a role that an RCP holds back, with an external id (D17)', [], ['held-back-exposure r: low'], {
  organization: orgWith(INSIDE),
  roles: [role('r', { AssumeRolePolicyDocument: trusts(root(OTHER), { StringEquals: { 'sts:ExternalId': 'x' } }) })],
});
check('an account of the own organization', [onQueue(root('999900001111'))], [], { organization: organizationJson() });
check('a role that everyone may assume (E01)', [], ['public-exposure r: critical'], {
  roles: [role('r', { AssumeRolePolicyDocument: trusts('*'), RolePolicyList: inline(may('s3:*')) })],
});
check('a function URL without signatures (K02)', [functionWithUrl('NONE')], ['public-exposure f: medium']);
check('a function URL that asks for signatures', [functionWithUrl('AWS_IAM')], []);

function functionWithUrl(authType: string): Json {
  const arn = `arn:aws:lambda:eu-west-1:${OWN}:function:f`;
  return {
    type: 'AWS::Lambda::Function',
    arn,
    policy: grants('*', 'lambda:InvokeFunctionUrl', arn, { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } }),
    functionUrlConfigs: [{ functionUrl: 'https://x/', functionArn: arn, authType }],
  };
}

check(
  'snapshots shared by attribute: with everyone, with an account (K03)',
  [
    {
      type: 'AWS::EC2::Snapshot',
      arn: 'arn:aws:ec2:eu-west-1::snapshot/snap-all',
      createVolumePermissions: [{ group: 'all' }],
    },
    {
      type: 'AWS::EC2::Snapshot',
      arn: 'arn:aws:ec2:eu-west-1::snapshot/snap-one',
      createVolumePermissions: [{ userId: OTHER }],
    },
    { type: 'AWS::EC2::Snapshot', arn: 'arn:aws:ec2:eu-west-1::snapshot/snap-own', createVolumePermissions: [] },
  ],
  ['public-exposure snap-all: high', 'cross-account-exposure snap-one: medium'],
);
check(
  'a key granted to a role elsewhere (H06)',
  [
    {
      type: 'AWS::KMS::Key',
      arn: `arn:aws:kms:eu-west-1:${OWN}:key/k`,
      keyManager: 'CUSTOMER',
      keyState: 'Enabled',
      aliases: [],
      policy: grants(root(OWN), 'kms:*', '*'),
      grants: [
        { grantId: 'g', granteePrincipal: `arn:aws:iam::${OTHER}:role/r`, operations: ['Decrypt'], constraints: null },
      ],
    },
  ],
  ['cross-account-exposure k: medium'],
);
