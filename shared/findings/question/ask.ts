import type { TermCondition } from '../../access/verdict.ts';
import type { Account } from '../../account/model.ts';
import { accountFactsOf, ownerOf } from '../../account/world.ts';
import type { PreparedWorld } from '../../authorization/decide.ts';
import type { Decision, Layer, Reason } from '../../authorization/decision.ts';
import type { Principal, Request, RequestContext, World } from '../../authorization/request.ts';
import type { Condition, NamedPolicy, Statement } from '../../policy/model.ts';
import { readyWorld } from './ready-world.ts';
import { isFree, satisfying, violating } from './request-values.ts';

/** One concrete question: may this principal make this call, and under what? */
export interface Call {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  /** What every such request carries: tags, the service a role is passed to. */
  readonly context: RequestContext;
  /** What is taken to be otherwise than it is: a policy that would be written, a guard that would be gone. */
  readonly instead?: (world: World) => World;
}

/** The call is allowed, under these conditions (none: as it stands). Proven by `decide` with the request's context. */
export interface Permission {
  readonly conditions: readonly TermCondition[];
  readonly because: readonly Reason[];
  readonly world: World;
  readonly request: Request;
}

/** Requests tried for one question. */
const MOST_TRIES = 40;

/**
 * Null: the call is not allowed, or no request was found with which it is. First the call as it stands; then, if
 * conditions on the request alone are in the way, with values put in that satisfy them, one after the other.
 */
export function ask(accounts: readonly Account[], call: Call): Permission | null {
  const request = requestOf(accounts, call);
  const { world, strict, relaxed } = readyWorld(accounts, request, call.instead);
  if (strict.outcome(request) === 'allowed') {
    return new AsItStands(strict, world, request);
  }
  const without = relaxed(request);
  if (without.outcome(request) !== 'allowed') return null;
  const candidates = candidatesOf(world, without.decide(request));
  return search({ world, strict, candidates, left: MOST_TRIES }, request, strict.decide(request), []);
}

/** Most permissions are never told: why they are there is found when it is asked for. */
class AsItStands implements Permission {
  readonly conditions = [];
  readonly world: World;
  readonly request: Request;
  readonly #strict: PreparedWorld;

  constructor(strict: PreparedWorld, world: World, request: Request) {
    this.#strict = strict;
    this.world = world;
    this.request = request;
  }

  get because(): readonly Reason[] {
    return this.#strict.decide(this.request).because;
  }
}

/** Whether a call is allowed as it stands. */
export function isAllowed(accounts: readonly Account[], call: Call): boolean {
  const request = requestOf(accounts, call);
  return readyWorld(accounts, request, call.instead).strict.outcome(request) === 'allowed';
}

function requestOf(accounts: readonly Account[], { principal, action, resource, context }: Call): Request {
  // What AWS owns itself (public images, its own documents) is authorised in the caller's account alone.
  const owner =
    ownerOf(accounts, resource) ?? (isOfNobody(resource) && 'accountId' in principal ? principal.accountId : null);
  return {
    principal,
    action,
    resource,
    principalAccount: 'accountId' in principal ? accountFactsOf(accounts, principal.accountId) : null,
    resourceAccount: owner === null ? null : accountFactsOf(accounts, owner),
    context,
  };
}

/** An ARN with a Region and no account, e.g. of a public image. */
function isOfNobody(resource: string): boolean {
  return /^arn:[^:]*:[^:]*:[^:]+::/.test(resource);
}

interface Hurdle {
  readonly statement: Statement;
  readonly policy: NamedPolicy;
}

/** An allow that would apply but for conditions on the request, in its layer. */
interface Candidate extends Hurdle {
  readonly layer: Layer;
  readonly level: number | null;
}

interface Searching {
  readonly world: World;
  readonly strict: PreparedWorld;
  readonly candidates: readonly Candidate[];
  left: number;
}

function search(
  searching: Searching,
  request: Request,
  decided: Decision,
  assumed: readonly TermCondition[],
): Permission | null {
  const { world, strict } = searching;
  for (const { context, condition } of nextContexts(searching, request, decided)) {
    if (searching.left-- <= 0) return null;
    const next = { ...request, context };
    const conditions = withCondition(assumed, condition);
    const answer = strict.decide(next);
    if (answer.decision === 'allowed') return { conditions, because: answer.because, world, request: next };
    if (conditions.length > MOST_CONDITIONS) continue;
    const found = search(searching, next, answer, conditions);
    if (found !== null) return found;
  }
  return null;
}

const MOST_CONDITIONS = 12;

interface Proposal {
  readonly context: RequestContext;
  readonly condition: readonly TermCondition[];
}

function* nextContexts({ world, candidates }: Searching, request: Request, decided: Decision): Generator<Proposal> {
  const free = ({ keyId }: Condition): boolean => isFree(keyId, request);
  if (decided.decision === 'explicit-deny') {
    const [deny] = hurdlesOf(
      world,
      decided.because.filter(({ effect }) => effect === 'Deny'),
    );
    if (deny === undefined) return;
    const { statement, policy } = deny;
    for (const condition of statement.conditions.filter(free)) {
      const context = violating(condition, policy.document.version, request);
      if (context === null || context === request.context) continue;
      yield { context, condition: [{ not: statement.conditions.filter(free).map(shown) }] };
    }
    return;
  }
  const silent = decided.because.filter(({ effect }) => effect === 'silent');
  // A same-account allow may come from either side (A04), whichever the decision names as silent.
  const sides = silent.some(({ layer }) => layer === 'identity' || layer === 'resource');
  for (const { statement, policy, layer, level } of candidates) {
    const wanted =
      silent.some((one) => one.layer === layer && one.level === level) ||
      (sides && (layer === 'identity' || layer === 'resource'));
    if (!wanted) continue;
    const conditions = statement.conditions.filter(free);
    let at: Request | null = request;
    for (const condition of conditions) {
      const context: RequestContext | null = satisfying(condition, policy.document.version, at);
      at = context === null ? null : { ...at, context };
      if (at === null) break;
    }
    if (at === null || at.context === request.context) continue;
    yield { context: at.context, condition: conditions.map(shown) };
  }
}

/** The statements of the real world that allow in the relaxed one, where they have conditions. */
function candidatesOf(world: World, decided: Decision): readonly Candidate[] {
  return decided.because.flatMap((reason) => {
    const { layer, level, effect } = reason;
    if (effect !== 'Allow') return [];
    return policiesAt(world, reason)
      .filter(({ name }) => name === reason.policy)
      .flatMap((policy) => {
        const statement = policy.document.statements.find(({ index }) => index === reason.statement);
        return statement === undefined || statement.conditions.length === 0
          ? []
          : [{ statement, policy, layer, level }];
      });
  });
}

function hurdlesOf(world: World, reasons: readonly Reason[]): readonly Hurdle[] {
  return reasons.flatMap((reason) =>
    policiesAt(world, reason)
      .filter(({ name }) => name === reason.policy)
      .flatMap((policy) => {
        const statement = policy.document.statements.find(({ index }) => index === reason.statement);
        return statement?.effect === 'Deny' ? [{ statement, policy }] : [];
      }),
  );
}

/** The policies of the layer (and level) that a reason names. */
export function policiesAt(world: World, { layer, level }: Reason): NamedPolicy[] {
  switch (layer) {
    case 'identity':
      return [...world.identityPolicies];
    case 'boundary':
      return [...(world.permissionsBoundaries ?? [])];
    case 'session':
      return [...(world.sessionPolicies ?? [])];
    case 'scp':
      return [...(world.serviceControlPolicies?.[level ?? 0] ?? [])];
    case 'rcp':
      return [...(world.resourceControlPolicies?.[level ?? 0] ?? [])];
    case 'resource':
      return world.resourcePolicy === null ? [] : [world.resourcePolicy];
    case 'access-point': {
      const policy = world.facts?.s3?.accessPoint?.policy ?? null;
      return policy === null ? [] : [policy];
    }
    case 'vpc-endpoint':
      return [...(world.vpcEndpointPolicies ?? [])];
    case 'acl':
    case 'kms-grant':
    case 'service-setting':
    case 'root':
      return [];
  }
}

function shown({ operator, quantifier, ifExists, key, values }: Condition): TermCondition {
  return {
    operator: `${quantifier === null ? '' : `${quantifier}:`}${operator}${ifExists ? 'IfExists' : ''}`,
    key,
    values,
  };
}

function withCondition(known: readonly TermCondition[], more: readonly TermCondition[]): readonly TermCondition[] {
  const byText = new Map([...known, ...more].map((one) => [JSON.stringify(one), one]));
  return [...byText.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
