/** The six words of the report, in the order in which people read them (capabilities page of the design). */
export const CAPABILITIES = [
  'administer-resource',
  'read-config',
  'read-data',
  'write-data',
  'delete-data',
  'use-resource',
] as const;
export type Capability = (typeof CAPABILITIES)[number];
