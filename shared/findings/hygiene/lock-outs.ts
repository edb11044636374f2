import { NOT_COLLECTED } from '../../account/model.ts';
import type { Statement } from '../../policy/model.ts';
import type { Finding } from '../finding.ts';
import type { Ground } from '../ground/ground.ts';
import { resourceStatement } from '../ground/statement-evidence.ts';
import { advice, finding } from '../make-finding.ts';

const VPC_KEYS: ReadonlySet<string> = new Set(['aws:sourcevpc', 'aws:sourcevpce', 'aws:vpcsourceip']);

/** Keys by which a deny lets services, or chosen principals, past. */
const EXEMPTING_KEYS: ReadonlySet<string> = new Set([
  'aws:calledvia',
  'aws:calledviafirst',
  'aws:calledvialast',
  'aws:principalarn',
  'aws:principalisawsservice',
  'aws:principalservicename',
  'aws:userid',
  'aws:viaawsservice',
]);

/** Denies to everyone outside a VPC that hit AWS services and the console as well (M13). */
export function lockOuts({ subject }: Ground): readonly Finding[] {
  return subject.resources.flatMap(({ arn, policy }) => {
    if (policy === null || policy === NOT_COLLECTED) return [];
    const denies = policy.document.statements.filter(shutsOut);
    if (denies.length === 0) return [];
    const all = denies.some(({ action }) =>
      action.patterns.some((pattern) => pattern === '*' || pattern.endsWith(':*')),
    );
    return [
      finding({
        type: 'lock-out-risk',
        subject: arn,
        severity: all ? 'medium' : 'low',
        reason: all
          ? 'who does not come through the VPC cannot even repair the policy'
          : 'AWS services that act for the account, and the console, do not come through the VPC',
        statements: denies.map(({ index }) => resourceStatement(arn, policy, index)),
        facts: { keys: [...new Set(denies.flatMap(({ conditions }) => conditions.map(({ key }) => key)))].sort() },
        fix: advice(
          'Exempt AWS services (aws:PrincipalIsAWSService, aws:ViaAWSService) and an administrator (aws:PrincipalArn) from the deny.',
          'whom to exempt is for the owner of the resource to say',
        ),
      }),
    ];
  });
}

function shutsOut({ effect, principal, conditions }: Statement): boolean {
  if (effect !== 'Deny' || principal === null) return false;
  const everyone = principal.negated || principal.entries.some(({ kind }) => kind === 'everyone');
  return (
    everyone &&
    conditions.some(({ keyId, operator }) => VPC_KEYS.has(keyId) && operator.includes('Not')) &&
    !conditions.some(({ keyId }) => EXEMPTING_KEYS.has(keyId))
  );
}
