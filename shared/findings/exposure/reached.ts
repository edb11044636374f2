import { aclPolicy } from '../../access/compile/grant-policies.ts';
import type { TermCondition } from '../../access/verdict.ts';
import type { Capability } from '../../catalog/capability.ts';
import { findAction } from '../../catalog/catalog.ts';
import type { RowEvidence, StatementEvidence } from '../finding.ts';
import { resourceStatement, statementEvidence } from '../ground/statement-evidence.ts';
import type { Permission } from '../question/ask.ts';
import type { Openable, Opening } from './opened.ts';

/** What calls that are allowed amount to in the six words, sorted. */
export function capabilitiesOf(permissions: readonly Permission[]): readonly Capability[] {
  const words = permissions.flatMap(({ request }) => findAction(request.action)?.capabilities ?? []);
  return [...new Set(words)].sort();
}

export function actionsOf(permissions: readonly Permission[]): readonly string[] {
  return [...new Set(permissions.map(({ request }) => request.action))].sort();
}

/** Rows of access that openings stand for; nobody in particular has none. */
export function rowsOf(resourceArn: string, openings: readonly Opening[]): readonly RowEvidence[] {
  return openings.flatMap(({ outsider, permissions }) =>
    outsider.everyone && outsider.principal.kind !== 'anonymous'
      ? []
      : capabilitiesOf(permissions).map((capability) => ({ principalArn: outsider.name, resourceArn, capability })),
  );
}

/** The statements that open. */
export function statementsOf(openable: Openable, openings: readonly Opening[]): readonly StatementEvidence[] {
  const parts = openable.resource !== null && openable.arn !== openable.resource.arn;
  return openings.flatMap(({ statement }) => {
    if (statement === null) return [];
    const { arn: attachedTo, policy } = openable;
    return parts
      ? [statementEvidence({ policy, layer: 'access-point', level: null, attachedTo }, statement.index)]
      : [resourceStatement(attachedTo, policy, statement.index)];
  });
}

/** The grant of an access control list, under the id that access rows give it. */
export function aclStatements(bucketArn: string, openings: readonly Opening[]): readonly StatementEvidence[] {
  const [permission] = openings.flatMap(({ permissions }) => permissions);
  const acl = permission?.world.facts?.s3?.bucketAcl ?? null;
  if (acl === null) return [];
  const policy = aclPolicy(acl, 'all', bucketArn);
  return policy.document.statements
    .filter(({ principal }) => principal?.entries.some(({ kind }) => kind === 'everyone') === true)
    .map(({ index }) => statementEvidence({ policy, layer: 'acl', level: null, attachedTo: bucketArn }, index));
}

/** Which part of the resource the statements speak of, as written. */
export function scopeOf({ arn }: Openable, openings: readonly Opening[]): readonly string[] {
  const written = openings.flatMap(({ statement }) => {
    const list = statement?.resource ?? null;
    return list === null || list.negated || list.patterns.includes('*') ? [arn] : list.patterns;
  });
  return [...new Set(written)].sort();
}

export function conditionsOf(permissions: readonly Permission[]): readonly TermCondition[] {
  return permissions.flatMap(({ conditions }) => conditions);
}
