import type { Capability } from '../capability.ts';
import type { ActionData } from '../generated-data.ts';

const READS_CONFIG: readonly Capability[] = ['read-config'];
const READS_EITHER: readonly Capability[] = ['read-config', 'read-data'];
const READS_DATA: readonly Capability[] = ['read-data'];
const ADMINISTERS: readonly Capability[] = ['administer-resource'];
const TAKES_OUT: readonly Capability[] = ['administer-resource', 'read-data'];
const PUTS_IN: readonly Capability[] = ['administer-resource', 'write-data'];
const DESTROYS: readonly Capability[] = ['administer-resource', 'delete-data'];
const ACTS: readonly Capability[] = ['use-resource'];

/**
 * Where an action stands that no reviewed rule places, from AWS's access level and the verb of its name. Conservative:
 * what may return content counts as reading it as well, what may destroy counts as deleting. Services of the covered
 * list never end here (a test holds that); the others are reported at service level and say so.
 */
export function defaultCapabilities(action: ActionData): readonly Capability[] {
  switch (action.accessLevel) {
    case 'List':
      return READS_CONFIG;
    case 'Read':
      return ofReading(action.name);
    case 'Tagging':
    case 'Permissions management':
      return ADMINISTERS;
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
  if (SETTINGS_VERBS.some((verb) => name.startsWith(verb))) return READS_CONFIG;
  if (SETTINGS_NOUNS.some((noun) => name.endsWith(noun))) return READS_CONFIG;
  // AWS gives one level to reading settings and reading content: both count where the name does not tell.
  return name.startsWith('Get') || name.startsWith('BatchGet') ? READS_EITHER : READS_DATA;
}

const DESTROYING = ['Delete', 'BatchDelete', 'Purge', 'Terminate', 'Destroy', 'Reset', 'Remove', 'Flush', 'Expire'];
const OUTGOING = ['Export', 'Copy', 'Restore', 'Share', 'Download', 'Replicate', 'BatchGet', 'Get', 'Search', 'Query'];
const CONTENT = ['Put', 'BatchPut', 'Write', 'BatchWrite', 'Upload', 'Import', 'Ingest', 'Publish', 'Post', 'Append'];
const ACTING = ['Invoke', 'Start', 'Run', 'Execute', 'Send', 'Connect', 'Assume', 'Pass', 'Submit', 'Open', 'Converse'];

function ofWriting(name: string): readonly Capability[] {
  const begins = (verbs: readonly string[]) => verbs.some((verb) => name.startsWith(verb));
  if (begins(DESTROYING)) return DESTROYS;
  if (begins(OUTGOING)) return TAKES_OUT;
  if (begins(CONTENT)) return PUTS_IN;
  if (begins(ACTING)) return ACTS;
  return ADMINISTERS;
}
