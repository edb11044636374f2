import type { Capability } from '../capability.ts';
import type { ActionData } from '../generated-data.ts';

/**
 * Where an action stands that no reviewed rule places, from AWS's access level and the verb of its name. Conservative:
 * what may return content counts as reading it as well, what may destroy counts as deleting. Services of the covered
 * list never end here (a test holds that); the others are reported at service level and say so.
 */
export function defaultCapabilities(action: ActionData): readonly Capability[] {
  switch (action.accessLevel) {
    case 'List':
      return ['read-config'];
    case 'Read':
      return ofReading(action.name);
    case 'Tagging':
    case 'Permissions management':
      return ['administer-resource'];
    case 'Write':
      return ofWriting(action.name);
  }
}

const SETTINGS_VERBS = ['Describe', 'List', 'Check', 'Validate', 'Is', 'Estimate', 'Verify', 'Test'];
const SETTINGS_NOUNS = [
  'Attributes',
  'Config',
  'Configuration',
  'Configurations',
  'Limits',
  'Permission',
  'Permissions',
  'Policies',
  'Policy',
  'Quota',
  'Quotas',
  'Settings',
  'Setting',
  'Status',
  'Statistics',
  'Summary',
  'Tags',
];

function ofReading(name: string): readonly Capability[] {
  if (SETTINGS_VERBS.some((verb) => name.startsWith(verb))) return ['read-config'];
  if (SETTINGS_NOUNS.some((noun) => name.endsWith(noun))) return ['read-config'];
  // AWS gives one level to reading settings and reading content: both count where the name does not tell.
  return name.startsWith('Get') || name.startsWith('BatchGet') ? ['read-config', 'read-data'] : ['read-data'];
}

const DESTROYING = ['Delete', 'BatchDelete', 'Purge', 'Terminate', 'Destroy', 'Reset', 'Remove', 'Flush', 'Expire'];
const OUTGOING = ['Export', 'Copy', 'Restore', 'Share', 'Download', 'Replicate', 'BatchGet', 'Get', 'Search', 'Query'];
const CONTENT = ['Put', 'BatchPut', 'Write', 'BatchWrite', 'Upload', 'Import', 'Ingest', 'Publish', 'Post', 'Append'];
const ACTING = ['Invoke', 'Start', 'Run', 'Execute', 'Send', 'Connect', 'Assume', 'Pass', 'Submit', 'Open', 'Converse'];

function ofWriting(name: string): readonly Capability[] {
  const begins = (verbs: readonly string[]) => verbs.some((verb) => name.startsWith(verb));
  if (begins(DESTROYING)) return ['administer-resource', 'delete-data'];
  if (begins(OUTGOING)) return ['administer-resource', 'read-data'];
  if (begins(CONTENT)) return ['administer-resource', 'write-data'];
  if (begins(ACTING)) return ['use-resource'];
  return ['administer-resource'];
}
