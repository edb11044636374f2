import { contains, type Network, parseAddress, parseNetwork } from '../../policy/ip.ts';
import { plainText } from '../../policy/variables.ts';
import type { Comparison, PolicyValues } from './comparison.ts';

/** The request's address lies in the policy's range; IPv4 and IPv6 are never in each other (F16). */
export function ipAddress(values: PolicyValues): Comparison {
  const ranges = values
    .map((value) => parseNetwork(plainText(value)))
    .filter((range): range is Network => range !== null);
  return (requestValue) => {
    const bytes = parseAddress(requestValue);
    if (bytes === null) return false;
    const address = { bytes, bits: bytes.length * 8 };
    for (let i = 0; i < ranges.length; i++) if (contains(ranges[i]!, address)) return true; // i < length
    return false;
  };
}
