import { account } from '../../authorization/testing/principal.ts';
import { APP, allow, check, deny, FULL, grant, MARTHA, OTHER, type Written } from '../../authorization/testing/rule.ts';

const elsewhere = [allow('ec2:*')];
const management = { ...account('111111111111'), managementAccount: true };
const serviceLinked = 'arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX';
const everyone = { Principal: '*' };
const rcpDeny = (action: string): readonly Written[] => [deny(action, '*', everyone)];
const root = 'arn:aws:iam::111111111111:root';
const key = 'arn:aws:kms:us-east-1:111111111111:key/k';
const trust = [{ Effect: 'Allow', Principal: { AWS: MARTHA }, Action: 'sts:AssumeRole' }];

check('D: SCPs and RCPs', [
  { title: 'D01 an SCP binds a member’s root user', as: root, scps: [elsewhere], expected: 'implicit-deny' },
  {
    title: 'D01 an SCP never binds the management account',
    callerAccount: management,
    identity: [FULL],
    scps: [[deny()]],
    expected: 'allowed',
  },
  {
    title: 'D02 an SCP does not bind a service-linked role',
    as: serviceLinked,
    identity: [FULL],
    scps: [[deny()]],
    expected: 'allowed',
  },
  {
    title: 'D02 nor its sessions',
    as: 'arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForX/s',
    roleArn: serviceLinked,
    identity: [FULL],
    scps: [elsewhere],
    expected: 'allowed',
  },
  {
    title: 'D02 the path decides, not the name',
    as: 'arn:aws:iam::111111111111:role/AWSServiceRoleForX',
    identity: [FULL],
    scps: [elsewhere],
    expected: 'implicit-deny',
  },
  { title: 'D03 an SCP grants nothing', scps: [[FULL]], expected: 'implicit-deny' },
  {
    title: 'D03 an SCP limits a resource policy’s grant',
    policy: [grant({ AWS: MARTHA })],
    scps: [elsewhere],
    expected: 'implicit-deny',
  },
  {
    title: 'D04 every level must allow',
    identity: [FULL],
    scps: [[FULL], elsewhere, [FULL]],
    expected: 'implicit-deny',
  },
  { title: 'D04 every level allows', identity: [FULL], scps: [[FULL], [allow('s3:*')], [FULL]], expected: 'allowed' },
  {
    title: 'D04 within a level statements are a union',
    identity: [FULL],
    scps: [[...elsewhere, allow('s3:*')]],
    expected: 'allowed',
  },
  {
    title: 'D05 a deny at any level denies',
    identity: [FULL],
    scps: [[FULL, deny('s3:*')], [FULL]],
    expected: 'explicit-deny',
  },
  {
    title: 'D06 an empty level blocks everything below',
    identity: [FULL],
    scps: [[FULL], [], [FULL]],
    expected: 'implicit-deny',
  },
  {
    title: 'D08 SCPs are the caller’s: a service is bound by none',
    as: 'service:cloudtrail.amazonaws.com',
    policy: [grant({ Service: 'cloudtrail.amazonaws.com' })],
    scps: [[deny()]],
    expected: 'allowed',
  },
  {
    title: 'D10 an SCP’s allow may have conditions',
    identity: [FULL],
    scps: [[allow('*', '*', { Condition: { StringEquals: { 's3:prefix': 'a' } } })]],
    expected: 'implicit-deny',
  },
  {
    title: 'D10 an SCP’s allow may name resources',
    identity: [FULL],
    scps: [[allow('*', 'arn:aws:s3:::data/*')]],
    expected: 'allowed',
  },
  {
    title: 'D10 an SCP may use NotAction with Allow',
    identity: [FULL],
    scps: [[{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }]],
    expected: 'implicit-deny',
  },
  {
    title: 'D10 an SCP’s action may have a wildcard anywhere',
    identity: [FULL],
    scps: [[FULL, deny('s3:G*t*ject')]],
    expected: 'explicit-deny',
  },
  {
    title: 'D12 an RCP binds a service principal',
    as: 'service:cloudtrail.amazonaws.com',
    policy: [grant({ Service: 'cloudtrail.amazonaws.com' })],
    rcps: [rcpDeny('s3:*')],
    expected: 'explicit-deny',
  },
  {
    title: 'D12 an RCP binds anonymous callers',
    as: 'anonymous',
    policy: [grant('*')],
    rcps: [rcpDeny('s3:*')],
    expected: 'explicit-deny',
  },
  { title: 'D12 an RCP binds the member’s root user', as: root, rcps: [rcpDeny('s3:*')], expected: 'explicit-deny' },
  {
    title: 'D12 an RCP binds callers of other accounts',
    as: `arn:aws:iam::${OTHER}:user/u`,
    owner: '111111111111',
    identity: [FULL],
    policy: [grant('*')],
    rcps: [rcpDeny('s3:*')],
    expected: 'explicit-deny',
  },
  {
    title: 'D13 not the management account’s resources',
    owner: management,
    identity: [FULL],
    rcps: [rcpDeny('s3:*')],
    expected: 'allowed',
  },
  {
    title: 'D13 not service-linked roles’ calls',
    as: serviceLinked,
    identity: [FULL],
    rcps: [rcpDeny('s3:*')],
    expected: 'allowed',
  },
  {
    title: 'D13 not AWS managed keys',
    action: 'kms:Decrypt',
    resource: key,
    policy: [grant({ AWS: MARTHA })],
    kms: { keyManager: 'AWS' },
    rcps: [rcpDeny('kms:*')],
    expected: 'allowed',
  },
  {
    title: 'D13 not kms:RetireGrant',
    action: 'kms:RetireGrant',
    resource: key,
    policy: [grant({ AWS: MARTHA })],
    rcps: [rcpDeny('kms:*')],
    expected: 'allowed',
  },
  { title: 'D14 an RCP level without an allow takes nothing away', identity: [FULL], rcps: [[]], expected: 'allowed' },
  {
    title: 'D16 an RCP has no effect on a service that does not support it',
    action: 'ec2:RunInstances',
    resource: 'arn:aws:ec2:us-east-1:111111111111:instance/i',
    identity: [FULL],
    rcps: [rcpDeny('*')],
    expected: 'allowed',
  },
  {
    title: 'D17 an RCP on STS governs who may assume roles',
    action: 'sts:AssumeRole',
    resource: APP,
    policy: trust,
    rcps: [rcpDeny('sts:AssumeRole')],
    expected: 'explicit-deny',
  },
  {
    title: 'D18 across accounts the caller’s SCPs count',
    owner: OTHER,
    identity: [FULL],
    policy: [grant('*')],
    scps: [elsewhere],
    expected: 'implicit-deny',
  },
  {
    title: 'D18 across accounts the resource’s RCPs count',
    owner: OTHER,
    identity: [FULL],
    policy: [grant('*')],
    rcps: [rcpDeny('s3:*')],
    expected: 'explicit-deny',
  },
  {
    title: 'D19 root’s full access ends at the SCP',
    as: root,
    scps: [[FULL, deny('s3:GetObject')]],
    expected: 'explicit-deny',
  },
  {
    title: 'D21 a perimeter that exempts services lets them through',
    as: 'service:cloudtrail.amazonaws.com',
    policy: [grant({ Service: 'cloudtrail.amazonaws.com' })],
    rcps: [
      [
        deny('s3:*', '*', {
          ...everyone,
          Condition: {
            StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-ours' },
            BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
          },
        }),
      ],
    ],
    expected: 'allowed',
  },
  {
    title: 'D21 a perimeter that does not exempt services stops them',
    as: 'service:cloudtrail.amazonaws.com',
    policy: [grant({ Service: 'cloudtrail.amazonaws.com' })],
    rcps: [[deny('s3:*', '*', { ...everyone, Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-ours' } } })]],
    expected: 'explicit-deny',
  },
]);
