import { actionsOnType, arnsOn } from '../../catalog/actions-on-type.ts';
import { matchingActions } from '../../catalog/catalog.ts';
import type { PatternList, Statement } from '../../policy/model.ts';
import { ANY_NAME } from '../escalation/administering.ts';

/** A call that could be made on a resource or on what lies in it. */
export interface CallOn {
  readonly action: string;
  readonly resource: string;
}

/** Calls by which a statement of a resource's policy could open it: its actions, on ARNs that it covers. */
export function callsOn(
  resource: { readonly arn: string; readonly type: string },
  statement: Statement,
): readonly CallOn[] {
  if (resource.type === 'AWS::IAM::Role') return [{ action: 'sts:AssumeRole', resource: resource.arn }];
  const granted = grantedBy(statement.action);
  const list = statement.resource;
  const inside =
    list === null || list.negated
      ? []
      : list.patterns.map(filled).filter((arn) => arn.startsWith(resource.arn) && arn !== resource.arn);
  const calls = new Map<string, CallOn>();
  for (const { action, resourceArnOf } of actionsOnType(resource.type)) {
    if (!granted.has(action.id)) continue;
    const arns = [...arnsOn(resource.arn, resourceArnOf).map(filled), ...(resourceArnOf === 'self' ? [] : inside)];
    for (const arn of arns) calls.set(`${action.id} ${arn}`, { action: action.id, resource: arn });
  }
  return [...calls.values()];
}

// A memory of what was already matched, keyed by the very list: it changes no answer, only its price.
const memory = new WeakMap<PatternList, ReadonlySet<string>>();

function grantedBy(list: PatternList): ReadonlySet<string> {
  const known = memory.get(list);
  if (known !== undefined) return known;
  const made = new Set(matchingActions(list.patterns, list.negated).map(({ id }) => id));
  memory.set(list, made);
  return made;
}

/** A member of a pattern. */
function filled(pattern: string): string {
  return pattern.replaceAll('*', ANY_NAME).replaceAll('?', 'x');
}
