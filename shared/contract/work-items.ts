/**
 * What is read of an account, item by item, in reading order. Imports nothing.
 * `through`: the link whose role reads it; `file`: where it lies in a snapshot.
 */
export interface WorkItemKind {
  readonly id: string;
  readonly through: 'account' | 'organization';
  readonly file: string;
  /** IAM's name of the entity type, for the pages of GetAccountAuthorizationDetails. */
  readonly entityType?: 'User' | 'Group' | 'Role' | 'LocalManagedPolicy' | 'AWSManagedPolicy';
}

export const AUTHORIZATION_DETAILS = 'authorization-details.json';

export const WORK_ITEMS: readonly WorkItemKind[] = [
  { id: 'account', through: 'account', file: 'account.json' },
  { id: 'iam-users', through: 'account', file: AUTHORIZATION_DETAILS, entityType: 'User' },
  { id: 'iam-groups', through: 'account', file: AUTHORIZATION_DETAILS, entityType: 'Group' },
  { id: 'iam-roles', through: 'account', file: AUTHORIZATION_DETAILS, entityType: 'Role' },
  { id: 'iam-policies', through: 'account', file: AUTHORIZATION_DETAILS, entityType: 'LocalManagedPolicy' },
  { id: 'iam-aws-policies', through: 'account', file: AUTHORIZATION_DETAILS, entityType: 'AWSManagedPolicy' },
  { id: 'resources', through: 'account', file: 'resources.jsonl' },
  { id: 'credential-report', through: 'account', file: 'credential-report.json' },
  { id: 'last-accessed', through: 'account', file: 'last-accessed.jsonl' },
  { id: 'identity-center', through: 'account', file: 'identity-center.json' },
  { id: 'organization', through: 'account', file: 'organization.json' },
  // What only the management or a delegated account can read: it stands in for the account's own, where that lacks.
  { id: 'linked-organization', through: 'organization', file: 'organization.json' },
  { id: 'linked-identity-center', through: 'organization', file: 'identity-center.json' },
];

/** The kind of a work item, or null for a name that is none. */
export function workItemKind(itemId: string): WorkItemKind | null {
  return WORK_ITEMS.find((item) => item.id === itemId) ?? null;
}
