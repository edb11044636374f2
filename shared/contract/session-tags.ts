/**
 * Tags of a session of the role `tenant-data`: functions set them, every statement of the role is conditioned on
 * them. Imports nothing.
 */
export const SESSION_TAGS = {
  customerId: 'customerId',
  kmsKeyId: 'kmsKeyId',
} as const;
