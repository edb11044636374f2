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
      return found !== null && wanted.values.some((value) => accepts(found - value)) ? YES : wanted.otherwise;
    };
  };
}
