import type { Grants } from '../rules.ts';
import { ADMIN, BY_POLICY, BY_TAG, CONFIG, DELETE, READ, rulesOf, WRITE } from '../rules.ts';

const MOUNTED: Grants = { means: 'access-point', capabilities: [READ, WRITE, DELETE] };

/** Amazon EFS. Without a file-system policy every client that reaches a mount target may mount (K05). */
export const elasticfilesystem = rulesOf('elasticfilesystem', {
  kinds: [
    ['List', 'Describe*', CONFIG],
    ['Read', 'Describe* ListTagsForResource', CONFIG],
    ['Write', 'CreateFileSystem DeleteAccessPoint DeleteMountTarget DeleteReplicationConfiguration', ADMIN],
    ['Write', 'PutAccountPreferences PutBackupPolicy PutLifecycleConfiguration UpdateFileSystem*', ADMIN],
  ],
  overrides: [
    [[READ], 'ClientMount', 'mounts the file system to read'],
    [[WRITE, DELETE], 'ClientWrite', 'writes and removes files'],
    [[READ, WRITE, DELETE], 'ClientRootAccess', 'acts as root: no file permission holds it back'],
    [[READ], 'Backup ReplicationRead', 'reads all files for a copy'],
    [[WRITE], 'Restore ReplicationWrite', 'writes files from a copy'],
    [[ADMIN, READ], 'CreateReplicationConfiguration', 'copies all files to another file system or account'],
    [[ADMIN, DELETE], 'DeleteFileSystem', 'destroys the file system with its files'],
    [
      [ADMIN],
      'CreateAccessPoint CreateMountTarget ModifyMountTargetSecurityGroups',
      'opens a door to the file system, or the network path to it',
      MOUNTED,
    ],
    [[ADMIN], 'PutFileSystemPolicy', 'decides who may mount', BY_POLICY],
    [
      [ADMIN],
      'DeleteFileSystemPolicy',
      'without a policy every client that reaches a mount target may mount and write (K05)',
      { means: 'removal', capabilities: [READ, WRITE, DELETE] },
    ],
    [[ADMIN], 'CreateTags DeleteTags TagResource UntagResource', 'access may hang on tags', BY_TAG],
  ],
});
