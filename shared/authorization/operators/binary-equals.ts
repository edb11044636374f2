import { binaryOf } from '../../policy/values.ts';
import { YES } from '../truth.ts';
import type { Comparison, PolicyValues } from './comparison.ts';
import { readable } from './readable.ts';

/** Base64 compared by the bytes it stands for (F17). */
export function binaryEquals(values: PolicyValues): Comparison {
  const wanted = readable(values, binaryOf);
  const among = new Set(wanted.values);
  return (requestValue) => {
    const found = binaryOf(requestValue);
    return found !== null && among.has(found) ? YES : wanted.otherwise;
  };
}
