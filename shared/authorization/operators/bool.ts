import { booleanOf } from '../../policy/values.ts';
import { YES } from '../truth.ts';
import type { Comparison, PolicyValues } from './comparison.ts';
import { readable } from './readable.ts';

/** `true` or `false`, in any case (F14). */
export function bool(values: PolicyValues): Comparison {
  const wanted = readable(values, booleanOf);
  return (requestValue) => {
    const found = booleanOf(requestValue);
    return found !== null && wanted.values.includes(found) ? YES : wanted.otherwise;
  };
}
