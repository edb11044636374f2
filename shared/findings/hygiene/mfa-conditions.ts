import type { PolicyUse } from '../../access/compile/statement-table.ts';
import { NOT_COLLECTED } from '../../account/model.ts';
import type { Condition, NamedPolicy, Statement } from '../../policy/model.ts';
import type { Finding } from '../finding.ts';
import type { Ground } from '../ground/ground.ts';
import { statementEvidence } from '../ground/statement-evidence.ts';
import { writtenPolicies } from '../ground/written-policies.ts';
import { advice, finding } from '../make-finding.ts';

/**
 * Conditions on MFA that long-term keys slip past (F22): their requests carry no aws:MultiFactorAuthPresent at all, so
 * that a Deny with Bool does not match, and an Allow with BoolIfExists does.
 */
export function mfaConditions(ground: Ground): readonly Finding[] {
  return policiesAtWork(ground).flatMap(({ policy, subject, use }) => {
    const denies = policy.document.statements.filter((one) => one.effect === 'Deny' && one.conditions.some(denyMisses));
    const allows = policy.document.statements.filter(
      (one) => one.effect === 'Allow' && one.conditions.some(allowSlips),
    );
    const evidence = (statements: readonly Statement[]) => ({
      statements: statements.map(({ index }) => statementEvidence(use, index)),
      facts: { sids: statements.flatMap(({ sid }) => sid ?? []) },
    });
    const found: Finding[] = [];
    if (denies.length > 0) {
      found.push(
        finding({
          type: 'mfa-deny-without-if-exists',
          subject,
          severity: 'high',
          reason: 'the deny does not bite on requests with an access key, which carry no word on MFA',
          ...evidence(denies),
          fix: advice('Write BoolIfExists in place of Bool.', 'see the words: one operator is to change'),
        }),
      );
    }
    if (allows.length > 0) {
      found.push(
        finding({
          type: 'mfa-allow-with-if-exists',
          subject,
          severity: 'medium',
          reason: 'the allow holds for requests with an access key, which carry no word on MFA',
          ...evidence(allows),
          fix: advice('Write Bool in place of BoolIfExists.', 'see the words: one operator is to change'),
        }),
      );
    }
    return found;
  });
}

function denyMisses({ keyId, operator, ifExists, values }: Condition): boolean {
  return keyId === 'aws:multifactorauthpresent' && operator === 'Bool' && !ifExists && values.includes('false');
}

function allowSlips({ keyId, operator, ifExists, values }: Condition): boolean {
  return keyId === 'aws:multifactorauthpresent' && operator === 'Bool' && ifExists && values.includes('true');
}

interface AtWork {
  readonly policy: NamedPolicy;
  readonly subject: string;
  readonly use: PolicyUse;
}

/** Identity policies that the customer wrote, and the policies of its resources. */
function policiesAtWork(ground: Ground): readonly AtWork[] {
  const identity = writtenPolicies(ground).map(({ policy, subject, holders }): AtWork => {
    return { policy, subject, use: { policy, layer: 'identity', level: null, attachedTo: holders[0] ?? '' } };
  });
  const resources = ground.subject.resources.flatMap(({ arn, policy }): readonly AtWork[] => {
    if (policy === null || policy === NOT_COLLECTED) return [];
    return [{ policy, subject: arn, use: { policy, layer: 'resource', level: null, attachedTo: arn } }];
  });
  return [...identity, ...resources];
}
