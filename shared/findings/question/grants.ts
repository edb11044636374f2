import type { Reason } from '../../authorization/decision.ts';
import type { StatementEvidence } from '../finding.ts';
import { accountIdOf } from '../ground/ground.ts';
import type { AttachedPolicy } from '../ground/policies.ts';
import { sortedStatements, statementEvidence } from '../ground/statement-evidence.ts';
import { type Permission, policiesAt } from './ask.ts';

/** The statements that a decision rests on, as access rows name them. `policies`: what the caller carries, with holders. */
export function grantsOf(permission: Permission, policies: readonly AttachedPolicy[]): readonly StatementEvidence[] {
  return sortedStatements(
    permission.because.flatMap((reason) => {
      // SCPs and boundaries only limit: a grant is an identity or resource policy's.
      if (reason.effect !== 'Allow' || reason.layer === 'scp' || reason.layer === 'rcp') return [];
      return evidenceOf(permission, reason, policies);
    }),
  );
}

/** Where a reason's statement stands; empty for a layer that is no policy and for a policy that was only supposed. */
export function evidenceOf(
  { world, request }: Pick<Permission, 'world' | 'request'>,
  reason: Reason,
  policies: readonly AttachedPolicy[],
): readonly StatementEvidence[] {
  const { layer, level, statement: index } = reason;
  if (index === null || reason.policy === null) return [];
  const found = policiesAt(world, reason).filter(
    ({ name, document }) => name === reason.policy && document.statements[index]?.sid === reason.sid,
  );
  return found.flatMap((policy) => {
    if (layer === 'identity') {
      return policies
        .filter((one) => one.policy.document === policy.document && one.policy.name === policy.name)
        .map(({ holder }) => statementEvidence({ policy, layer, level, attachedTo: holder }, index));
    }
    const attachedTo =
      layer === 'scp'
        ? 'accountId' in request.principal
          ? request.principal.accountId
          : ''
        : layer === 'rcp'
          ? (request.resourceAccount?.id ?? accountIdOf(request.resource))
          : layer === 'boundary' && 'arn' in request.principal
            ? request.principal.arn
            : request.resource;
    return [statementEvidence({ policy, layer, level, attachedTo }, index)];
  });
}
