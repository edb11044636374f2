import type { Account } from '../../account/model.ts';
import { decide } from '../../authorization/decide.ts';
import type { Layer, Reason } from '../../authorization/decision.ts';
import type { World } from '../../authorization/request.ts';
import type { Condition, Statement } from '../../policy/model.ts';
import { conditionWords } from '../view/words.ts';
import { allowStatement, whereWords, withAllow } from './allow-statement.ts';
import { citedReasons } from './cite.ts';
import { type Cited, mapLayer, policiesOf, withoutStatement } from './layers.ts';
import type { Single } from './single.ts';

/** One thing that would bring a refused request nearer to being allowed. */
export type Change =
  /** An allow where a layer is silent. */
  | {
      readonly kind: 'allow';
      readonly layer: Layer;
      readonly level: number | null;
      readonly where: string;
      readonly statement: unknown;
    }
  /** A request that meets the conditions of a statement which would allow it then. */
  | { readonly kind: 'condition'; readonly cited: Cited; readonly words: string }
  /** A deny that must go, or leave this request out; `words`: the conditions under which it denies, null: always. */
  | { readonly kind: 'undeny'; readonly cited: Cited; readonly words: string | null }
  /** What no policy can change. */
  | { readonly kind: 'setting'; readonly layer: Layer };

/** Changes that together allow the request, as `decide` says of the world so edited; `allows` false: they are not enough. */
export interface ChangePlan {
  readonly changes: readonly Change[];
  readonly allows: boolean;
}

/** More rounds than there are layers and levels of denies in any account. */
const ROUNDS = 24;

/** Which silent layer is spoken to first, and whether conditions are met before policies are edited. */
interface Manner {
  readonly order: readonly Layer[];
  readonly conditionsFirst: boolean;
}

const OWN_SIDE: readonly Layer[] = ['identity', 'boundary', 'session', 'scp', 'rcp', 'access-point', 'resource'];
const RESOURCE_SIDE: readonly Layer[] = ['access-point', 'resource', 'identity', 'boundary', 'session', 'scp', 'rcp'];
const MANNERS: readonly Manner[] = [
  { order: OWN_SIDE, conditionsFirst: true },
  { order: OWN_SIDE, conditionsFirst: false },
  { order: RESOURCE_SIDE, conditionsFirst: false },
];

/**
 * What would allow a refused request: by a request that meets conditions where some are there to be met, by the caller's
 * own policies, by the resource's. Alternatives that come to the same are one.
 */
export function whatWouldAllow(accounts: readonly Account[], single: Single): readonly ChangePlan[] {
  const plans = MANNERS.map((manner) => plan(accounts, single, manner));
  const allowing = plans.filter(({ allows }) => allows);
  const kept = allowing.length > 0 ? allowing : plans.slice(0, 1);
  return [...new Map(kept.map((each) => [JSON.stringify(each.changes), each])).values()];
}

interface Step {
  readonly change: Change;
  readonly apply: (world: World) => World;
}

function plan(accounts: readonly Account[], single: Single, manner: Manner): ChangePlan {
  const steps: Step[] = [];
  let at = single;
  for (let round = 0; round < ROUNDS; round++) {
    const { decision, because } = at.decision;
    if (decision === 'allowed') return pruned(single, steps);
    const made =
      decision === 'explicit-deny'
        ? undenied(accounts, at)
        : decision === 'implicit-deny'
          ? allowed(accounts, at, manner)
          : null;
    if (made === null) {
      const outside = because.filter(({ policy, layer }) => policy === null && !manner.order.includes(layer));
      const settings = outside.map(({ layer }): Change => ({ kind: 'setting', layer }));
      return { changes: [...steps.map(({ change }) => change), ...settings], allows: false };
    }
    steps.push(...made);
    at = edited(at, made);
  }
  return { changes: steps.map(({ change }) => change), allows: false };
}

function edited(single: Single, steps: readonly Step[]): Single {
  const world = steps.reduce((before, { apply }) => apply(before), single.world);
  return { ...single, world, decision: decide(world, single.request) };
}

/** Steps that are not needed once the others are taken are dropped. */
function pruned(single: Single, steps: readonly Step[]): ChangePlan {
  let kept = steps;
  for (const step of steps) {
    const without = kept.filter((each) => each !== step);
    if (edited(single, without).decision.decision === 'allowed') kept = without;
  }
  return { changes: kept.map(({ change }) => change), allows: true };
}

function undenied(accounts: readonly Account[], single: Single): readonly Step[] {
  return citedReasons(accounts, single).map((cited) => {
    const conditions = policiesOf(single.world, cited.layer, cited.level)
      .filter(({ name }) => name === cited.policy)
      .flatMap(({ document }) => document.statements.filter(({ index }) => index === cited.statement))
      .flatMap((statement) => statement.conditions);
    return {
      change: { kind: 'undeny', cited, words: conditions.length === 0 ? null : inWords(conditions) },
      apply: (world) =>
        mapLayer(world, cited.layer, cited.level, (policies) =>
          policies.map((policy) => withoutStatement(policy, cited)),
        ),
    };
  });
}

/** One step for a silent layer, the first of the order; the next round sees what is still missing. */
function allowed(accounts: readonly Account[], single: Single, manner: Manner): readonly Step[] | null {
  const { order, conditionsFirst } = manner;
  const { because } = single.decision;
  // A setting that stops the request stops it whatever is allowed.
  if (because.some(({ layer }) => layer === 'service-setting')) return null;
  const silent = because
    .filter(({ effect, layer }) => effect === 'silent' && order.includes(layer))
    .sort((a, b) => order.indexOf(a.layer) - order.indexOf(b.layer));
  if (conditionsFirst) {
    for (const reason of silent) {
      const step = met(accounts, single, reason);
      if (step !== null) return [step];
    }
  }
  const [first] = silent;
  if (first === undefined) return null;
  const { layer, level } = first;
  const { json, model } = allowStatement(single, layer);
  const change: Change = { kind: 'allow', layer, level, where: whereWords(accounts, single, first), statement: json };
  return [{ change, apply: (world) => withAllow(world, first, model) }];
}

/** The first statement of a silent layer that would speak if its conditions held; null: there is none. */
function met(accounts: readonly Account[], single: Single, silent: Reason): Step | null {
  for (const policy of policiesOf(single.world, silent.layer, silent.level)) {
    for (const statement of policy.document.statements) {
      if (statement.effect !== 'Allow' || statement.conditions.length === 0) continue;
      const apply = (world: World) => withoutConditions(world, silent, policy.name, statement);
      const { because } = decide(apply(single.world), single.request);
      if (
        because.some((each) => each.effect === 'silent' && each.layer === silent.layer && each.level === silent.level)
      )
        continue;
      const reason: Reason = {
        ...silent,
        policy: policy.name,
        statement: statement.index,
        sid: statement.sid,
        effect: 'Allow',
      };
      const [cited] = citedReasons(accounts, { ...single, decision: { ...single.decision, because: [reason] } });
      if (cited === undefined) continue;
      return { change: { kind: 'condition', cited, words: inWords(statement.conditions) }, apply };
    }
  }
  return null;
}

function withoutConditions(world: World, { layer, level }: Reason, policyName: string, statement: Statement): World {
  return mapLayer(world, layer, level, (policies) =>
    policies.map((policy) => {
      if (policy.name !== policyName) return policy;
      const statements = policy.document.statements.map((each) =>
        each === statement ? { ...each, conditions: [] } : each,
      );
      return { ...policy, document: { ...policy.document, statements } };
    }),
  );
}

function inWords(conditions: readonly Condition[]): string {
  return conditions.map(asWritten).join(' and ');
}

function asWritten({ operator, quantifier, ifExists, key, values }: Condition): string {
  return conditionWords({
    operator: `${quantifier === null ? '' : `${quantifier}:`}${operator}${ifExists ? 'IfExists' : ''}`,
    key,
    values,
  });
}
