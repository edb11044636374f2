import type { Action } from '../../catalog/action.ts';
import { actionsOnType, type ResourceArnOf } from '../../catalog/actions-on-type.ts';
import { CAPABILITIES, type Capability } from '../../catalog/capability.ts';
import { rcpServices } from '../../catalog/catalog.ts';
import type { PatternList } from '../../policy/model.ts';
import { glob, globMatches } from '../pattern/glob.ts';

/** A set of slots as bits. */
export type Slots = bigint;
export const NO_SLOTS: Slots = 0n;

/** One action on one form of a resource type's ARN. */
export interface Slot {
  readonly action: Action;
  /** Index into `forms`. */
  readonly form: number;
}

export interface Form {
  readonly of: ResourceArnOf;
  /** Prefix of the actions: some facts differ by service. */
  readonly service: string;
  /** Whether the resource's own policy speaks of this form: an index, yes; a stream has its own (K07). */
  readonly underPolicy: boolean;
}

/** What can be done to resources of one CloudFormation type, numbered. */
export interface TypeTable {
  readonly type: string;
  /** Prefix of the service whose resource it is. */
  readonly service: string;
  readonly slots: readonly Slot[];
  /** Which ARNs the actions are checked against, e.g. the bucket and what lies in it; by service of the action. */
  readonly forms: readonly Form[];
  /** By form: its slots. */
  readonly formSlots: readonly Slots[];
  readonly capabilitySlots: ReadonlyMap<Capability, Slots>;
  /**
   * Slots whose resource policy must itself allow (A05): role trust policies and key policies. For these an allow of
   * the resource policy is no bypass of the caller's own policies unless it names the caller.
   */
  readonly policyMustAllow: Slots;
  /** Slots that resource control policies bind (D13, D16). */
  readonly underRcp: Slots;
}

const tables = new Map<string, TypeTable | null>();

/** The table of a type; null where the catalogue knows no action on it. */
export function typeTable(type: string): TypeTable | null {
  const known = tables.get(type);
  if (known !== undefined) return known;
  const made = build(type);
  tables.set(type, made);
  return made;
}

function build(type: string): TypeTable | null {
  const slots: Slot[] = [];
  const forms: Form[] = [];
  for (const { action, resourceArnOf } of actionsOnType(type)) {
    // The paths above a parameter are other parameters' ARNs: not part of this resource.
    if (resourceArnOf === 'ancestor') continue;
    let form = forms.findIndex((f) => f.of === resourceArnOf && f.service === action.service);
    if (form < 0) {
      const { service } = action;
      form = forms.push({ of: resourceArnOf, service, underPolicy: underPolicy(type, resourceArnOf, service) }) - 1;
    }
    slots.push({ action, form });
  }
  const first = slots[0];
  if (first === undefined) return null;
  slots.sort((a, b) => (a.action.id < b.action.id ? -1 : a.action.id > b.action.id ? 1 : a.form - b.form));
  const service = type === 'AWS::IAM::Role' ? 'iam' : first.action.service;
  const mask = (keep: (slot: Slot) => boolean) =>
    slots.reduce((bits, slot, i) => (keep(slot) ? bits | (1n << BigInt(i)) : bits), NO_SLOTS);
  const all = mask(() => true);
  const trust = mask((s) => s.action.service === 'sts');
  return {
    type,
    service,
    slots,
    forms,
    formSlots: forms.map((_, form) => mask((s) => s.form === form)),
    capabilitySlots: new Map(CAPABILITIES.map((c) => [c, mask((s) => s.action.capabilities.includes(c))])),
    underRcp: mask((s) => rcpServices.has(s.action.service) && s.action.id !== 'kms:RetireGrant'),
    policyMustAllow: type === 'AWS::KMS::Key' ? all : type === 'AWS::IAM::Role' ? trust : NO_SLOTS,
  };
}

/** As `resourcePolicyOf` in the account's world: qualifiers, streams and backups have policies of their own or none. */
function underPolicy(type: string, of: ResourceArnOf, service: string): boolean {
  switch (type) {
    case 'AWS::IAM::Role':
      return service === 'sts';
    case 'AWS::DynamoDB::Table':
      return of === 'self' || of.startsWith('/index/');
    case 'AWS::Lambda::Function':
    case 'AWS::Kinesis::Stream':
    case 'AWS::KMS::Key':
      return of === 'self';
    default:
      return true;
  }
}

const masks = new WeakMap<PatternList, Map<string, Slots>>();

/** The slots of a type that an Action or NotAction list names (E14–E16). */
export function slotsOf(list: PatternList, table: TypeTable): Slots {
  let byType = masks.get(list);
  if (byType === undefined) {
    byType = new Map();
    masks.set(list, byType);
  }
  const known = byType.get(table.type);
  if (known !== undefined) return known;
  let bits = NO_SLOTS;
  const globs = list.patterns.map((p) => glob(p.toLowerCase()));
  table.slots.forEach(({ action }, i) => {
    const id = action.id.toLowerCase();
    if (globs.some((g) => globMatches(g, id)) !== list.negated) bits |= 1n << BigInt(i);
  });
  byType.set(table.type, bits);
  return bits;
}

/** The slots' numbers, ascending. */
export function slotNumbers(bits: Slots): readonly number[] {
  const out: number[] = [];
  for (let rest = bits, i = 0; rest !== 0n; rest >>= 1n, i++) if ((rest & 1n) === 1n) out.push(i);
  return out;
}
