import { ADMIN, BY_REMOVAL, BY_TAG, CONFIG, DELETE, READ, rulesOf, USE, WRITE } from '../rules.ts';

/** EC2: volumes, snapshots and images are what holds data; the rest of the service keeps the default. */
export const ec2 = rulesOf('ec2', {
  covers: {
    resourceTypes: ['image', 'snapshot', 'volume'],
    actions: (
      'DisableImageBlockPublicAccess EnableImageBlockPublicAccess DisableSnapshotBlockPublicAccess ' +
      'EnableSnapshotBlockPublicAccess DisableEbsEncryptionByDefault EnableEbsEncryptionByDefault GetPasswordData ' +
      'GetConsoleOutput GetConsoleScreenshot DescribeInstanceAttribute'
    ).split(' '),
  },
  kinds: [
    ['List', 'Describe* List*', CONFIG],
    ['Read', 'GetImageAncestry', CONFIG],
    ['Write', 'AttachImageWatermark DetachImageWatermark DetachVolume EnableFast* DisableFast* EnableVolumeIO', ADMIN],
    ['Write', 'CreateImageUsageReport DisableImageDe* EnableImage* LockSnapshot ModifyVolume*', ADMIN],
    ['Write', 'PauseVolumeIO InjectVolumeIOLatency RegisterImage ReplaceImage* ResetImageAttribute', ADMIN],
    ['Write', 'Restore*FromRecycleBin RestoreSnapshotTier UnlockSnapshot EnableEbs* DisableEbs*', ADMIN],
    ['Permissions management', 'Reset* CancelImageLaunchPermission Enable*BlockPublicAccess', ADMIN],
  ],
  overrides: [
    [
      [ADMIN, READ],
      'ModifySnapshotAttribute ModifyImageAttribute',
      'shares the snapshot or image with other accounts or everyone (K03)',
    ],
    [
      [ADMIN, READ],
      'CreateSnapshot CreateSnapshots CreateImage CopySnapshot CopyImage CopyVolumes',
      'makes a copy of the content that can be shared and attached',
    ],
    [[ADMIN, READ], 'ExportImage CreateStoreImageTask', 'writes the image into a bucket'],
    [
      [ADMIN, READ, WRITE],
      'CreateVolume CreateReplaceRootVolumeTask',
      'writes a copy of a snapshot’s content onto a volume',
    ],
    [
      [ADMIN, READ, WRITE, DELETE],
      'AttachVolume',
      'the machine to which a volume is attached reads and writes it whole',
    ],
    [
      [ADMIN, WRITE],
      'ImportImage ImportInstance ImportSnapshot ImportVolume CreateRestoreImageTask',
      'creates content',
    ],
    [
      [ADMIN, READ, USE],
      'RunInstances CreateFleet ModifyFleet RequestSpotFleet RequestSpotInstances',
      'runs a machine of the caller’s from an image or snapshot, whose content it then reads',
    ],
    [
      [ADMIN, USE],
      'ModifyInstanceAttribute',
      'can replace the script that a machine runs at its start, as the machine’s role',
      { means: 'role', capabilities: [READ, WRITE, DELETE, USE] },
    ],
    [[ADMIN, DELETE], 'DeleteSnapshot DeleteVolume DeregisterImage', 'destroys content'],
    [
      [ADMIN, DELETE],
      'ModifySnapshotTier DisableImage',
      'an archived snapshot or a disabled image cannot be used until it is brought back',
    ],
    [
      [ADMIN],
      'DisableImageBlockPublicAccess DisableSnapshotBlockPublicAccess',
      'lifts the block that holds public sharing back',
      BY_REMOVAL,
    ],
    [
      [READ],
      'GetPasswordData GetConsoleOutput GetConsoleScreenshot',
      'returns what the machine shows or the password of its administrator, encrypted to its key pair',
    ],
    [[CONFIG, READ], 'DescribeInstanceAttribute', 'returns the user data, where scripts and secrets lie'],
    [[ADMIN], 'CreateTags DeleteTags', 'access may hang on tags', BY_TAG],
  ],
});

/** EBS direct APIs: blocks of snapshots. */
export const ebs = rulesOf('ebs', {
  kinds: [],
  overrides: [
    [[READ], 'GetSnapshotBlock', 'returns a block of the content'],
    [[READ], 'ListSnapshotBlocks ListChangedBlocks', 'returns the tokens with which blocks are read'],
    [[WRITE], 'PutSnapshotBlock StartSnapshot CompleteSnapshot', 'writes a snapshot'],
  ],
});
