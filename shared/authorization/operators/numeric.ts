import { compareDecimals, type Decimal, decimalOf, plainNumberOf } from '../../policy/values.ts';
import { YES } from '../truth.ts';
import type { OperatorFamily } from './comparison.ts';
import { readable } from './readable.ts';

/** Numbers (F15); `accepts` gets less than, equal to or greater than zero as the request's is beside the policy's. */
export function numeric(accepts: (order: number) => boolean): OperatorFamily {
  return (values) => {
    const wanted = readable(values, decimalOf);
    return (requestValue) => {
      const plain = plainNumberOf(requestValue);
      const found = Number.isNaN(plain) ? decimalOf(requestValue) : null;
      for (let i = 0; i < wanted.values.length; i++) {
        const order = orderOf(plain, found, wanted.values[i]!); // i < length
        if (!Number.isNaN(order) && accepts(order)) return YES;
      }
      return wanted.otherwise;
    };
  };
}

/** Most numbers are short and plain; NaN where the request's text is no number. */
function orderOf(plain: number, found: Decimal | null, wanted: Decimal): number {
  if (found !== null) return compareDecimals(found, wanted);
  if (Number.isNaN(plain) || wanted.exact === null) return plain - wanted.approximate;
  return compareDecimals({ approximate: plain, exact: null }, wanted);
}
