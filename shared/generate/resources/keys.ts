import { document, granting, type StatementText, together } from '../document.ts';
import type { Ground } from '../ground.ts';
import type { PrincipalDraft } from '../principals.ts';
import type { Random } from '../random.ts';
import type { KeyDraft, ResourceText, Slot } from './stock.ts';
import { principalArns } from './stock.ts';

/** The account's keys, before anything lies under them: one in each Region at least, then by team. */
export function keysOf(ground: Ground, count: number, random: Random): readonly KeyDraft[] {
  const { regions, accountId } = ground.place;
  return Array.from({ length: count }, (_, number) => {
    const region = regions[number % regions.length] ?? 'eu-west-1';
    const team = ground.teams[number % ground.teams.length] ?? 'platform';
    return {
      arn: `arn:aws:kms:${region}:${accountId}:key/${random.uuid()}`,
      region,
      team,
      alias: `alias/${team}-${number}`,
    };
  });
}

/** A key with its policy and grants (rules H01–H11). */
export function key(
  slot: Slot,
  { arn, region, team, alias }: KeyDraft,
  principals: readonly PrincipalDraft[],
): ResourceText {
  const { random, stock, number } = slot;
  const { accountId } = stock.ground.place;
  const grants = number % 3 === 0 ? grantsOf(slot, random.between(1, 4)) : [];
  return {
    arn,
    type: 'AWS::KMS::Key',
    region,
    name: alias.slice('alias/'.length),
    tags: { ...slot.tags, team },
    policy: { Id: 'key-default-1', ...document(...keyStatements(slot, principals)) },
    keyId: arn.slice(arn.lastIndexOf('/') + 1),
    keyManager: 'CUSTOMER',
    keyState: number % 37 === 36 ? 'PendingDeletion' : number % 29 === 28 ? 'Disabled' : 'Enabled',
    keyUsage: 'ENCRYPT_DECRYPT',
    keySpec: 'SYMMETRIC_DEFAULT',
    origin: 'AWS_KMS',
    creationDate: slot.createdAt,
    deletionDate: null,
    keyRotationEnabled: true,
    multiRegion: false,
    multiRegionConfiguration: null,
    aliases: [{ aliasName: alias, aliasArn: `arn:aws:kms:${region}:${accountId}:${alias}` }],
    grants,
    awsAccountId: accountId,
  };
}

function keyStatements(slot: Slot, principals: readonly PrincipalDraft[]): readonly StatementText[] {
  const { random, stock, region } = slot;
  const { ground } = stock;
  const { accountId } = ground.place;
  const admins = principals.filter(({ job }) => job === 'administrator').slice(0, 2);
  const users = principalArns(slot, ['workload', 'stamped', 'engineer', 'broker'], random.between(1, 3));
  const own = together(random.chance(ground.profile.conditioned) ? ground.conditions.on('kms') : null);
  const delegates = random.chance(0.88) || users.length === 0;
  return [
    ...(delegates
      ? [{ Sid: 'EnableIAM', ...granting('Allow', { AWS: `arn:aws:iam::${accountId}:root` }, 'kms:*', '*') }]
      : [
          {
            Sid: 'Admins',
            ...granting(
              'Allow',
              { AWS: admins.length === 0 ? accountId : admins.map(({ arn }) => arn) },
              [
                'kms:Create*',
                'kms:Describe*',
                'kms:Enable*',
                'kms:List*',
                'kms:Put*',
                'kms:Update*',
                'kms:Revoke*',
                'kms:Disable*',
                'kms:Get*',
                'kms:Delete*',
                'kms:ScheduleKeyDeletion',
              ],
              '*',
            ),
          },
        ]),
    ...(users.length === 0
      ? []
      : [
          {
            Sid: 'Use',
            ...granting('Allow', { AWS: users }, ['kms:Decrypt', 'kms:GenerateDataKey*', 'kms:DescribeKey'], '*', own),
          },
        ]),
    ...(random.chance(0.2)
      ? [
          granting('Allow', '*', ['kms:Decrypt', 'kms:GenerateDataKey*'], '*', {
            StringEquals: {
              'kms:CallerAccount': accountId,
              'kms:ViaService': [`s3.${region}.amazonaws.com`, `sqs.${region}.amazonaws.com`],
            },
          }),
        ]
      : []),
    ...(random.chance(0.1)
      ? [
          granting(
            'Allow',
            { AWS: `arn:aws:iam::${random.pick(ground.strangers).accountId}:root` },
            ['kms:Decrypt', 'kms:DescribeKey'],
            '*',
          ),
        ]
      : []),
    ...(ground.profile.unique && random.chance(0.3)
      ? [granting('Deny', '*', 'kms:Decrypt', '*', ground.conditions.unmet())]
      : []),
  ];
}

function grantsOf(slot: Slot, count: number): readonly Readonly<Record<string, unknown>>[] {
  const { random, stock, purpose } = slot;
  const grantees = [...principalArns(slot, ['workload', 'stamped'], count), 'dynamodb.eu-west-1.amazonaws.com'];
  return grantees.map((granteePrincipal, at) => ({
    grantId: random.hex(64),
    name: at === 0 ? `${purpose}-${slot.number}` : null,
    granteePrincipal,
    retiringPrincipal: null,
    issuingAccount: `arn:aws:iam::${stock.ground.place.accountId}:root`,
    operations: at % 2 === 0 ? ['Decrypt', 'GenerateDataKey', 'DescribeKey'] : ['Decrypt', 'DescribeKey'],
    constraints: at === 1 ? { encryptionContextEquals: { purpose }, encryptionContextSubset: null } : null,
    creationDate: slot.createdAt,
  }));
}
