import { globText } from '../../access/pattern/glob.ts';
import type { Account } from '../../account/model.ts';
import { decide } from '../../authorization/decide.ts';
import type { Layer, Reason } from '../../authorization/decision.ts';
import type { Request, World } from '../../authorization/request.ts';
import type { Condition, NamedPolicy, PrincipalEntry, Statement } from '../../policy/model.ts';
import { conditionWords } from '../view/words.ts';
import { citedReasons } from './cite.ts';
import { type Cited, levelWords, mapLayer, policiesOf, withoutStatement } from './layers.ts';
import type { Single } from './single.ts';

/** One edit that would bring a refused request nearer to being allowed. */
export type Change =
  /** An allow where a layer is silent; or one of the conditions under which a statement there would allow. */
  | {
      readonly kind: 'allow';
      readonly layer: Layer;
      readonly level: number | null;
      readonly where: string;
      readonly statement: unknown;
      readonly orCondition: readonly { readonly cited: Cited; readonly words: string }[];
    }
  /** A deny that must go, or leave this request out. */
  | { readonly kind: 'undeny'; readonly cited: Cited }
  /** What no policy can change. */
  | { readonly kind: 'setting'; readonly layer: Layer };

/** Edits that together allow the request, as `decide` says of the world so edited; `allows` false: they are not enough. */
export interface ChangePlan {
  readonly changes: readonly Change[];
  readonly allows: boolean;
}

/** More rounds than there are layers and levels of denies in any account. */
const ROUNDS = 24;

const OWN_SIDE: readonly Layer[] = ['identity', 'boundary', 'session', 'scp', 'rcp', 'access-point', 'resource'];
const RESOURCE_SIDE: readonly Layer[] = ['access-point', 'resource', 'identity', 'boundary', 'session', 'scp', 'rcp'];

/** What would allow a refused request: by the caller's own policies where that can be, and by the resource's where that differs. */
export function whatWouldAllow(accounts: readonly Account[], single: Single): readonly ChangePlan[] {
  const plans = [OWN_SIDE, RESOURCE_SIDE].map((order) => plan(accounts, single, order));
  const allowing = plans.filter(({ allows }) => allows);
  const kept = allowing.length > 0 ? allowing : plans.slice(0, 1);
  return [...new Map(kept.map((each) => [JSON.stringify(each.changes), each])).values()];
}

function plan(accounts: readonly Account[], single: Single, order: readonly Layer[]): ChangePlan {
  const steps: { readonly change: Change; readonly apply: (world: World) => World }[] = [];
  let at = single;
  for (let round = 0; round < ROUNDS; round++) {
    const { decision, because } = at.decision;
    if (decision === 'allowed') return pruned(single, steps);
    const made =
      decision === 'explicit-deny'
        ? undenied(accounts, at)
        : decision === 'implicit-deny'
          ? allowed(accounts, at, order)
          : null;
    if (made === null) {
      const outside = because.filter(({ policy, layer }) => policy === null && !order.includes(layer));
      const settings = outside.map(({ layer }): Change => ({ kind: 'setting', layer }));
      return { changes: [...steps.map(({ change }) => change), ...settings], allows: false };
    }
    steps.push(...made);
    const world = made.reduce((before, { apply }) => apply(before), at.world);
    at = { ...at, world, decision: decide(world, at.request) };
  }
  return { changes: steps.map(({ change }) => change), allows: false };
}

type Step = { readonly change: Change; readonly apply: (world: World) => World };

/** Steps that are not needed once the others are taken are dropped. */
function pruned({ world, request }: Single, steps: readonly Step[]): ChangePlan {
  let kept = steps;
  for (const step of steps) {
    const without = kept.filter((each) => each !== step);
    const edited = without.reduce((before, { apply }) => apply(before), world);
    if (decide(edited, request).decision === 'allowed') kept = without;
  }
  return { changes: kept.map(({ change }) => change), allows: true };
}

function undenied(accounts: readonly Account[], single: Single): readonly Step[] {
  return citedReasons(accounts, single).map((cited) => ({
    change: { kind: 'undeny', cited },
    apply: (world) =>
      mapLayer(world, cited.layer, cited.level, (policies) =>
        policies.map((policy) => withoutStatement(policy, cited)),
      ),
  }));
}

/** An allow in the first silent layer of the order; the next round sees what is still missing. */
function allowed(accounts: readonly Account[], single: Single, order: readonly Layer[]): readonly Step[] | null {
  const silent = single.decision.because.filter(({ effect, layer }) => effect === 'silent' && order.includes(layer));
  const [first] = [...silent].sort((a, b) => order.indexOf(a.layer) - order.indexOf(b.layer));
  // A setting that stops the request stops it whatever is allowed.
  if (first === undefined || single.decision.because.some(({ layer }) => layer === 'service-setting')) return null;
  const statement = allowStatement(single, first.layer);
  const change: Change = {
    kind: 'allow',
    layer: first.layer,
    level: first.level,
    where: whereWords(single, first),
    statement: statement.json,
    orCondition: nearMisses(accounts, single, first, statement.model),
  };
  return [{ change, apply: (world) => withAllow(world, first, statement.model) }];
}

/** Statements of a silent layer that would do as much as the allow if their conditions held. */
function nearMisses(
  accounts: readonly Account[],
  single: Single,
  silent: Reason,
  allow: Statement,
): readonly { readonly cited: Cited; readonly words: string }[] {
  const wanted = stillWithheld(withAllow(single.world, silent, allow), single.request);
  const found: { cited: Cited; words: string }[] = [];
  for (const policy of policiesOf(single.world, silent.layer, silent.level)) {
    for (const statement of policy.document.statements) {
      if (statement.effect !== 'Allow' || statement.conditions.length === 0) continue;
      const bare = { ...policy, document: { ...policy.document, statements: [{ ...statement, conditions: [] }] } };
      const world = mapLayer(single.world, silent.layer, silent.level, () => [bare]);
      if (stillWithheld(world, single.request) !== wanted) continue;
      const reason: Reason = {
        ...silent,
        policy: policy.name,
        statement: statement.index,
        sid: statement.sid,
        effect: 'Allow',
      };
      const cited = citedReasons(accounts, { ...single, decision: { ...single.decision, because: [reason] } });
      const words = statement.conditions.map(asWritten).join(' and ');
      found.push(...cited.map((each) => ({ cited: each, words })));
    }
  }
  return found;
}

/** The outcome and what is silent, as text to compare. */
function stillWithheld(world: World, request: Request): string {
  const { decision, because } = decide(world, request);
  const silent = because.filter(({ effect }) => effect === 'silent').map(({ layer, level }) => `${layer} ${level}`);
  return [decision, ...silent].join();
}

function asWritten({ operator, quantifier, ifExists, key, values }: Condition): string {
  return conditionWords({
    operator: `${quantifier === null ? '' : `${quantifier}:`}${operator}${ifExists ? 'IfExists' : ''}`,
    key,
    values,
  });
}

function whereWords({ caller, request, world }: Single, { layer, level }: Reason): string {
  switch (layer) {
    case 'identity':
      return `a policy of ${caller.arn}`;
    case 'boundary':
      return `the permissions boundary of ${caller.arn}`;
    case 'scp':
      return `an SCP at ${levelWords(level ?? 0, world.serviceControlPolicies?.length ?? 1)}`;
    case 'resource':
      return request.action.toLowerCase().startsWith('sts:')
        ? `the trust policy of ${request.resource}`
        : `the policy of ${request.resource}`;
    default:
      return `the ${layer} policy`;
  }
}

/** The narrowest allow of the request, as JSON and as the model of it. */
function allowStatement(
  { caller, request }: Single,
  layer: Layer,
): { readonly json: unknown; readonly model: Statement } {
  // A key policy speaks of its own key, and AWS writes it so.
  const isKey = layer === 'resource' && request.action.toLowerCase().startsWith('kms:');
  const resource = isKey ? '*' : globText(request.resource);
  const onResource = layer === 'resource' || layer === 'access-point';
  const trust = onResource && request.action.toLowerCase().startsWith('sts:');
  const entry = entryOf(caller.principal, caller.arn);
  const model: Statement = {
    index: 0,
    sid: null,
    effect: 'Allow',
    principal: onResource ? { negated: false, entries: [entry] } : null,
    action: { negated: false, patterns: [request.action] },
    resource: trust ? null : { negated: false, patterns: [resource] },
    conditions: [],
    unresolved: [],
  };
  const json = {
    Effect: 'Allow',
    ...(onResource ? { Principal: principalJson(entry) } : {}),
    Action: request.action,
    ...(trust ? {} : { Resource: resource }),
  };
  return { json, model };
}

function entryOf(principal: Request['principal'], arn: string): PrincipalEntry {
  switch (principal.kind) {
    case 'service':
      return { kind: 'service', text: principal.service };
    case 'federated':
      return { kind: 'federated', text: principal.provider };
    case 'anonymous':
      return { kind: 'everyone', text: '*' };
    case 'root':
      return { kind: 'account', text: arn, partition: arn.split(':')[1] ?? null, accountId: principal.accountId };
    case 'user':
    case 'role':
    case 'role-session':
    case 'federated-user':
      return { kind: principal.kind, text: principal.arn, accountId: principal.accountId };
  }
}

function principalJson(entry: PrincipalEntry): unknown {
  if (entry.kind === 'everyone') return '*';
  if (entry.kind === 'service') return { Service: entry.text };
  return entry.kind === 'federated' ? { Federated: entry.text } : { AWS: entry.text };
}

function withAllow(world: World, { layer, level }: Reason, statement: Statement): World {
  const added: NamedPolicy = {
    name: 'the added allow',
    document: { version: '2012-10-17', id: null, statements: [statement], source: null, issues: [] },
  };
  const grown = (policy: NamedPolicy): NamedPolicy => {
    const { statements } = policy.document;
    const next = { ...statement, index: Math.max(-1, ...statements.map(({ index }) => index)) + 1 };
    return { ...policy, document: { ...policy.document, statements: [...statements, next] } };
  };
  return mapLayer(world, layer, level, (policies) => {
    // Of boundaries each must allow; elsewhere one more policy is enough, and a resource has one.
    if (layer === 'boundary' || (policies.length > 0 && (layer === 'resource' || layer === 'access-point')))
      return policies.map(grown);
    return [...policies, added];
  });
}
