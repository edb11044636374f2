import { dateOf } from '../../policy/values.ts';
import { plainText } from '../../policy/variables.ts';
import type { Comparison, OperatorFamily, PolicyValues } from './comparison.ts';

/** Moments, as ISO 8601 or epoch seconds on either side (F15). */
export function date(accepts: (order: number) => boolean): OperatorFamily {
  return (values: PolicyValues): Comparison => {
    const wanted = values.map((value) => dateOf(plainText(value))).filter((value): value is number => value !== null);
    return (requestValue) => {
      const found = dateOf(requestValue);
      if (found === null) return false;
      for (let i = 0; i < wanted.length; i++) if (accepts(found - wanted[i]!)) return true; // i < length
      return false;
    };
  };
}
