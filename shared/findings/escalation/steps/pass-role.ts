import type { Role } from '../../../account/model.ts';
import { accountIdOf, type Ground, nameOf } from '../../ground/ground.ts';
import type { OwnPrincipal } from '../../ground/principals.ts';
import { ask } from '../../question/ask.ts';
import { mayCall, mayCallOn } from '../../question/chance.ts';
import { type Actor, type Allowed, actorOf, allowed } from '../actor.ts';
import { NEW_COMPUTE, type NewCompute } from '../new-compute.ts';
import { allowedSomewhere } from '../places.ts';
import { better, type Step, step } from '../step.ts';
import { tagsOf } from './assume.ts';

/** Roles that a principal may pass to something new that runs its code (J04, J05). */
export function newCompute(ground: Ground, own: OwnPrincipal, roles: readonly Role[]): readonly Step[] {
  if (!mayCall(own, 'iam:PassRole')) return [];
  const ways = NEW_COMPUTE.filter(({ calls }) => calls.every((action) => mayCall(own, action)));
  if (ways.length === 0) return [];
  const actor = actorOf(own);
  const making = new Map<NewCompute, readonly Allowed[] | null>();
  return roles.flatMap((role) => {
    if (role.arn === own.arn || accountIdOf(role.arn) !== own.account.accountId) return [];
    if (!mayCallOn(own, 'iam:PassRole', role.arn)) return [];
    const steps = ways.flatMap((way) => {
      if (!fits(ground, role, way)) return [];
      const passed = allowed(ground, actor, 'iam:PassRole', role.arn, {
        ...tagsOf(role),
        'iam:PassedToService': way.service,
      });
      if (passed === null) return [];
      let made = making.get(way);
      if (made === undefined) {
        made = callsOf(ground, actor, own, way);
        making.set(way, made);
      }
      if (made === null) return [];
      const words = `passes ${nameOf(role.arn)} to ${way.makes} of its own making`;
      return [step(own.arn, role.arn, way.id, words, [passed, ...made])];
    });
    const [first] = steps;
    return first === undefined ? [] : [steps.reduce(better, first)];
  });
}

/** The calls besides passing: on something new, or on something of the type that is there. */
function callsOf(
  ground: Ground,
  actor: Actor,
  own: OwnPrincipal,
  { calls, changes }: NewCompute,
): readonly Allowed[] | null {
  const actions = calls.filter((action) => action !== 'iam:PassRole');
  if (changes === undefined) return allowedSomewhere(ground, actor, own, actions);
  const [first = '', ...then] = actions;
  for (const resource of own.account.resources) {
    if (resource.type !== changes) continue;
    const changed = allowed(ground, actor, first, resource.arn);
    if (changed === null) continue;
    if (then.length === 0) return [changed];
    const rest = then.flatMap((action) => allowed(ground, actor, action, resource.arn) ?? []);
    if (rest.length === then.length) return [changed, ...rest];
    const elsewhere = allowedSomewhere(ground, actor, own, then);
    if (elsewhere !== null) return [changed, ...elsewhere];
  }
  return null;
}

/** Whether the service can act as the role (J05). */
function fits(ground: Ground, role: Role, { service, byInstanceProfile }: NewCompute): boolean {
  if (byInstanceProfile === true && role.instanceProfiles.length === 0) return false;
  let known = serving.get(ground);
  if (known === undefined) {
    known = new Map();
    serving.set(ground, known);
  }
  const key = `${service} ${role.arn}`;
  let answer = known.get(key);
  if (answer === undefined) {
    answer = mayServe(ground, role, service);
    known.set(key, answer);
  }
  return answer;
}

// A memory of what was already asked on one ground: it changes no answer, only its price.
const serving = new WeakMap<Ground, Map<string, boolean>>();

function mayServe(ground: Ground, role: Role, service: string): boolean {
  const named = role.trustPolicy.document.statements.some(
    ({ effect, principal }) =>
      effect === 'Allow' &&
      principal !== null &&
      (principal.negated || principal.entries.some(({ kind, text }) => kind === 'everyone' || text === service)),
  );
  return (
    named &&
    ask(ground.accounts, {
      principal: { kind: 'service', service },
      action: 'sts:AssumeRole',
      resource: role.arn,
      context: {},
    }) !== null
  );
}
