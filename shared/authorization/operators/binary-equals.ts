import { binaryOf } from '../../policy/values.ts';
import { plainText } from '../../policy/variables.ts';
import type { Comparison, PolicyValues } from './comparison.ts';

/** Base64 compared by the bytes it stands for (F17). */
export function binaryEquals(values: PolicyValues): Comparison {
  const wanted = new Set(values.map((value) => binaryOf(plainText(value))));
  return (requestValue) => {
    const found = binaryOf(requestValue);
    return found !== null && wanted.has(found);
  };
}
