import type { NamedPolicy } from '../../policy/model.ts';
import type { Question } from '../question.ts';

/**
 * The session policies that limit the caller; null: none do. Together they are one set (C04). A federated session
 * without one has no permissions of its own (C05); [] allows nothing. Root has one only as the task of AssumeRoot (M03).
 */
export function sessionPoliciesOf(question: Question): readonly NamedPolicy[] | null {
  if (question.principal.kind === 'federated-user') return question.world.sessionPolicies ?? NONE;
  return question.signs ? question.world.sessionPolicies : null;
}

const NONE: readonly NamedPolicy[] = [];
