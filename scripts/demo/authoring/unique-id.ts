const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Text that looks random and is the same in every build: drawn from `seed` by FNV-1a, one character per step.
 * `alphabet` has 16 or 32 characters.
 */
export function fixedText(seed: string, length: number, alphabet: string = ALPHABET): string {
  let out = '';
  for (let place = 0; place < length; place++) {
    let hash = 0x811c9dc5;
    for (const character of `${place}:${seed}`) {
      hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    }
    // The low bits of FNV mix badly; fold the high ones in.
    out += alphabet[((hash ^ (hash >>> 15) ^ (hash >>> 7)) >>> 0) % alphabet.length];
  }
  return out;
}

/** A unique id as IAM gives them (AIDA: user, AROA: role, AGPA: group, ANPA: policy, AIPA: instance profile). */
export function uniqueId(prefix: string, arn: string): string {
  return `${prefix}${fixedText(arn, 17)}`;
}

/** Lower-case hexadecimal, for key ids, permission-set suffixes and external ids. */
export function fixedHex(seed: string, length: number): string {
  return fixedText(seed, length, '0123456789abcdef');
}

/** A UUID in its written form. */
export function fixedUuid(seed: string): string {
  const hex = fixedHex(seed, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
