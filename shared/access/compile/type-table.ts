import type { Action } from '../../catalog/action.ts';
import { actionsOnType, type ResourceArnOf } from '../../catalog/actions-on-type.ts';
import { CAPABILITIES, type Capability } from '../../catalog/capability.ts';
import { rcpServices } from '../../catalog/catalog.ts';
import type { PatternList } from '../../policy/model.ts';
import { type Glob, glob, globMatches } from '../pattern/glob.ts';

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
  /** False: a service's actions apart from collected resources; regions then hold whole ARN patterns. */
  readonly resources: boolean;
  /** Prefixes of the actions. */
  readonly services: readonly string[];
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
  /** The resource's policy is a role's trust policy (B01, E01). */
  readonly trust: boolean;
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
  return tableOf(type, type === 'AWS::IAM::Role' ? 'iam' : first.action.service, slots, forms);
}

/** A table of slots, numbered by action and form. */
export function tableOf(type: string, service: string, unsorted: readonly Slot[], forms: readonly Form[]): TypeTable {
  const slots = unsorted.toSorted((a, b) =>
    a.action.id < b.action.id ? -1 : a.action.id > b.action.id ? 1 : a.form - b.form,
  );
  const mask = (keep: (slot: Slot) => boolean) =>
    slots.reduce((bits, slot, i) => (keep(slot) ? bits | (1n << BigInt(i)) : bits), NO_SLOTS);
  const all = mask(() => true);
  return {
    type,
    service,
    resources: true,
    services: [...new Set(slots.map((s) => s.action.service))],
    slots,
    forms,
    formSlots: forms.map((_, form) => mask((s) => s.form === form)),
    capabilitySlots: new Map(CAPABILITIES.map((c) => [c, mask((s) => s.action.capabilities.includes(c))])),
    underRcp: mask((s) => rcpServices.has(s.action.service) && s.action.id !== 'kms:RetireGrant'),
    trust: type === 'AWS::IAM::Role',
    policyMustAllow:
      type === 'AWS::KMS::Key' ? all : type === 'AWS::IAM::Role' ? mask((s) => s.action.service === 'sts') : NO_SLOTS,
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

const masks = new WeakMap<PatternList, Map<TypeTable, Slots>>();
const compiledLists = new WeakMap<PatternList, CompiledActions>();

interface CompiledActions {
  /** Patterns by the service they name, and those that name none. */
  readonly byService: ReadonlyMap<string, readonly Glob[]>;
  readonly open: readonly Glob[];
  /** Prefixes that the patterns name; null: one of them has a wildcard there. */
  readonly services: ReadonlySet<string> | null;
  /** One of them is `*`. */
  readonly everything: boolean;
}

/** The slots of a type that an Action or NotAction list names (E14–E16). */
export function slotsOf(list: PatternList, table: TypeTable): Slots {
  let byTable = masks.get(list);
  if (byTable === undefined) {
    byTable = new Map();
    masks.set(list, byTable);
  }
  const known = byTable.get(table);
  if (known !== undefined) return known;
  const bits = bitsOf(list, table);
  byTable.set(table, bits);
  return bits;
}

function bitsOf(list: PatternList, table: TypeTable): Slots {
  const all = (1n << BigInt(table.slots.length)) - 1n;
  const { byService, open, services, everything } = compiledActions(list);
  if (everything) return list.negated ? NO_SLOTS : all;
  if (services !== null && !table.services.some((service) => services.has(service)))
    return list.negated ? all : NO_SLOTS;
  let text = '';
  for (let i = table.slots.length - 1; i >= 0; i--) {
    const { action } = table.slots[i] as Slot; // i < length
    const mine =
      open.length === 0 ? byService.get(action.service) : [...open, ...(byService.get(action.service) ?? [])];
    const id = lower(action.id);
    text += (mine?.some((g) => globMatches(g, id)) ?? false) === list.negated ? '0' : '1';
  }
  return BigInt(`0b${text}`);
}

/** The prefixes that an Action list names; null where a pattern leaves the service open. */
export function servicesNamed(list: PatternList): ReadonlySet<string> | null {
  return compiledActions(list).services;
}

function compiledActions(list: PatternList): CompiledActions {
  const known = compiledLists.get(list);
  if (known !== undefined) return known;
  const texts = list.patterns.map((p) => p.toLowerCase());
  const prefixes = texts.map((t) => t.slice(0, Math.max(0, t.indexOf(':'))));
  const byService = new Map<string, Glob[]>();
  const open: Glob[] = [];
  texts.forEach((text, i) => {
    const prefix = prefixes[i] ?? '';
    if (prefix === '' || prefix.includes('*') || prefix.includes('?')) open.push(glob(text));
    else byService.set(prefix, [...(byService.get(prefix) ?? []), glob(text)]);
  });
  const made = {
    byService,
    open,
    services: open.length > 0 ? null : new Set(prefixes),
    everything: texts.includes('*'),
  };
  compiledLists.set(list, made);
  return made;
}

const lowered = new Map<string, string>();

function lower(id: string): string {
  const known = lowered.get(id);
  if (known !== undefined) return known;
  const made = id.toLowerCase();
  lowered.set(id, made);
  return made;
}

// Memories of what was already written out, by table: they change no answer, only its price.
const numbersOf = new WeakMap<TypeTable, Map<Slots, readonly number[]>>();
const namesOf = new WeakMap<TypeTable, Map<Slots, readonly string[]>>();

/** The slots' numbers, ascending. */
export function slotNumbers(bits: Slots, table: TypeTable): readonly number[] {
  return remembered(numbersOf, table, bits, () => {
    const text = bits.toString(2);
    const out: number[] = [];
    for (let i = 0; i < text.length; i++) if (text.charCodeAt(text.length - 1 - i) === ONE) out.push(i);
    return out;
  });
}

const ONE = 0x31;

/** The actions of the slots, sorted, each once. */
export function namesIn(bits: Slots, table: TypeTable): readonly string[] {
  return remembered(namesOf, table, bits, () => {
    const names = slotNumbers(bits, table).map((number) => table.slots[number]?.action.id ?? '');
    return names.filter((name, i) => name !== names[i - 1]);
  });
}

function remembered<T>(memory: WeakMap<TypeTable, Map<Slots, T>>, table: TypeTable, bits: Slots, make: () => T): T {
  let ofTable = memory.get(table);
  if (ofTable === undefined) {
    ofTable = new Map();
    memory.set(table, ofTable);
  }
  const known = ofTable.get(bits);
  if (known !== undefined) return known;
  const made = make();
  ofTable.set(bits, made);
  return made;
}
