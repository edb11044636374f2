import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../shared/report/canonical-json.ts';
import type { PrincipalLine, RowSet } from '../../../shared/report/view/packed-access.ts';

/**
 * A hash of access rows that hangs on what they say alone: of every expanded line (who, on what, and the whole row,
 * the resource's own ARN in it as a placeholder) 64 bits, added up, so that neither order nor shards nor the names of
 * sets matter.
 */
export class ContentHash {
  #low = 0;
  #high = 0;
  #rows = 0;
  readonly #words = new Map<string, Words>();
  readonly #bodies = new WeakMap<RowSet, readonly Words[]>();

  add(who: PrincipalLine, resourceArn: string | null, set: RowSet): void {
    const principal = this.#of(`${who.principalType} ${who.principalArn}`);
    const resource = this.#of(resourceArn ?? '-');
    for (const body of this.#bodiesOf(set)) {
      const low = mix(mix(principal.low ^ 0x51ed270b, resource.low), body.low);
      const high = mix(mix(principal.high ^ 0x3c6ef372, resource.high), body.high ^ low);
      const sum = this.#low + low;
      this.#low = sum >>> 0;
      this.#high = (this.#high + high + (sum > 0xffffffff ? 1 : 0)) >>> 0;
      this.#rows++;
    }
  }

  get rows(): number {
    return this.#rows;
  }

  /** Sixteen hexadecimal digits. */
  get text(): string {
    return [this.#high, this.#low].map((word) => word.toString(16).padStart(8, '0')).join('');
  }

  #bodiesOf(set: RowSet): readonly Words[] {
    let bodies = this.#bodies.get(set);
    if (bodies === undefined) {
      const { service, resourceType } = set;
      bodies = set.rows.map((row) => wordsOf(canonicalJson({ service, resourceType, ...row })));
      this.#bodies.set(set, bodies);
    }
    return bodies;
  }

  #of(text: string): Words {
    let words = this.#words.get(text);
    if (words === undefined) {
      words = wordsOf(text);
      this.#words.set(text, words);
    }
    return words;
  }
}

interface Words {
  readonly low: number;
  readonly high: number;
}

function wordsOf(text: string): Words {
  const digest = createHash('sha256').update(text).digest();
  return { low: digest.readUInt32LE(0), high: digest.readUInt32LE(4) };
}

/** The finalizer of MurmurHash3 over both words. */
function mix(a: number, b: number): number {
  let h = Math.imul(a, 0x85ebca6b) ^ Math.imul(b, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
