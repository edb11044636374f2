import type { Layer } from '../../authorization/decision.ts';
import type { Capability } from '../../catalog/capability.ts';
import { needsOn } from '../compile/encryption.ts';
import type { Shape, ShapeState } from '../compile/side.ts';
import type { Target } from '../compile/target.ts';
import { NO_SLOTS, type Slots, type TypeTable } from '../compile/type-table.ts';
import type { Conjunctions } from '../condition/conjunction.ts';
import { globText } from '../pattern/glob.ts';
import { type TermPlan, type Verdict, verdictOf } from '../verdict/verdict-table.ts';
import type { Gate } from './gates.ts';

/** A capability that one layer alone keeps from a caller. */
export interface Held {
  readonly capability: Capability;
  readonly layer: Layer;
  /** Place of a plan's part, to be written out for a target; of a missing key the key's action and ARN. */
  readonly missing:
    | { readonly kind: 'part'; readonly action: string; readonly form: number; readonly pattern: string }
    | { readonly kind: 'key'; readonly action: string; readonly arn: string };
}

/** Layers whose denies are taken away one at a time. */
const LAYERS: readonly Layer[] = ['scp', 'rcp', 'boundary', 'identity', 'resource'];

/** What the pair would have if one layer denied nothing, or one setting were off, and has not. */
export function heldByOne(
  verdict: Verdict,
  own: ShapeState,
  gate: Gate,
  target: Target,
  conjunctions: Conjunctions,
): readonly Held[] {
  const held: Held[] = [];
  const { shapes } = gate.state.shapes;
  const again = (mine: readonly Shape[], theirs: readonly Shape[], stopped: Slots, layer: Layer): void => {
    const opened = verdictOf(
      -1,
      { id: -1, shapes: mine },
      { id: -1, shapes: theirs },
      gate.standing,
      target.table,
      target.forms,
      stopped,
      conjunctions,
    );
    for (const [capability, plans] of opened.byCapability) {
      const [plan] = plans;
      if (verdict.byCapability.has(capability) || plan === undefined) continue;
      if (held.some((h) => h.capability === capability)) continue;
      held.push({ capability, layer, missing: partOf(plan) });
    }
  };
  for (const layer of LAYERS) {
    const without = (list: readonly Shape[]) => list.filter((s) => s.layer !== layer);
    const mine = without(own.shapes);
    const theirs = without(shapes);
    if (mine.length < own.shapes.length || theirs.length < shapes.length) again(mine, theirs, gate.stopped, layer);
  }
  if (gate.stoppedAnyway !== gate.stopped) again(own.shapes, shapes, gate.stoppedAnyway, 'service-setting');
  if (shapes.some((s) => s.lane === 'ignored')) {
    const heeded = shapes.map((s): Shape => (s.lane === 'ignored' ? { ...s, lane: 'direct' } : s));
    again(own.shapes, heeded, gate.stopped, 'service-setting');
  }
  return held;
}

function partOf(plan: TermPlan): Held['missing'] {
  const [part] = plan.parts;
  const action = plan.actions[0] ?? '';
  return { kind: 'part', action, form: part?.form ?? 0, pattern: part?.region.include[0]?.text ?? '' };
}

/** What both keys would give and the first alone does not: the operation that is missing, and the layer that withholds it. */
export function heldByKey(
  first: Verdict,
  both: Verdict,
  target: Target,
  key: Target,
  ownOnKey: ShapeState,
  keyGate: Gate,
): readonly Held[] {
  const held: Held[] = [];
  for (const [capability, plans] of first.byCapability) {
    const left = new Set((both.byCapability.get(capability) ?? []).flatMap((plan) => plan.actions));
    const lost = plans.flatMap((plan) => plan.actions).find((action) => !left.has(action));
    if (lost === undefined) continue;
    for (const operation of needsOn(target, lost)[0] ?? []) {
      const layer = withholding(ownOnKey, keyGate, slotOf(key.table, operation));
      if (layer === null) continue;
      held.push({ capability, layer, missing: { kind: 'key', action: operation, arn: key.arn } });
      break;
    }
  }
  return held;
}

/** The layer that alone withholds an operation on a key; null: none does, or it is stopped in another way. */
function withholding(own: ShapeState, gate: Gate, slot: Slots): Layer | null {
  const here = (list: readonly Shape[], lanes: readonly Shape['lane'][]) =>
    list.find((s) => lanes.includes(s.lane) && (s.slots & slot) !== NO_SLOTS);
  const theirs = gate.state.shapes.shapes;
  const deny = here([...own.shapes, ...theirs], ['deny']);
  if (deny?.layer != null) return deny.layer;
  if (here(theirs, ['direct', 'named', 'delegation', 'kms-grant']) === undefined) return 'resource';
  const { caller } = gate.standing;
  if (here(theirs, ['direct', 'kms-grant']) !== undefined && gate.standing.sameAccount) return null;
  if ((caller === 'user' || caller === 'role') && here(own.shapes, ['identity']) === undefined) return 'identity';
  return gate.standing.hasBoundary && here(own.shapes, ['boundary']) === undefined ? 'boundary' : null;
}

function slotOf(table: TypeTable, action: string): Slots {
  let bits = NO_SLOTS;
  table.slots.forEach((slot, i) => {
    if (slot.action.id === action) bits |= 1n << BigInt(i);
  });
  return bits;
}

/** The action and the ARN, or pattern of ARNs, that a held capability lacks. */
export function missingAt({ missing }: Held, target: Target): { readonly action: string; readonly resource: string } {
  if (missing.kind === 'key') return { action: missing.action, resource: missing.arn };
  return { action: missing.action, resource: globText(target.forms[missing.form]?.base ?? '') + missing.pattern };
}
