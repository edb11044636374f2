import { type Account, NOT_COLLECTED, type Resource } from '../../../account/model.ts';
import type { RequestContext } from '../../../authorization/request.ts';
import { parseArn } from '../../../policy/arn.ts';
import { type Ground, nameOf } from '../../ground/ground.ts';
import type { OwnPrincipal } from '../../ground/principals.ts';
import { mayCall, mayCallOn } from '../../question/chance.ts';
import { type Actor, type Allowed, allowed } from '../actor.ts';
import { computeRoleOf } from '../compute-roles.ts';
import { EXISTING_COMPUTE, type ExistingCompute } from '../existing-compute.ts';
import { better, type Only, type Step, step } from '../step.ts';

/** Something with a role that runs code. */
export interface Compute {
  readonly account: Account;
  readonly resource: Resource;
  readonly roleArn: string;
}

/** What runs code with a role, in all accounts. */
export function computesOf(ground: Ground): readonly Compute[] {
  return ground.accounts.flatMap((account) =>
    account.resources.flatMap((resource) => {
      const roleArn = computeRoleOf(account, resource);
      return roleArn === null ? [] : [{ account, resource, roleArn }];
    }),
  );
}

/** Roles that an actor gets at through what already runs as them. */
export function existingCompute(
  ground: Ground,
  actor: Actor,
  computes: readonly Compute[],
  only: Only,
): readonly Step[] {
  const byRole = new Map<string, Step>();
  const ways = EXISTING_COMPUTE.map((way) => ({
    way,
    called: actor.own !== null && way.calls.every((action) => mayCall(actor.own as OwnPrincipal, action)), // narrowed before
  }));
  for (const compute of computes) {
    const { resource, roleArn } = compute;
    if (roleArn === actor.id || !only(roleArn)) continue;
    // Ways share calls: each is asked about once.
    const asked = new Asked(ground, actor, compute);
    for (const { way, called } of ways) {
      if (way.type !== resource.type || !mayUse(actor, resource, way, called)) continue;
      const made = asked.step(way);
      if (made === null) continue;
      const known = byRole.get(roleArn);
      byRole.set(roleArn, known === undefined ? made : better(known, made));
    }
  }
  return [...byRole.values()];
}

/** Questions about one compute. */
class Asked {
  readonly #ground: Ground;
  readonly #actor: Actor;
  readonly #compute: Compute;
  readonly #answers = new Map<string, Allowed | null>();

  constructor(ground: Ground, actor: Actor, compute: Compute) {
    this.#ground = ground;
    this.#actor = actor;
    this.#compute = compute;
  }

  step(way: ExistingCompute): Step | null {
    const { account, resource, roleArn } = this.#compute;
    const on = way.on === undefined ? resource.arn : filled(way.on, account, resource);
    const wanted = way.calls.map((action) => ({ action, on }));
    if (way.also !== undefined) wanted.push({ action: way.also.action, on: filled(way.also.arn, account, resource) });
    const calls: Allowed[] = [];
    for (const call of wanted) {
      const answer = this.#ask(call.action, call.on);
      if (answer === null) return null;
      calls.push(answer);
    }
    const words = `${way.does} ${nameOf(resource.arn)}, which runs as ${nameOf(roleArn)}`;
    return step(this.#actor.id, roleArn, way.id, words, calls, way.waits === true);
  }

  #ask(action: string, on: string): Allowed | null {
    const { resource } = this.#compute;
    const key = `${action} ${on}`;
    let answer = this.#answers.get(key);
    if (answer === undefined) {
      answer = allowed(this.#ground, this.#actor, action, on, on === resource.arn ? tagsOf(resource) : {});
      this.#answers.set(key, answer);
    }
    return answer;
  }
}

/** Its own policies must speak of the call, or the resource's policy of it. */
function mayUse(actor: Actor, resource: Resource, { calls, on }: ExistingCompute, called: boolean): boolean {
  if (speaksOf(resource, actor)) return true;
  const { own, principal } = actor;
  if (own === null || !called || !('accountId' in principal) || principal.accountId !== resource.accountId)
    return false;
  return on !== undefined || calls.every((action) => mayCallOn(own, action, resource.arn));
}

/** Whether an allow of the resource's policy names the actor, its account or everyone. */
function speaksOf({ policy }: Resource, { principal }: Actor): boolean {
  if (policy === null || policy === NOT_COLLECTED) return false;
  return policy.document.statements.some(({ effect, principal: element }) => {
    if (effect === 'Deny' || element === null) return false;
    return (
      element.negated ||
      element.entries.some(
        (entry) =>
          entry.kind === 'everyone' ||
          ('accountId' in entry && 'accountId' in principal && entry.accountId === principal.accountId),
      )
    );
  });
}

function filled(template: string, { partition, accountId }: Account, { arn }: Resource): string {
  const region = parseArn(arn)?.region ?? '';
  return template.replace('PARTITION', partition).replace('REGION', region).replace('ACCOUNT', accountId);
}

function tagsOf({ tags, arn }: Resource): RequestContext {
  if (tags === NOT_COLLECTED) return {};
  const service = parseArn(arn)?.service ?? '';
  return Object.fromEntries(
    Object.entries(tags).flatMap(([key, value]) => [
      [`aws:ResourceTag/${key}`, value],
      [`${service}:ResourceTag/${key}`, value],
    ]),
  );
}
