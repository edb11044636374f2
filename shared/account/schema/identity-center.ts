import { z } from 'zod';
import { accountId, arn, schemaVersion, text } from './scalars.ts';

/** `identity-center.json`: permission sets, assignments, groups and users, where the account may read them. */
export const identityCenterSchema = z.looseObject({
  schemaVersion,
  instanceArn: arn.optional(),
  identityStoreId: text.optional(),
  permissionSets: z.array(
    z.looseObject({
      permissionSetArn: arn,
      name: text,
      /** Roles of the permission set in this account; where absent they are found by their name (rule E08). */
      roleArns: z.array(arn).optional(),
    }),
  ),
  assignments: z.array(
    z.looseObject({
      permissionSetArn: arn,
      accountId,
      principalType: z.enum(['USER', 'GROUP'], { error: '`USER` or `GROUP`' }),
      principalId: text,
    }),
  ),
  groups: z.array(z.looseObject({ groupId: text, displayName: text, memberIds: z.array(text) })),
  users: z.array(z.looseObject({ userId: text, userName: text })),
});
