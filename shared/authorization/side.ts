import type { Layer } from './decision.ts';
import type { Evidence } from './evidence.ts';
import { greatest, least, lesser, named } from './evidence.ts';
import { type Forms, NOBODY } from './forms.ts';
import { accessPointAccount } from './layers/access-point.ts';
import { aclForms, isGovernedByObjectAcl } from './layers/acl.ts';
import { isKey } from './layers/key-policy.ts';
import { kmsGrantForms } from './layers/kms-grants.ts';
import { asksTrustPolicy } from './layers/trust-policy.ts';
import type { Question } from './question.ts';
import { NO, type Tri } from './truth.ts';
import {
  ACROSS_ACCOUNTS,
  SAME_ACCOUNT,
  SAME_ACCOUNT_BY_DELEGATION,
  SAME_ACCOUNT_USER_ASSUMES,
  type Way,
  WITHOUT_ACCOUNT,
} from './ways.ts';

/** A place that must grant the request: the resource's account, and before it an access point's (I08). */
export interface Side {
  /** The layer that is silent where nothing is granted. */
  readonly layer: Layer;
  /** How the side's own policy names the caller. */
  readonly policy: Forms;
  /** How ACLs and KMS grants do. */
  readonly acl: Forms;
  readonly kmsGrant: Forms;
  readonly ways: readonly Way[];
}

/** The sides that must each grant. `ownAccount`: the resource is the caller's account's. */
export function sidesOf(evidence: Evidence, question: Question, ownAccount: boolean): readonly Side[] {
  if (question.facts === null) {
    const policy = evidence.resource;
    return [{ layer: 'resource', policy, acl: NOBODY, kmsGrant: NOBODY, ways: waysInto(question, ownAccount) }];
  }
  const s3 = question.facts.s3;
  const sides: Side[] = [];
  if (s3 !== null && s3.accessPoint !== null) {
    const own = question.callerAccount !== null && question.callerAccount === accessPointAccount(question);
    const ways = question.signs ? (own ? SAME_ACCOUNT : ACROSS_ACCOUNTS) : WITHOUT_ACCOUNT;
    sides.push({ layer: 'access-point', policy: evidence.accessPoint, acl: NOBODY, kmsGrant: NOBODY, ways });
  }
  const acl = aclForms(question);
  const owner = objectOwnerBeside(question);
  if (owner !== null) {
    // The object is a third account's: its own list decides, and the bucket's policy can only deny (I11).
    const own = question.callerAccount === owner;
    const ways = question.signs ? (own ? SAME_ACCOUNT : ACROSS_ACCOUNTS) : WITHOUT_ACCOUNT;
    sides.push({ layer: 'acl', policy: NOBODY, acl: acl.object, kmsGrant: NOBODY, ways });
    return sides;
  }
  sides.push({
    layer: 'resource',
    policy: evidence.resource,
    acl: acl.bucket | acl.object,
    kmsGrant: kmsGrantForms(question),
    ways: waysInto(question, ownAccount),
  });
  return sides;
}

/** Whether every side grants. */
export function granted(evidence: Evidence, question: Question, ownAccount: boolean): Tri {
  // Without facts there is one side, and nothing on it but the resource's policy.
  if (question.facts === null) return byAnyWay(waysInto(question, ownAccount), evidence.resource, evidence);
  return least(sidesOf(evidence, question, ownAccount).map((side) => grants(side, evidence)));
}

/** Whether one side grants: by any of its ways, or by a KMS grant alone (H04, H06). */
export function grants(side: Side, evidence: Evidence): Tri {
  return greatest(named(side.kmsGrant, side.kmsGrant), byAnyWay(side.ways, side.policy | side.acl, evidence));
}

function byAnyWay(ways: readonly Way[], forms: Forms, evidence: Evidence): Tri {
  let best: Tri = NO;
  for (let i = 0; i < ways.length; i++) best = greatest(best, passable(ways[i]!, forms, evidence)); // i < length
  return best;
}

/** Whether one way leads through. */
export function passable(way: Way, forms: Forms, evidence: Evidence): Tri {
  const limits = evidence.allowedBy(way.limits);
  if (way.forms === NOBODY || limits === NO) return limits;
  return lesser(named(forms, way.forms), limits);
}

function waysInto(question: Question, ownAccount: boolean): readonly Way[] {
  if (!question.signs) return WITHOUT_ACCOUNT;
  if (!ownAccount) return ACROSS_ACCOUNTS;
  if (asksTrustPolicy(question)) {
    return question.principal.kind === 'user' ? SAME_ACCOUNT_USER_ASSUMES : SAME_ACCOUNT_BY_DELEGATION;
  }
  return isKey(question) ? SAME_ACCOUNT_BY_DELEGATION : SAME_ACCOUNT;
}

/** The object's owner, where it is another account than the bucket's and ACLs are on. */
function objectOwnerBeside({ facts, request, action }: Question): string | null {
  const s3 = facts?.s3 ?? null;
  if (s3 === null || s3.objectOwner === null || s3.objectOwnership === 'BucketOwnerEnforced') return null;
  if (s3.objectOwner === request.resourceAccount?.id || !isGovernedByObjectAcl(action)) return null;
  return s3.objectOwner;
}
