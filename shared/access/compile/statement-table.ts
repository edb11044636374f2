import type { Layer } from '../../authorization/decision.ts';
import type { NamedPolicy, PolicyDocument, PolicyVersion, Statement } from '../../policy/model.ts';

/** A policy at work in one layer. */
export interface PolicyUse {
  readonly policy: NamedPolicy;
  readonly layer: Layer;
  /** SCP and RCP: place in the order root, OUs, account. */
  readonly level: number | null;
  /** ARN of what it is attached to: user, group, role, resource; the account id for SCPs and RCPs. */
  readonly attachedTo: string;
}

/** One statement of one policy in one layer: what the ids in terms resolve to. */
export interface StatementRow {
  readonly id: string;
  /** ARN of a managed policy, otherwise the policy's name. */
  readonly policy: string;
  /** Sorted. Equal inline policies of several entities are one policy here. */
  readonly attachedTo: readonly string[];
  readonly layer: Layer;
  readonly level: number | null;
  /** Zero-based place in the document. */
  readonly statement: number;
  readonly sid: string | null;
}

/** A statement with what compiling needs of its document. */
export interface StatementRef {
  /** Place in the table. */
  readonly number: number;
  readonly id: string;
  readonly layer: Layer;
  readonly level: number | null;
  readonly statement: Statement;
  readonly version: PolicyVersion;
}

interface Entry {
  readonly refs: readonly StatementRef[];
  readonly policy: string;
  readonly attachedTo: Set<string>;
}

/** Statements of one analysis: equal policies of equal name in the same layer share their rows. */
export class StatementTable {
  readonly #entries = new Map<string, Entry>();
  readonly #refs: StatementRef[] = [];

  /** The statements of a policy, registered with where it is attached. */
  of(use: PolicyUse): readonly StatementRef[] {
    const key = keyOf(use);
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      const refs = use.policy.document.statements.map((statement): StatementRef => {
        const ref: StatementRef = {
          number: this.#refs.length,
          id: `${key}#${statement.index}`,
          layer: use.layer,
          level: use.level,
          statement,
          version: use.policy.document.version,
        };
        this.#refs.push(ref);
        return ref;
      });
      entry = { refs, policy: use.policy.name, attachedTo: new Set() };
      this.#entries.set(key, entry);
    }
    entry.attachedTo.add(use.attachedTo);
    return entry.refs;
  }

  id(number: number): string {
    return this.#refs[number]?.id ?? '';
  }

  /** Every row, sorted by id. */
  rows(): readonly StatementRow[] {
    const rows: StatementRow[] = [];
    for (const { refs, policy, attachedTo } of this.#entries.values()) {
      const attached = [...attachedTo].sort();
      for (const { id, layer, level, statement } of refs) {
        rows.push({ id, policy, attachedTo: attached, layer, level, statement: statement.index, sid: statement.sid });
      }
    }
    return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}

/**
 * A managed policy goes by its ARN, a resource's by the resource, every other by name and content: ids that do not
 * change because something else did.
 */
function keyOf({ policy, layer, level, attachedTo }: PolicyUse): string {
  const place = level === null ? layer : `${layer}${level}`;
  if (policy.name.startsWith('arn:')) return `${place}:${policy.name}`;
  if (layer === 'resource' || layer === 'access-point' || layer === 'kms-grant' || layer === 'acl') {
    return `${place}:${attachedTo}:${policy.name}`;
  }
  return `${place}:${policy.name}@${contentHash(policy.document)}`;
}

const hashes = new WeakMap<PolicyDocument, string>();

function contentHash(document: PolicyDocument): string {
  const known = hashes.get(document);
  if (known !== undefined) return known;
  const made = hash53(JSON.stringify([document.version, document.statements]));
  hashes.set(document, made);
  return made;
}

/** 53 bits of a text (two 32-bit multiplicative hashes), as eleven base-36 characters: for ids, not for security. */
export function hash53(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36).padStart(11, '0');
}
