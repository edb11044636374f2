import { type Account, NOT_COLLECTED, type Resource } from '../../../account/model.ts';
import type { RequestContext } from '../../../authorization/request.ts';
import { parseArn } from '../../../policy/arn.ts';
import { type Ground, nameOf } from '../../ground/ground.ts';
import { mayCall, mayCallOn, policyMayGive } from '../../question/chance.ts';
import { type Actor, type Allowed, allowed } from '../actor.ts';
import type { Compute } from '../computes.ts';
import { EXISTING_COMPUTE, type ExistingCompute } from '../existing-compute.ts';
import { better, type Step, step } from '../step.ts';

/** Roles that an actor gets at through what already runs as them. */
export function existingCompute(ground: Ground, actor: Actor, computes: readonly Compute[]): readonly Step[] {
  const byRole = new Map<string, Step>();
  for (const compute of computes) {
    const { resource, roleArn } = compute;
    if (roleArn === actor.id) continue;
    // Ways share calls: each is asked about once.
    const asked = new Asked(ground, actor, compute);
    for (const way of EXISTING_COMPUTE) {
      if (way.type !== resource.type || !mayUse(actor, resource, way)) continue;
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

/** Of each call its own policies must speak, or the resource's policy of it. */
function mayUse({ own, principal }: Actor, resource: Resource, { calls, on }: ExistingCompute): boolean {
  const { policy } = resource;
  const home = 'accountId' in principal && principal.accountId === resource.accountId;
  return calls.every((action) => {
    if (policy !== null && policy !== NOT_COLLECTED && policyMayGive(policy.document, principal, action)) return true;
    if (own === null || !home) return false;
    return on === undefined ? mayCallOn(own, action, resource.arn) : mayCall(own, action);
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
