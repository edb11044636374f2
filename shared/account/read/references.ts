import { type GapList, someOf } from '../gaps.ts';
import type { Entities } from './authorization-details.ts';

/** Names every reference that leads nowhere: attached policies, boundaries and groups that the file does not hold (rule L01). */
export function nameDangling(entities: Entities, gaps: GapList): void {
  const { users, groups, roles, managedPolicies } = entities;
  const missing = new Map<string, string[]>();
  for (const holder of [...users, ...groups, ...roles]) {
    for (const policy of holder.attachedPolicies) if (!managedPolicies.has(policy)) note(missing, policy, holder.arn);
  }
  for (const [policy, holders] of missing) {
    const meaning = `it is attached to ${someOf(holders)}, but the file does not hold it: what it grants or denies them is not known`;
    gaps.add('policy-missing', policy, meaning, 'iam:GetPolicyVersion');
  }
  const boundaries = new Map<string, string[]>();
  for (const holder of [...users, ...roles]) {
    const boundary = holder.permissionsBoundary;
    if (boundary !== null && !managedPolicies.has(boundary)) note(boundaries, boundary, holder.arn);
  }
  for (const [boundary, holders] of boundaries) {
    const meaning = `it bounds ${someOf(holders)}, but the file does not hold it: how far it limits them is not known`;
    gaps.add('boundary-missing', boundary, meaning, 'iam:GetPolicyVersion');
  }
  const names = new Set(groups.map(({ name }) => name));
  const unknownGroups = new Map<string, string[]>();
  for (const user of users)
    for (const group of user.groups) if (!names.has(group)) note(unknownGroups, group, user.arn);
  for (const [group, members] of unknownGroups) {
    const meaning = `${someOf(members)} belong to it, but the file does not hold it: what it gives them is not known`;
    gaps.add('group-missing', group, meaning, 'iam:GetAccountAuthorizationDetails');
  }
}

function note(holders: Map<string, string[]>, what: string, holder: string): void {
  const known = holders.get(what);
  if (known === undefined) holders.set(what, [holder]);
  else known.push(holder);
}
