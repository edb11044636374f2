import { NOT_COLLECTED } from '../../account/model.ts';
import { fieldsOf } from '../../account/resources/known.ts';
import type { Finding } from '../finding.ts';
import type { Ground } from '../ground/ground.ts';
import { resourceStatement } from '../ground/statement-evidence.ts';
import { advice, finding } from '../make-finding.ts';

/** Keys that IAM cannot help with, because their policy does not know the account (H01). */
export function keyPolicies({ subject }: Ground): readonly Finding[] {
  return subject.resources.flatMap((resource) => {
    const fields = fieldsOf(resource, 'AWS::KMS::Key');
    const { policy, arn } = resource;
    if (fields === null || fields.keyManager === 'AWS' || policy === null || policy === NOT_COLLECTED) return [];
    const allows = policy.document.statements.filter(({ effect }) => effect === 'Allow');
    const knowsAccount = allows.some(({ principal }) =>
      principal?.entries.some(
        (entry) => entry.kind === 'everyone' || (entry.kind === 'account' && entry.accountId === subject.accountId),
      ),
    );
    if (knowsAccount) return [];
    const named = [
      ...new Set(allows.flatMap(({ principal }) => principal?.entries.map(({ text }) => text) ?? [])),
    ].sort();
    return [
      finding({
        type: 'key-policy-without-account',
        subject: arn,
        severity: 'low',
        reason: 'when those that the policy names are gone, nobody administers the key, and what it encrypts is lost',
        statements: allows.map(({ index }) => resourceStatement(arn, policy, index)),
        facts: { named },
        fix: advice(
          'Add a statement that lets the account administer the key, without the right to decrypt if that is the intention.',
          'it would widen access, and how far is for the owner of the key to say',
        ),
      }),
    ];
  });
}
