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
      return WRITING_VERBS.get(verbOf(action.name)) ?? ADMINISTERS;
  }
}

const SETTINGS_VERBS = words('Describe List Check Validate Is Estimate Verify Test');
const SETTINGS_NOUNS = words(
  'Attributes Config Configuration Configurations Limits Permission Permissions Policies Policy Quota Quotas ' +
    'Setting Settings Statistics Status Summary Tags',
);
const EITHER_VERBS = words('Get BatchGet');

function ofReading(name: string): readonly Capability[] {
  const verb = verbOf(name);
  if (SETTINGS_VERBS.has(verb) || SETTINGS_NOUNS.has(lastWordOf(name))) return READS_CONFIG;
  // AWS gives one level to reading settings and reading content: both count where the name does not tell.
  return EITHER_VERBS.has(verb) ? READS_EITHER : READS_DATA;
}

const WRITING_VERBS: ReadonlyMap<string, readonly Capability[]> = new Map([
  ...each('Delete BatchDelete Purge Terminate Destroy Reset Remove BatchRemove Flush Expire', DESTROYS),
  ...each('Export Copy Restore Share Download Replicate Get BatchGet Search Query', TAKES_OUT),
  ...each('Put BatchPut Write BatchWrite Upload BatchUpload Import BatchImport Ingest Publish Post Append', PUTS_IN),
  ...each('Invoke Start Run Execute Send Connect Assume Pass Submit Open Converse', ACTS),
]);

/** The first word of a name, `Batch` with the word after it: `GetObject` → `Get`, `BatchGetItem` → `BatchGet`. */
function verbOf(name: string): string {
  const first = wordEnd(name, 0);
  return name.startsWith('Batch') && first === 5 ? name.slice(0, wordEnd(name, 5)) : name.slice(0, first);
}

function lastWordOf(name: string): string {
  let from = name.length - 1;
  while (from > 0 && !isUpper(name.charCodeAt(from))) from--;
  return name.slice(from);
}

function wordEnd(name: string, from: number): number {
  let end = from + 1;
  while (end < name.length && !isUpper(name.charCodeAt(end))) end++;
  return end;
}

function isUpper(unit: number): boolean {
  return unit >= 65 && unit <= 90;
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

function each(verbs: string, capabilities: readonly Capability[]): (readonly [string, readonly Capability[]])[] {
  return verbs.split(' ').map((verb) => [verb, capabilities] as const);
}
