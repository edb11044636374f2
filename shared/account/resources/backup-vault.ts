import { z } from 'zod';
import { arn, count, flag } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** A backup vault. */
export const backupVault = resourceType({
  type: 'AWS::Backup::BackupVault',
  service: 'backup',
  policy: true,
  fields: z.looseObject({
    encryptionKeyArn: arn.nullable().optional(),
    locked: flag.optional(),
    numberOfRecoveryPoints: count.optional(),
  }),
  deciding: ['encryptionKeyArn'],
});
