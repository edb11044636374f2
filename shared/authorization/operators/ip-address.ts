import { contains, type Network, parseAddress, parseNetwork, version4Number } from '../../policy/ip.ts';
import { YES } from '../truth.ts';
import type { Comparison, PolicyValues } from './comparison.ts';
import { readable } from './readable.ts';

/** The request's address lies in the policy's range; IPv4 and IPv6 are never in each other (F16). */
export function ipAddress(values: PolicyValues): Comparison {
  const ranges = readable(values, parseNetwork);
  const version4 = ranges.values.filter(({ bytes }) => bytes.length === 4).map(numbers);
  const version6 = ranges.values.filter(({ bytes }) => bytes.length === 16);
  return (requestValue) => {
    const number = version4Number(requestValue);
    if (number >= 0) {
      for (let i = 0; i < version4.length; i++) {
        const { first, last } = version4[i]!; // i < length
        if (number >= first && number <= last) return YES;
      }
      return ranges.otherwise;
    }
    const bytes = version6.length === 0 ? null : parseAddress(requestValue);
    if (bytes === null) return ranges.otherwise;
    const address = { bytes, bits: bytes.length * 8 };
    return version6.some((range) => contains(range, address)) ? YES : ranges.otherwise;
  };
}

/** First and last address of an IPv4 range. */
function numbers({ bytes, bits }: Network): { readonly first: number; readonly last: number } {
  const address = bytes.reduce((number, byte) => number * 256 + byte, 0);
  const size = 2 ** (32 - bits);
  const first = address - (address % size);
  return { first, last: first + size - 1 };
}
