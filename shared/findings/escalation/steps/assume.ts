import { NOT_COLLECTED, type Role, type Tags } from '../../../account/model.ts';
import type { RequestContext } from '../../../authorization/request.ts';
import { accountIdOf, type Ground, nameOf } from '../../ground/ground.ts';
import { mayCallOn } from '../../question/chance.ts';
import { type Actor, allowed } from '../actor.ts';
import { type Step, step } from '../step.ts';

/** Calls that make their caller a role's session, with the technique that each is. */
const ASSUMING = [
  { action: 'sts:AssumeRole', technique: 'sts-001' },
  { action: 'sts:AssumeRoleWithWebIdentity', technique: 'web-identity' },
  { action: 'sts:AssumeRoleWithSAML', technique: 'saml' },
] as const;

/** Roles that an actor may assume as they stand (J01, B12). */
export function assumptions(ground: Ground, actor: Actor, roles: readonly Role[]): readonly Step[] {
  const federated = actor.principal.kind === 'federated';
  const steps: Step[] = [];
  for (const role of roles) {
    if (role.arn === actor.id || !mayBeTrusted(actor, role)) continue;
    for (const { action, technique } of ASSUMING) {
      if (federated === (action === 'sts:AssumeRole')) continue;
      const call = allowed(ground, actor, action, role.arn, tagsOf(role));
      if (call === null) continue;
      steps.push(step(actor.id, role.arn, technique, `assumes ${nameOf(role.arn)}`, [call]));
      break;
    }
  }
  return steps;
}

/** Whether the trust policy speaks of the actor in some form: what a question need not be asked about otherwise. */
function mayBeTrusted({ own, principal }: Actor, role: Role): boolean {
  return role.trustPolicy.document.statements.some(({ effect, principal: element }) => {
    if (effect === 'Deny' || element === null) return false;
    if (element.negated) return true;
    return element.entries.some((entry) => {
      if (entry.kind === 'everyone')
        return own === null || mayCallOn(own, 'sts:AssumeRole', role.arn) || isOwn(own.arn, role);
      if (entry.kind === 'federated') return principal.kind === 'federated' && principal.provider === entry.text;
      if (!('accountId' in entry) || !('accountId' in principal) || entry.accountId !== principal.accountId)
        return false;
      if (entry.kind !== 'account') return own === null || entry.text === own.arn;
      return own === null || mayCallOn(own, 'sts:AssumeRole', role.arn);
    });
  });
}

function isOwn(arn: string, role: Role): boolean {
  return accountIdOf(arn) === accountIdOf(role.arn);
}

/** Tags of the entity that a call is made on, as the request carries them (F28). */
export function tagsOf({ tags }: Pick<Role, 'tags'>): RequestContext {
  if (tags === NOT_COLLECTED) return {};
  const known = contexts.get(tags);
  if (known !== undefined) return known;
  const made = Object.fromEntries(
    Object.entries(tags).flatMap(([key, value]) => [
      [`aws:ResourceTag/${key}`, value],
      [`iam:ResourceTag/${key}`, value],
    ]),
  );
  contexts.set(tags, made);
  return made;
}

// A memory of what was already computed, keyed by the very tags: it changes no answer, only its price.
const contexts = new WeakMap<Tags, RequestContext>();
