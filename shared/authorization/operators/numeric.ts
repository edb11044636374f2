import { compareDecimals, decimalOf } from '../../policy/values.ts';
import { YES } from '../truth.ts';
import type { OperatorFamily } from './comparison.ts';
import { readable } from './readable.ts';

/** Numbers (F15); `accepts` gets less than, equal to or greater than zero as the request's is beside the policy's. */
export function numeric(accepts: (order: number) => boolean): OperatorFamily {
  return (values) => {
    const wanted = readable(values, decimalOf);
    return (requestValue) => {
      const found = decimalOf(requestValue);
      if (found !== null && wanted.values.some((value) => accepts(compareDecimals(found, value)))) return YES;
      return wanted.otherwise;
    };
  };
}
