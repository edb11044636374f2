import type { TermCondition } from '../../access/verdict.ts';
import { openables, openingsOf } from '../exposure/opened.ts';
import { rootOf } from '../exposure/outsiders.ts';
import type { Finding } from '../finding.ts';
import { type Ground, nameOf } from '../ground/ground.ts';
import { resourceStatement } from '../ground/statement-evidence.ts';
import { advice, finding } from '../make-finding.ts';

/** Roles that anyone of an account outside the customer may assume, without an external id (J02). */
export function thirdPartyTrusts(ground: Ground): readonly Finding[] {
  return openables(ground).flatMap((role) => {
    if (role.resource !== null) return [];
    const open = openingsOf(ground, role, ({ everyone }) => !everyone, true).flatMap(
      ({ permissions, statement, outsider }) => {
        const named = statement?.principal?.entries.some(
          (entry) => entry.kind === 'account' && outsider.name === rootOf(ground.subject.partition, entry.accountId),
        );
        const free = permissions.some(({ conditions }) => !names(conditions, 'sts:externalid'));
        return named === true && free && statement !== null ? [{ statement, outsider }] : [];
      },
    );
    if (open.length === 0) return [];
    const accounts = [...new Set(open.map(({ outsider }) => outsider.name))].sort();
    const administers = ground.administrators.has(role.arn);
    return [
      finding({
        type: 'third-party-trust-without-external-id',
        subject: role.arn,
        severity: administers ? 'critical' : 'high',
        reason: administers
          ? 'whoever gets the other account to act for them administers this one'
          : 'whoever gets the other account to act for them has what the role has',
        statements: open.map(({ statement }) => resourceStatement(role.arn, role.policy, statement.index)),
        rows: accounts.map((principalArn) => ({ principalArn, resourceArn: role.arn, capability: 'use-resource' })),
        facts: { accounts },
        fix: advice(
          `Agree on an external id with the owner of ${accounts.map(nameOf).join(', ')} and ask for it in the trust policy of ${nameOf(role.arn)} (sts:ExternalId).`,
          'the external id has to be agreed on with the other side first',
        ),
      }),
    ];
  });
}

function names(conditions: readonly TermCondition[], keyId: string): boolean {
  return conditions.some((one) => ('not' in one ? names(one.not, keyId) : one.key.toLowerCase() === keyId));
}
