import { booleanOf } from '../../policy/values.ts';
import { plainText } from '../../policy/variables.ts';
import type { Comparison, PolicyValues } from './comparison.ts';

/** `true` or `false`, in any case (F14). */
export function bool(values: PolicyValues): Comparison {
  const wanted = values.map((value) => booleanOf(plainText(value)));
  return (requestValue) => {
    const found = booleanOf(requestValue);
    return found !== null && wanted.includes(found);
  };
}
