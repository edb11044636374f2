/** An IPv4 or IPv6 network: its bytes and how many leading bits count (F16). */
export interface Network {
  /** 4 or 16 entries. */
  readonly bytes: Uint8Array;
  readonly bits: number;
}

/** Reads `203.0.113.0/24`, `2001:db8::/32` or a bare address (/32, /128); null where the text is neither. */
export function parseNetwork(text: string): Network | null {
  const slash = text.indexOf('/');
  const bytes = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (bytes === null) return null;
  const most = bytes.length * 8;
  if (slash < 0) return { bytes, bits: most };
  const bits = decimal(text.slice(slash + 1), 3);
  return bits === null || bits > most ? null : { bytes, bits };
}

/** The bytes of an address; null where the text is none. */
export function parseAddress(text: string): Uint8Array | null {
  return text.includes(':') ? parseVersion6(text) : parseVersion4(text);
}

/** An IPv4 address as one number; negative where the text is none. */
export function version4Number(text: string): number {
  let number = 0;
  let part = 0;
  let digits = 0;
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 46) {
      if (digits === 0 || ++dots > 3) return -1;
      number = number * 256 + part;
      part = 0;
      digits = 0;
      continue;
    }
    // No leading zeros: some readers take such a number as octal.
    if (unit < 48 || unit > 57 || (digits > 0 && part === 0)) return -1;
    part = part * 10 + unit - 48;
    digits++;
    if (part > 255) return -1;
  }
  return dots === 3 && digits > 0 ? number * 256 + part : -1;
}

/** True where the network `inner` lies within `outer`: same family, at least as long a prefix, equal leading bits. */
export function contains(outer: Network, inner: Network): boolean {
  if (outer.bytes.length !== inner.bytes.length || inner.bits < outer.bits) return false;
  const whole = outer.bits >> 3;
  for (let i = 0; i < whole; i++) if (outer.bytes[i] !== inner.bytes[i]) return false;
  const rest = outer.bits & 7;
  if (rest === 0) return true;
  const mask = (0xff << (8 - rest)) & 0xff;
  return ((outer.bytes[whole]! ^ inner.bytes[whole]!) & mask) === 0; // rest > 0: `whole` is inside
}

function parseVersion4(text: string): Uint8Array | null {
  const parts = text.split('.', 5);
  if (parts.length !== 4) return null;
  const bytes = new Uint8Array(4);
  for (let i = 0; i < 4; i++) {
    const part = parts[i]!; // four parts
    const value = decimal(part, 3);
    if (value === null || value > 255 || (part.length > 1 && part.startsWith('0'))) return null;
    bytes[i] = value;
  }
  return bytes;
}

function parseVersion6(text: string): Uint8Array | null {
  if (text.length > 45) return null;
  const gap = text.indexOf('::');
  if (gap >= 0 && text.indexOf('::', gap + 1) >= 0) return null;
  const head = groups(gap < 0 ? text : text.slice(0, gap), gap < 0);
  const tail = gap < 0 ? [] : groups(text.slice(gap + 2), true);
  if (head === null || tail === null) return null;
  const known = head.length + tail.length;
  if (gap < 0 ? known !== 16 : known > 14) return null;
  const bytes = new Uint8Array(16);
  bytes.set(head, 0);
  bytes.set(tail, 16 - tail.length);
  return bytes;
}

/** Two bytes for each hexadecimal group; at the end of the address the last group may be an IPv4 address. */
function groups(text: string, atEnd: boolean): number[] | null {
  if (text === '') return [];
  const bytes: number[] = [];
  const parts = text.split(':');
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!; // i < length
    if (atEnd && i === parts.length - 1 && part.includes('.')) {
      const last = parseVersion4(part);
      if (last === null) return null;
      bytes.push(...last);
      continue;
    }
    const value = hexadecimal(part);
    if (value === null) return null;
    bytes.push(value >> 8, value & 0xff);
  }
  return bytes;
}

function decimal(text: string, longest: number): number | null {
  if (text === '' || text.length > longest) return null;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return null;
    value = value * 10 + digit;
  }
  return value;
}

function hexadecimal(text: string): number | null {
  if (text === '' || text.length > 4) return null;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = '0123456789abcdef'.indexOf(text.charAt(i).toLowerCase());
    if (digit < 0) return null;
    value = value * 16 + digit;
  }
  return value;
}
