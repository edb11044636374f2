import type { Truth } from '../authorization/decision.ts';
import { truthOf } from './truth.ts';

/**
 * Whether the request's address lies in the policy's range: CIDR of IPv4 or IPv6; without a prefix the address alone,
 * /32 or /128 (F16). A request's text that is no address lies in none; a policy's text that is no range is
 * `unknown`. An IPv4 address lies in no IPv6 range.
 */
export function ipAddressMatches(policyValue: string, requestValue: string): Truth {
  const range = parseRange(policyValue);
  const address = parseAddress(requestValue);
  if (range === null) return 'unknown';
  if (address === null || range.width !== address.width) return 'false';
  const host = BigInt(range.width - range.prefix);
  return truthOf(address.number >> host === range.number >> host);
}

export interface Address {
  readonly number: bigint;
  /** 32 or 128 bits. */
  readonly width: number;
}

export interface Range extends Address {
  readonly prefix: number;
}

export function parseRange(text: string): Range | null {
  const [before = '', after, ...more] = text.split('/');
  const address = parseAddress(before);
  if (address === null || more.length > 0) return null;
  if (after === undefined) return { ...address, prefix: address.width };
  if (!/^\d{1,3}$/.test(after) || Number(after) > address.width) return null;
  return { ...address, prefix: Number(after) };
}

export function parseAddress(text: string): Address | null {
  const number = text.includes(':') ? ipv6(text) : ipv4(text);
  return number === null ? null : { number, width: text.includes(':') ? 128 : 32 };
}

function ipv4(text: string): bigint | null {
  const parts = text.split('.');
  const valid = parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  return valid ? parts.reduce((number, part) => number * 256n + BigInt(part), 0n) : null;
}

/** Eight groups of hexadecimal digits; `::` once, for the groups that are left out; the last two may be IPv4. */
function ipv6(text: string): bigint | null {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (tail !== null) {
    const low = ipv4(tail[2] ?? '');
    if (low === null) return null;
    return ipv6(`${tail[1]}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`);
  }
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - left.length - right.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...left, ...Array<string>(missing).fill('0'), ...right];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return null;
  return groups.reduce((number, group) => number * 65536n + BigInt(`0x${group}`), 0n);
}
