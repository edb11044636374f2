import { resourcePolicy } from './policies.ts';
import { arnIn, keyOf, line, nameOf, type ResourceText, roleFor, type Slot } from './stock.ts';

/** What is shared by attribute, not by policy (rule K03), and what else an account has a few of. */
export function snapshot(slot: Slot): ResourceText {
  const id = `snap-${slot.random.hex(17)}`;
  const encrypted = slot.random.chance(0.8);
  return line(slot, 'AWS::EC2::Snapshot', `arn:aws:ec2:${slot.region}::snapshot/${id}`, {
    accountId: slot.stock.ground.place.accountId,
    name: id,
    snapshotId: id,
    volumeId: `vol-${slot.random.hex(17)}`,
    encrypted,
    kmsKeyId: encrypted ? keyOf(slot) : null,
    startTime: slot.createdAt,
    createVolumePermissions: encrypted ? [] : shares(slot).map((userId) => ({ userId })),
  });
}

export function image(slot: Slot): ResourceText {
  const id = `ami-${slot.random.hex(17)}`;
  return line(slot, 'AWS::EC2::Image', `arn:aws:ec2:${slot.region}::image/${id}`, {
    accountId: slot.stock.ground.place.accountId,
    name: id,
    imageId: id,
    creationDate: slot.createdAt,
    public: false,
    launchPermissions: shares(slot).map((userId) => ({ userId })),
    blockDeviceMappings: [],
  });
}

export function databaseSnapshot(slot: Slot): ResourceText {
  return line(slot, 'AWS::RDS::DBSnapshot', arnIn(slot, 'rds', `snapshot:${nameOf(slot)}`), {
    dbSnapshotIdentifier: nameOf(slot),
    snapshotType: 'manual',
    snapshotCreateTime: slot.createdAt,
    encrypted: true,
    kmsKeyId: keyOf(slot),
    dbSnapshotAttributes: [{ attributeName: 'restore', attributeValues: shares(slot) }],
  });
}

export function ssmDocument(slot: Slot): ResourceText {
  return line(slot, 'AWS::SSM::Document', arnIn(slot, 'ssm', `document/${nameOf(slot)}`), {
    documentType: 'Command',
    accountIds: shares(slot),
  });
}

function shares({ random, stock }: Slot): readonly string[] {
  return random.chance(0.2) ? [random.pick(stock.ground.strangers).accountId] : [];
}

export function eventBus(slot: Slot): ResourceText {
  const arn = arnIn(slot, 'events', `event-bus/${nameOf(slot)}`);
  return line(slot, 'AWS::Events::EventBus', arn, {
    policy: resourcePolicy(slot, {
      read: ['events:PutEvents'],
      write: ['events:PutEvents'],
      all: 'events:PutEvents',
      resources: [arn],
    }),
    kmsKeyIdentifier: null,
    description: null,
  });
}

export function backupVault(slot: Slot): ResourceText {
  return line(slot, 'AWS::Backup::BackupVault', arnIn(slot, 'backup', `backup-vault:${nameOf(slot)}`), {
    policy: resourcePolicy(slot, {
      read: ['backup:DescribeBackupVault'],
      write: ['backup:CopyIntoBackupVault'],
      all: 'backup:DeleteRecoveryPoint',
      resources: ['*'],
    }),
    encryptionKeyArn: keyOf(slot),
    locked: false,
    numberOfRecoveryPoints: 12,
  });
}

export function glueDatabase(slot: Slot): ResourceText {
  const name = `${slot.team}_${slot.purpose}_${slot.number}`;
  return line(slot, 'AWS::Glue::Database', arnIn(slot, 'glue', `database/${name}`), {
    name,
    catalogId: slot.stock.ground.place.accountId,
    locationUri: null,
    createTableDefaultPermissions: [
      { principal: { dataLakePrincipalIdentifier: 'IAM_ALLOWED_PRINCIPALS' }, permissions: ['ALL'] },
    ],
  });
}

export function glueJob(slot: Slot): ResourceText {
  return line(slot, 'AWS::Glue::Job', arnIn(slot, 'glue', `job/${nameOf(slot)}`), {
    role: roleFor(slot),
    securityConfiguration: null,
  });
}
