import { type PolicyUse, StatementTable } from '../../access/compile/statement-table.ts';
import type { NamedPolicy } from '../../policy/model.ts';
import type { StatementEvidence } from '../finding.ts';
import type { AttachedPolicy } from './policies.ts';

/** A statement of a policy in one layer, by its index in the document, under the id that access rows give it. */
export function statementEvidence(use: PolicyUse, index: number): StatementEvidence {
  // A table of its own: ids come from the policy and its place alone, not from what else a table holds.
  const ref = new StatementTable().of(use).find(({ statement }) => statement.index === index);
  return {
    id: ref?.id ?? '',
    policy: use.policy.name,
    attachedTo: use.attachedTo,
    layer: use.layer,
    level: use.level,
    statement: index,
    sid: ref?.statement.sid ?? null,
  };
}

/** A statement of an identity policy. */
export function identityStatement({ policy, holder }: AttachedPolicy, index: number): StatementEvidence {
  return statementEvidence({ policy, layer: 'identity', level: null, attachedTo: holder }, index);
}

/** A statement of a resource's own policy, or of a role's trust policy. */
export function resourceStatement(resourceArn: string, policy: NamedPolicy, index: number): StatementEvidence {
  return statementEvidence({ policy, layer: 'resource', level: null, attachedTo: resourceArn }, index);
}

/** Sorted by id, each once. */
export function sortedStatements(statements: Iterable<StatementEvidence>): readonly StatementEvidence[] {
  const byId = new Map<string, StatementEvidence>();
  for (const one of statements) byId.set(`${one.id} ${one.attachedTo}`, one);
  return [...byId.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, one]) => one);
}
