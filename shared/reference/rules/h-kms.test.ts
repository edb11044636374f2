import { check, deny, FULL, grant, MARTHA, OTHER, SESSION } from '../../authorization/testing/rule.ts';

const resource = 'arn:aws:kms:us-east-1:111111111111:key/k';
const foreign = `arn:aws:kms:us-east-1:${OTHER}:key/k`;
const decrypt = { action: 'kms:Decrypt', resource };
const root = 'arn:aws:iam::111111111111:root';
const toMartha = { granteePrincipal: MARTHA, operations: ['Decrypt'], constraints: null };
const via = {
  Condition: { StringEquals: { 'kms:CallerAccount': '111111111111', 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
};

check('H: KMS', [
  {
    title: 'H01 without the account in the key policy identity policies allow nothing',
    ...decrypt,
    identity: [FULL],
    policy: [grant({ AWS: SESSION })],
    expected: 'implicit-deny',
  },
  {
    title: 'H01 they still deny',
    ...decrypt,
    identity: [deny('kms:*')],
    policy: [grant({ AWS: MARTHA })],
    expected: 'explicit-deny',
  },
  {
    title: 'H02 with the account in the key policy they allow',
    ...decrypt,
    identity: [FULL],
    policy: [grant({ AWS: root })],
    expected: 'allowed',
  },
  {
    title: 'H02 the account alone allows nobody',
    ...decrypt,
    policy: [grant({ AWS: root })],
    expected: 'implicit-deny',
  },
  {
    title: 'H03 a key policy that names the user suffices',
    ...decrypt,
    policy: [grant({ AWS: MARTHA })],
    expected: 'allowed',
  },
  {
    title: 'H04 across accounts: key policy and identity policy',
    action: 'kms:Decrypt',
    resource: foreign,
    identity: [FULL],
    policy: [grant({ AWS: root })],
    expected: 'allowed',
  },
  {
    title: 'H04 across accounts: key policy alone',
    action: 'kms:Decrypt',
    resource: foreign,
    policy: [grant({ AWS: MARTHA })],
    expected: 'implicit-deny',
  },
  {
    title: 'H04 across accounts: a grant alone',
    action: 'kms:Decrypt',
    resource: foreign,
    kms: { grants: [toMartha] },
    expected: 'allowed',
  },
  {
    title: 'H05 across accounts: an operation that stays in the key’s account',
    action: 'kms:PutKeyPolicy',
    resource: foreign,
    identity: [FULL],
    policy: [grant({ AWS: root })],
    expected: 'implicit-deny',
  },
  {
    title: 'H05 an operation that nobody knows',
    action: 'kms:NewOperation',
    resource: foreign,
    identity: [FULL],
    policy: [grant({ AWS: root })],
    expected: 'undetermined',
  },
  { title: 'H06 a grant allows its grantee', ...decrypt, kms: { grants: [toMartha] }, expected: 'allowed' },
  {
    title: 'H06 only its operations',
    action: 'kms:Encrypt',
    resource,
    kms: { grants: [toMartha] },
    expected: 'implicit-deny',
  },
  { title: 'H06 only its grantee', ...decrypt, as: SESSION, kms: { grants: [toMartha] }, expected: 'implicit-deny' },
  {
    title: 'H06 a grant to a service',
    ...decrypt,
    as: 'service:dynamodb.us-east-1.amazonaws.com',
    kms: { grants: [{ ...toMartha, granteePrincipal: 'dynamodb.us-east-1.amazonaws.com' }] },
    expected: 'allowed',
  },
  {
    title: 'M21 a deny beats a grant',
    ...decrypt,
    identity: [deny()],
    kms: { grants: [toMartha] },
    expected: 'explicit-deny',
  },
  {
    title: 'M21 a grant’s encryption context must be contained',
    ...decrypt,
    context: { 'kms:EncryptionContext:app': 'x', 'kms:EncryptionContext:more': 'y' },
    kms: {
      grants: [{ ...toMartha, constraints: { encryptionContextEquals: null, encryptionContextSubset: { app: 'x' } } }],
    },
    expected: 'allowed',
  },
  {
    title: 'M21 or be just that',
    ...decrypt,
    context: { 'kms:EncryptionContext:app': 'x', 'kms:EncryptionContext:more': 'y' },
    kms: {
      grants: [{ ...toMartha, constraints: { encryptionContextEquals: { app: 'x' }, encryptionContextSubset: null } }],
    },
    expected: 'implicit-deny',
  },
  {
    title: 'M21 a disabled key decrypts nothing',
    ...decrypt,
    policy: [grant({ AWS: MARTHA })],
    kms: { state: 'Disabled' },
    expected: 'implicit-deny',
  },
  {
    title: 'M21 but is described',
    action: 'kms:DescribeKey',
    resource,
    policy: [grant({ AWS: MARTHA })],
    kms: { state: 'Disabled' },
    expected: 'allowed',
  },
  {
    title: 'M20 an AWS managed key is for its account alone',
    action: 'kms:Decrypt',
    resource: foreign,
    identity: [FULL],
    policy: [grant('*')],
    kms: { keyManager: 'AWS' },
    expected: 'implicit-deny',
  },
  {
    title: 'H08 a call through the service from the account',
    ...decrypt,
    policy: [grant('*', via)],
    context: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
    expected: 'allowed',
  },
  { title: 'H08 a direct call', ...decrypt, policy: [grant('*', via)], expected: 'implicit-deny' },
  {
    title: 'H09 `*` in a key policy: the key’s account needs nothing else',
    ...decrypt,
    policy: [grant('*')],
    expected: 'allowed',
  },
  {
    title: 'H09 others need their own policy',
    action: 'kms:Decrypt',
    resource: foreign,
    policy: [grant('*')],
    expected: 'implicit-deny',
  },
  {
    title: 'M19 an alias has no key policy',
    action: 'kms:UpdateAlias',
    resource: 'arn:aws:kms:us-east-1:111111111111:alias/a',
    identity: [FULL],
    expected: 'allowed',
  },
]);
