import type { Layer, Truth } from '../authorization/decision.ts';
import type { Request } from '../authorization/request.ts';
import type { Effect, NamedPolicy, PolicyIssue, PolicyVersion, Statement } from '../policy/model.ts';
import { coversAction } from './action.ts';
import { holds } from './condition.ts';
import type { Context } from './context.ts';
import { type NamedAs, notPrincipalApplies, type Place, waysNamed } from './principal.ts';
import { coversResource } from './resource.ts';
import { all, truthOf } from './truth.ts';

/** A statement put to the request: whether it applies, and as whom it names the caller. */
export interface Finding {
  readonly layer: Layer;
  readonly level: number | null;
  /** Name of the policy and place of the policy in its layer: several may bear one name. */
  readonly policy: string | null;
  readonly policyIndex: number;
  readonly statement: number | null;
  readonly sid: string | null;
  readonly effect: Effect;
  readonly applies: Truth;
  /** Empty in policies without Principal. */
  readonly named: readonly NamedAs[];
}

/** Where a policy stands, and how its Principal elements are read; null: the policy has none. */
export interface Standing {
  readonly layer: Layer;
  readonly level: number | null;
  readonly policyIndex: number;
  readonly place: Place | null;
  /** What the layer knows the resource as, where it is not the request's own name for it. */
  readonly resource: string;
}

export interface Question {
  readonly request: Request;
  readonly context: Context;
  readonly hasBoundary: boolean;
}

/** Every statement of the policy, put to the request. */
export function findings(policy: NamedPolicy, standing: Standing, question: Question): Finding[] {
  const { document, name } = policy;
  const found = document.statements.map((statement) => ({
    layer: standing.layer,
    level: standing.level,
    policy: name,
    policyIndex: standing.policyIndex,
    statement: statement.index,
    sid: statement.sid,
    effect: statement.effect,
    ...put(statement, document.version, standing, question),
  }));
  return [...found, ...unreadableRest(policy, standing)];
}

function put(
  statement: Statement,
  version: PolicyVersion,
  standing: Standing,
  { request, context, hasBoundary }: Question,
): { applies: Truth; named: readonly NamedAs[] } {
  // RCPs know no NotAction (D15): AWS would not have saved it.
  const unsaved = standing.place === 'rcp' && statement.action.negated;
  const whole: Truth = unsaved || statement.unresolved.some((issue) => partOf(issue) === null) ? 'unknown' : 'true';
  const action: Truth = unreadable(statement, 'Action')
    ? 'unknown'
    : truthOf(coversAction(statement.action, request.action));
  const resource = resourceOf(statement, version, standing, request, context);
  const conditions = all(statement.conditions.map((condition) => holds(condition, version, context)));
  const readable: Truth = unreadable(statement, 'Condition') ? 'unknown' : 'true';
  const principal = principalOf(statement, standing, request, hasBoundary);
  return { applies: all([whole, action, resource, conditions, readable, principal.truth]), named: principal.named };
}

/**
 * Only trust policies and ECR's repository policies have neither Resource nor NotResource; elsewhere AWS would not
 * have saved the statement.
 */
function resourceOf(
  statement: Statement,
  version: PolicyVersion,
  standing: Standing,
  request: Request,
  context: Context,
): Truth {
  if (unreadable(statement, 'Resource')) return 'unknown';
  const needsNone =
    standing.place === 'trust-policy' || (standing.layer === 'resource' && /^ecr(-public)?:/i.test(request.action));
  if (statement.resource === null) return needsNone ? 'true' : 'unknown';
  return truthOf(coversResource(statement.resource, version, context, request.action, standing.resource));
}

/** Resource policies must have Principal or NotPrincipal, the others must not: else it is open what they say. */
function principalOf(
  statement: Statement,
  { place }: Standing,
  request: Request,
  hasBoundary: boolean,
): { truth: Truth; named: readonly NamedAs[] } {
  const everyone: NamedAs = { form: 'everyone', truth: 'true' };
  if (place === null) return { truth: statement.principal === null ? 'true' : 'unknown', named: [] };
  if (statement.principal === null || unreadable(statement, 'Principal'))
    return { truth: 'unknown', named: [everyone] };
  // NotPrincipal is not usable in trust policies and RCPs (E13, D15): AWS would not have saved it.
  const savedWithout = place === 'trust-policy' || place === 'rcp';
  if (statement.principal.negated && savedWithout) return { truth: 'unknown', named: [everyone] };
  if (statement.principal.negated) {
    const truth = notPrincipalApplies(statement.principal, statement.effect, request, place, hasBoundary);
    return { truth, named: [everyone] };
  }
  const named = waysNamed(statement.principal, request, place);
  if (named.length === 0) return { truth: 'false', named };
  return { truth: named.some(({ truth }) => truth === 'true') ? 'true' : 'unknown', named };
}

type Part = 'Principal' | 'Action' | 'Resource' | 'Condition';

function unreadable(statement: Statement, part: Part): boolean {
  return statement.unresolved.some((issue) => partOf(issue) === part);
}

/** The element that the issue's pointer names; null: the statement as a whole. */
function partOf(issue: PolicyIssue): Part | null {
  const element = issue.where.split('/').find((step) => step !== '' && step !== 'Statement' && !/^\d+$/.test(step));
  switch (element) {
    case 'Condition':
      return element;
    case 'Principal':
    case 'NotPrincipal':
      return 'Principal';
    case 'Action':
    case 'NotAction':
      return 'Action';
    case 'Resource':
    case 'NotResource':
      return 'Resource';
    default:
      return null;
  }
}

/** A document of which a part could not be read at all may hold any statement, of either effect. */
function unreadableRest(policy: NamedPolicy, standing: Standing): Finding[] {
  const { document, name } = policy;
  const ofStatements = new Set(document.statements.flatMap((statement) => statement.unresolved));
  const rest = document.issues.some((issue) => issue.consequence === 'unknown' && !isOneOf(issue, ofStatements));
  if (!rest) return [];
  return (['Allow', 'Deny'] as const).map((effect) => ({
    layer: standing.layer,
    level: standing.level,
    policy: name,
    policyIndex: standing.policyIndex,
    statement: null,
    sid: null,
    effect,
    applies: 'unknown',
    named: standing.place === null ? [] : [{ form: 'everyone', truth: 'true' }],
  }));
}

function isOneOf(issue: PolicyIssue, issues: ReadonlySet<PolicyIssue>): boolean {
  return [...issues].some((other) => other.code === issue.code && other.where === issue.where);
}
