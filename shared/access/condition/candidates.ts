/** Values at and around the limits that conditions name, domain by domain (F15, F16). */

/** Every number named, one below, one above, and the middles between neighbours. */
export function numberCandidates(values: readonly string[]): readonly string[] {
  const numbers = [...new Set(values.map(Number).filter(Number.isFinite))].sort((a, b) => a - b);
  const out: number[] = [];
  for (let i = 0; i < numbers.length; i++) {
    const n = numbers[i] as number;
    const next = numbers[i + 1];
    out.push(n, n - 1, n + 1);
    if (next !== undefined) out.push((n + next) / 2);
  }
  return out.map(String);
}

/** Every time named, a second before, a second after, and the middles; as ISO 8601. */
export function timeCandidates(values: readonly string[]): readonly string[] {
  const times = [...new Set(values.map(secondsOf).filter(Number.isFinite))].sort((a, b) => a - b);
  const out: number[] = [];
  for (let i = 0; i < times.length; i++) {
    const t = times[i] as number;
    const next = times[i + 1];
    out.push(t, t - 1, t + 1);
    if (next !== undefined) out.push(Math.floor((t + next) / 2));
  }
  return out
    .map((t) => new Date(t * 1000))
    .filter((d) => !Number.isNaN(d.getTime()))
    .map((d) => d.toISOString().replace('.000Z', 'Z'));
}

function secondsOf(value: string): number {
  if (/^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  return Date.parse(value) / 1000;
}

/** First and last address of every block named, and their neighbours outside; a documentation address besides. */
export function addressCandidates(values: readonly string[]): readonly string[] {
  const out: string[] = [];
  for (const value of values) {
    const [text = '', length] = value.split('/');
    const v6 = text.includes(':');
    const bits = v6 ? 128n : 32n;
    const address = v6 ? parse6(text) : parse4(text);
    if (address === null) continue;
    const prefix = length === undefined ? bits : BigInt(/^\d+$/.test(length) ? length : bits);
    if (prefix > bits) continue;
    const size = 1n << (bits - prefix);
    const first = (address / size) * size;
    const last = first + size - 1n;
    const top = (1n << bits) - 1n;
    for (const a of [first + (size > 2n ? 1n : 0n), first, last, first - 1n, last + 1n]) {
      if (a >= 0n && a <= top) out.push(v6 ? print6(a) : print4(a));
    }
  }
  out.push('203.0.113.7', '2001:db8::7');
  return [...new Set(out)];
}

function parse4(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((p) => !/^\d{1,3}$/.test(p) || Number(p) > 255)) return null;
  return parts.reduce((sum, p) => sum * 256n + BigInt(p), 0n);
}

function print4(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.');
}

function parse6(text: string): bigint | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const groups = (half: string | undefined) => (half === undefined || half === '' ? [] : half.split(':'));
  const head = groups(halves[0]);
  const tail = groups(halves[1]);
  const missing = 8 - head.length - tail.length;
  if (missing < 0 || (halves.length === 1 && missing !== 0)) return null;
  const all = [...head, ...Array<string>(missing).fill('0'), ...tail];
  if (all.some((g) => !/^[0-9a-fA-F]{1,4}$/.test(g))) return null;
  return all.reduce((sum, g) => sum * 65536n + BigInt(`0x${g}`), 0n);
}

function print6(address: bigint): string {
  const groups: string[] = [];
  for (let shift = 112n; shift >= 0n; shift -= 16n) groups.push(((address >> shift) & 0xffffn).toString(16));
  return groups.join(':');
}
