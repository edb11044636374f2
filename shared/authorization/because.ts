import type { Layer, Outcome, Reason } from './decision.ts';
import { stopped } from './evaluation-logic.ts';
import { type Evidence, named } from './evidence.ts';
import { ANY_FORM, certain, type Forms, NOBODY } from './forms.ts';
import { needsNoPermission } from './layers/needs-no-permission.ts';
import { restrictedToOwner } from './layers/public-access-block.ts';
import { isPublicStatement } from './layers/public-policy.ts';
import { isRootOnOwnBucketPolicy } from './layers/root-user.ts';
import {
  ACCESS_POINT_LAYER,
  BOUNDARY_LAYER,
  type Entry,
  IDENTITY_LAYER,
  RESOURCE_LAYER,
  SESSION_LAYER,
} from './prepared/entry.ts';
import type { Match } from './prepared/match.ts';
import type { Question } from './question.ts';
import { grants, passable, type Side, sidesOf } from './side.ts';
import { NO, YES } from './truth.ts';
import { BOUNDARY, IDENTITY, type Limits, SESSION_POLICY } from './ways.ts';

/**
 * What determined the answer. Allowed: every matching allow of each layer that was needed. Explicit deny: every
 * matching deny. Implicit deny: one `silent` entry for each layer or level that withheld. Undetermined: nothing did.
 */
export function because(
  outcome: Outcome,
  matches: readonly Match[],
  evidence: Evidence,
  question: Question,
  owners: readonly [boolean, boolean?],
): readonly Reason[] {
  switch (outcome) {
    case 'undetermined':
      return [];
    case 'explicit-deny':
      return denials(matches, question, owners[0]);
    case 'allowed': {
      // Where the owner is not known, what either owner's answer needs is needed.
      const needed = owners.map((own) => allowances(matches, evidence, question, own === true));
      const inOrder = matches
        .map(({ entry }) => entry.reason)
        .filter((reason) => needed.some((one) => one.includes(reason)));
      return distinct([...inOrder, ...needed.flat()]);
    }
    case 'implicit-deny':
      return common(owners, (own) => silences(evidence, question, own));
  }
}

/** The silences that hold whoever owns the resource. */
function common(owners: readonly [boolean, boolean?], reasons: (own: boolean) => readonly Reason[]): readonly Reason[] {
  const first = reasons(owners[0]);
  if (owners[1] === undefined) return first;
  const second = reasons(owners[1]);
  return first.filter((reason) => second.some((other) => same(reason, other)));
}

function denials(matches: readonly Match[], question: Question, own: boolean): readonly Reason[] {
  const exempt = isRootOnOwnBucketPolicy(question, own);
  return matches
    .filter(({ entry, applies }) => applies === YES && entry.compiled?.allows === false)
    .filter(({ entry }) => !(exempt && entry.layer === RESOURCE_LAYER))
    .map(({ entry }) => entry.reason);
}

function allowances(
  matches: readonly Match[],
  evidence: Evidence,
  question: Question,
  own: boolean,
): readonly Reason[] {
  if (needsNoPermission(question)) return [outside('service-setting', 'Allow')];
  const sides = sidesOf(evidence, question, own);
  const needed = sides.map((side) => usedBy(side, evidence));
  const limits = needed.reduce((all, one) => all | one.limits, 0);
  const formsIn = (layer: Layer): Forms => needed[sides.findIndex((side) => side.layer === layer)]?.forms ?? NOBODY;
  const resource = formsIn('resource');
  const accessPoint = formsIn('access-point');
  const reasons = matches
    .filter(({ entry, applies }) => applies === YES && entry.compiled?.allows === true)
    .filter(({ entry, forms }) => isNeeded(entry, forms, limits, resource, accessPoint))
    .map(({ entry }) => entry.reason);
  sides.forEach((side, i) => {
    if ((certain(side.acl) & needed[i]!.forms) !== 0) reasons.push(outside('acl', 'Allow')); // one for each side
    if (side.kmsGrant !== NOBODY) reasons.push(outside('kms-grant', 'Allow'));
  });
  if (question.principal.kind === 'root' && (limits & IDENTITY) !== 0) reasons.push(outside('root', 'Allow'));
  return distinct(reasons);
}

interface Used {
  readonly forms: Forms;
  readonly limits: Limits;
}

/** The forms and limits of all ways that lead through. */
function usedBy(side: Side, evidence: Evidence): Used {
  let forms = NOBODY;
  let limits = 0;
  for (const way of side.ways) {
    if (passable(way, side.policy | side.acl, evidence) !== YES) continue;
    forms |= way.forms;
    limits |= way.limits;
  }
  return { forms, limits };
}

function isNeeded(entry: Entry, forms: Forms, limits: Limits, resource: Forms, accessPoint: Forms): boolean {
  switch (entry.layer) {
    case IDENTITY_LAYER:
      return (limits & IDENTITY) !== 0;
    case BOUNDARY_LAYER:
      return (limits & BOUNDARY) !== 0;
    case SESSION_LAYER:
      return (limits & SESSION_POLICY) !== 0;
    case RESOURCE_LAYER:
      return (certain(forms) & resource) !== 0;
    case ACCESS_POINT_LAYER:
      return (certain(forms) & accessPoint) !== 0;
    default:
      return true;
  }
}

function silences(evidence: Evidence, question: Question, own: boolean): readonly Reason[] {
  const reasons: Reason[] = [];
  if (stopped(question, own) === YES) reasons.push(...settings(question, own));
  evidence.scpLevels.forEach((level, i) => {
    if (level === NO) reasons.push({ ...outside('scp', 'silent'), level: i });
  });
  if (evidence.endpoints.includes(NO)) reasons.push(outside('vpc-endpoint', 'silent'));
  for (const side of sidesOf(evidence, question, own)) {
    if (grants(side, evidence) === NO) reasons.push(...withheld(side, evidence, question));
  }
  return distinct(reasons);
}

/** A setting stops; beside RestrictPublicBuckets stand the statements that make the policy public (I04). */
function settings(question: Question, own: boolean): readonly Reason[] {
  const reasons = [outside('service-setting', 'silent')];
  if (restrictedToOwner(question, own) !== YES) return reasons;
  const policy = question.world.resourcePolicy;
  const point = question.facts?.s3?.accessPoint?.policy ?? null;
  for (const [layer, named_, kind] of [
    ['resource', policy, 'bucket'],
    ['access-point', point, 'access-point'],
  ] as const) {
    for (const statement of named_?.document.statements ?? []) {
      if (isPublicStatement(statement, kind) !== YES) continue;
      const { index, sid, effect } = statement;
      reasons.push({ layer, level: null, policy: named_?.name ?? null, statement: index, sid, effect });
    }
  }
  return reasons;
}

/** Who is silent on one side: the limits of a grant that names the caller, else both the caller's own and the side. */
function withheld(side: Side, evidence: Evidence, question: Question): readonly Reason[] {
  const forms = side.policy | side.acl;
  const direct = side.ways.filter((way) => way.forms !== NOBODY && named(forms, way.forms) !== NO);
  const told = direct.length > 0 ? direct : side.ways.slice(-1);
  const reasons: Reason[] = [];
  for (const { limits } of told) {
    if ((limits & IDENTITY) !== 0 && evidence.identity === NO) reasons.push(outside('identity', 'silent'));
    if ((limits & BOUNDARY) !== 0 && evidence.boundary === NO) reasons.push(outside('boundary', 'silent'));
    if ((limits & SESSION_POLICY) !== 0 && evidence.session === NO) reasons.push(outside('session', 'silent'));
  }
  // A resource without a policy withholds nothing from its own account.
  const asked = side.ways.at(-1)?.forms !== NOBODY || hasPolicy(side, question);
  if (direct.length === 0 && asked && named(forms, ANY_FORM) === NO) reasons.push(outside(side.layer, 'silent'));
  return reasons;
}

function hasPolicy(side: Side, { world, facts }: Question): boolean {
  if (side.layer === 'access-point') return facts?.s3?.accessPoint?.policy !== null;
  return side.layer === 'acl' || world.resourcePolicy !== null;
}

function outside(layer: Layer, effect: Reason['effect']): Reason {
  return { layer, level: null, policy: null, statement: null, sid: null, effect };
}

function distinct(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.filter((reason, i) => reasons.findIndex((other) => same(reason, other)) === i);
}

function same(a: Reason, b: Reason): boolean {
  return (
    a === b ||
    (a.layer === b.layer &&
      a.level === b.level &&
      a.policy === b.policy &&
      a.statement === b.statement &&
      a.effect === b.effect &&
      a.sid === b.sid)
  );
}
