import { dateOf } from '../../policy/values.ts';
import { YES } from '../truth.ts';
import type { OperatorFamily } from './comparison.ts';
import { readable } from './readable.ts';

/** Moments, as ISO 8601 or epoch seconds on either side (F15). */
export function date(accepts: (order: number) => boolean): OperatorFamily {
  return (values) => {
    const wanted = readable(values, dateOf);
    return (requestValue) => {
      const found = dateOf(requestValue);
      if (found === null) return wanted.otherwise;
      for (let i = 0; i < wanted.values.length; i++) if (accepts(found - wanted.values[i]!)) return YES; // i < length
      return wanted.otherwise;
    };
  };
}
