import type { Decision, Reason } from '../decision.ts';

/** What sets two answers to one question apart, in words; null where they agree in decision and in statements. */
export function difference(one: Decision, other: Decision): string | null {
  if (one.decision !== other.decision) return `${one.decision} and ${other.decision}`;
  const [left, right] = [statementsOf(one), statementsOf(other)];
  return left === right ? null : `${one.decision} because of ${left} and of ${right}`;
}

/** The statements that determined the answer; silences and what is no statement are left to tests of their own. */
export function statementsOf(decision: Decision): string {
  if (decision.decision !== 'allowed' && decision.decision !== 'explicit-deny') return '';
  const effect = decision.decision === 'allowed' ? 'Allow' : 'Deny';
  // RCPs allow at every level whether a policy that says so is listed or not (D14): engines may name it or not.
  const determining = decision.because.filter(
    (reason) =>
      reason.effect === effect && reason.statement !== null && !(reason.layer === 'rcp' && effect === 'Allow'),
  );
  const named = determining.map(named_);
  return [...new Set(named)].sort().join(', ');
}

function named_({ layer, level, policy, statement }: Reason): string {
  return `${layer}${level === null ? '' : ` ${level}`} ${policy} #${statement}`;
}
