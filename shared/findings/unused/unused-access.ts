import { NOT_COLLECTED } from '../../account/model.ts';
import type { Finding } from '../finding.ts';
import { daysBetween } from '../ground/age.ts';
import { UNUSED_DAYS } from '../ground/credentials.ts';
import { type Ground, nameOf } from '../ground/ground.ts';
import type { OwnPrincipal } from '../ground/principals.ts';
import { advice, finding } from '../make-finding.ts';
import { knownUse } from './unused-principals.ts';

/** Services named in a finding; the rest are counted. */
const MOST_SERVICES = 30;

/** Services through which secrets, keys or rights are had. */
const SENSITIVE_SERVICES: ReadonlySet<string> = new Set([
  'iam',
  'kms',
  'organizations',
  'secretsmanager',
  'sso',
  'ssm',
  'sts',
]);

/** Services that a principal in use may use and does not (L04: what AWS does not track counts as not used there). */
export function unusedAccess(ground: Ground): readonly Finding[] {
  const { subject, analysisTime } = ground;
  const { lastAccessed } = subject;
  if (lastAccessed === NOT_COLLECTED) return [];
  return [...ground.principals.values()].flatMap((one) => {
    const entries = one.account === subject ? lastAccessed.get(one.arn) : undefined;
    const use = knownUse(ground, one.entity);
    if (entries === undefined || use === null || use.age <= UNUSED_DAYS || use.idle > UNUSED_DAYS) return [];
    const unused = entries
      .filter(({ action, at }) => action === null && (daysBetween(at, analysisTime) ?? Infinity) > UNUSED_DAYS)
      .map(({ service }) => service)
      // Passing a role is never recorded: who may do nothing else in IAM cannot be seen using it (J04).
      .filter((service) => service !== 'iam' || !onlyPassesRoles(one))
      .sort();
    if (unused.length === 0) return [];
    const sensitive = unused.filter((service) => SENSITIVE_SERVICES.has(service));
    return [
      finding({
        type: 'unused-access',
        subject: one.arn,
        severity: sensitive.length > 0 ? 'medium' : 'low',
        reason:
          sensitive.length > 0
            ? `it may use ${sensitive.join(', ')}, and does not`
            : 'it may use more services than it does',
        facts: {
          services: unused.slice(0, MOST_SERVICES),
          moreServices: Math.max(0, unused.length - MOST_SERVICES),
          sensitiveServices: sensitive,
        },
        fix: advice(
          `Take the services that it does not use out of the policies of ${nameOf(one.arn)}.`,
          'last-accessed data says nothing of passing roles and of most reading and writing of data (L04)',
        ),
      }),
    ];
  });
}

function onlyPassesRoles({ policies }: OwnPrincipal): boolean {
  return policies.every(({ policy }) =>
    policy.document.statements.every(
      ({ effect, action }) =>
        effect === 'Deny' ||
        (!action.negated && action.patterns.every((p) => !/^(iam:|\*)/i.test(p) || p.toLowerCase() === 'iam:passrole')),
    ),
  );
}
