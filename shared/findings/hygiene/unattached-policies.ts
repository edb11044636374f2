import type { Finding } from '../finding.ts';
import { accountIdOf, type Ground, nameOf } from '../ground/ground.ts';
import { advice, finding } from '../make-finding.ts';

/** Managed policies that nobody carries, and attachments whose policy is gone. */
export function danglingPolicies({ subject: account }: Ground): readonly Finding[] {
  const holders = [...account.users, ...account.groups, ...account.roles];
  const used = new Set(holders.flatMap(({ attachedPolicies }) => attachedPolicies));
  for (const { permissionsBoundary } of [...account.users, ...account.roles]) {
    if (permissionsBoundary !== null) used.add(permissionsBoundary);
  }
  const unattached = [...account.managedPolicies.keys()].filter(
    (arn) => accountIdOf(arn) === account.accountId && !used.has(arn),
  );
  return [
    ...unattached.map((arn) =>
      finding({
        type: 'unattached-policy',
        subject: arn,
        severity: 'low',
        reason: 'it grants nothing today, and whoever may attach it can use it',
        fix: advice(`Delete ${nameOf(arn)} if nobody plans to attach it.`, 'the policy itself is to go'),
      }),
    ),
    ...holders.flatMap(({ arn, attachedPolicies }) => {
      const missing = attachedPolicies.filter(
        (policy) => accountIdOf(policy) === account.accountId && !account.managedPolicies.has(policy),
      );
      if (missing.length === 0) return [];
      return [
        finding({
          type: 'dangling-attachment',
          subject: arn,
          severity: 'low',
          reason: 'what the policy granted is not known, and one of that name would grant again',
          facts: { missing },
          fix: advice(
            `Detach what is not there from ${nameOf(arn)}.`,
            'the attachment is to go, not a document to change',
          ),
        }),
      ];
    }),
  ];
}
