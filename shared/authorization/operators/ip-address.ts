import { contains, parseAddress, parseNetwork } from '../../policy/ip.ts';
import { YES } from '../truth.ts';
import type { Comparison, PolicyValues } from './comparison.ts';
import { readable } from './readable.ts';

/** The request's address lies in the policy's range; IPv4 and IPv6 are never in each other (F16). */
export function ipAddress(values: PolicyValues): Comparison {
  const ranges = readable(values, parseNetwork);
  return (requestValue) => {
    const bytes = parseAddress(requestValue);
    if (bytes === null) return ranges.otherwise;
    const address = { bytes, bits: bytes.length * 8 };
    return ranges.values.some((range) => contains(range, address)) ? YES : ranges.otherwise;
  };
}
