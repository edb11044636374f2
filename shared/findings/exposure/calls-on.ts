import { actionsOnType, arnsOn } from '../../catalog/actions-on-type.ts';
import { matchingActions } from '../../catalog/catalog.ts';
import type { Statement } from '../../policy/model.ts';
import { ANY_NAME } from '../escalation/administering.ts';

/** Calls by which a statement of a resource's policy could open it: its actions, on ARNs that it covers. */
export function callsOn(
  resource: { readonly arn: string; readonly type: string },
  statement: Statement,
): readonly { readonly action: string; readonly resource: string }[] {
  if (resource.type === 'AWS::IAM::Role') return [{ action: 'sts:AssumeRole', resource: resource.arn }];
  const { action, resource: list } = statement;
  const granted = new Set(matchingActions(action.patterns, action.negated).map(({ id }) => id));
  const written =
    list === null || list.negated ? [] : list.patterns.map(filled).filter((arn) => arn.startsWith(resource.arn));
  return actionsOnType(resource.type).flatMap(({ action: { id }, resourceArnOf }) => {
    if (!granted.has(id)) return [];
    const arns = arnsOn(resource.arn, resourceArnOf).map(filled);
    const inside = resourceArnOf === 'self' ? [] : written.filter((arn) => arn !== resource.arn);
    return [...new Set([...arns, ...inside])].map((arn) => ({ action: id, resource: arn }));
  });
}

/** A member of a pattern. */
function filled(pattern: string): string {
  return pattern.replaceAll('*', ANY_NAME).replaceAll('?', 'x');
}
