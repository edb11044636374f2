import { ADMIN, BY_POLICY, BY_REMOVAL, BY_TAG, CONFIG, DELETE, READ, rulesOf, USE, WRITE } from '../rules.ts';

/** AWS Backup: vaults with recovery points. */
export const backup = rulesOf('backup', {
  kinds: [
    ['List', 'List*', CONFIG],
    ['Read', 'Describe* ExportBackupPlanTemplate Get* ListTags', CONFIG],
    ['Write', 'Associate* CreateBackupSelection CreateBackupVault CreateFramework CreateLegalHold', ADMIN],
    ['Write', 'CreateLogicallyAirGappedBackupVault CreateReportPlan CreateRestoreTesting* CreateTiering*', ADMIN],
    ['Write', 'DeleteBackupAccessPoint DeleteBackupPlan DeleteBackupSelection DeleteBackupVaultNotifications', ADMIN],
    ['Write', 'DeleteFramework DeleteReportPlan DeleteRestoreTesting* DeleteTiering* DisassociateBackupVault*', ADMIN],
    ['Write', 'PutBackupVaultNotifications PutRestoreValidationResult RevokeRestoreAccessBackupVault', ADMIN],
    ['Write', 'StartReportJob StartScanJob StopBackupJob UpdateFramework UpdateGlobalSettings', ADMIN],
    ['Write', 'UpdateRecoveryPointIndexSettings UpdateRegionSettings UpdateReportPlan', ADMIN],
    ['Write', 'UpdateRestoreTesting* UpdateTieringConfiguration PutBackupVaultLockConfiguration', ADMIN],
  ],
  overrides: [
    [[READ], 'CopyFromBackupVault SearchRecoveryPoint', 'takes content out of recovery points, or finds it there'],
    [[CONFIG], 'ListIndexedRecoveryPointsForSearch', 'names the recovery points that can be searched'],
    [[WRITE], 'CopyIntoBackupVault', 'writes recovery points'],
    [
      [ADMIN, READ],
      'StartBackupJob StartCopyJob CreateBackupPlan UpdateBackupPlan',
      'makes copies of content, in vaults of the caller’s choice',
    ],
    [
      [ADMIN, READ, WRITE, USE],
      'StartRestoreJob',
      'writes a copy of the content into a new resource, acting as a role',
    ],
    [
      [ADMIN, READ],
      'CreateRestoreAccessBackupVault PutBackupVaultSharingPolicy',
      'lets another account restore from the vault',
    ],
    [
      [ADMIN],
      'CreateBackupAccessPoint',
      'opens a door to the content of a recovery point',
      { means: 'access-point', capabilities: [READ] },
    ],
    [[ADMIN, DELETE], 'DeleteRecoveryPoint', 'destroys a copy of the content'],
    [
      [ADMIN, DELETE],
      'UpdateRecoveryPointLifecycle DisassociateRecoveryPoint DisassociateRecoveryPointFromParent',
      'a recovery point expires sooner, or is no longer kept by the vault',
    ],
    [[ADMIN, DELETE], 'DeleteBackupVault', 'removes the vault; only an empty one'],
    [
      [ADMIN],
      'DeleteBackupVaultLockConfiguration CancelLegalHold',
      'lifts what protects recovery points from deletion',
      { means: 'removal', capabilities: [DELETE] },
    ],
    [[ADMIN], 'PutBackupVaultAccessPolicy', 'decides who may reach the vault', BY_POLICY],
    [
      [ADMIN],
      'DeleteBackupVaultAccessPolicy DeleteBackupVaultSharingPolicy',
      'takes the policy’s denials away, or ends sharing',
      BY_REMOVAL,
    ],
    [[ADMIN], 'TagResource UntagResource', 'access may hang on tags', BY_TAG],
  ],
});

/** The store behind AWS Backup; other services call it on the way into and out of vaults. */
export const backupStorage = rulesOf('backup-storage', {
  kinds: [],
  overrides: [
    [
      [READ],
      'GetBaseBackup GetChunk GetIncrementalBaseBackup GetObjectMetadata',
      'returns content of a recovery point',
    ],
    [[CONFIG], 'DescribeBackupJob ListChunks ListObjects', 'numbers of chunks, not their content'],
    [
      [WRITE],
      'CommitBackupJob NotifyObjectComplete PutChunk PutObject StartObject UpdateObjectComplete',
      'writes a recovery point',
    ],
    [[DELETE], 'DeleteObjects', 'destroys content of a recovery point'],
    [[ADMIN], 'MountCapsule', 'ties the vault to its key when it is made'],
  ],
});
