import { compareDecimals, type Decimal, decimalOf } from '../../policy/values.ts';
import { plainText } from '../../policy/variables.ts';
import type { Comparison, OperatorFamily, PolicyValues } from './comparison.ts';

/** Numbers (F15); `accepts` gets less than, equal to or greater than zero as the request's is beside the policy's. */
export function numeric(accepts: (order: number) => boolean): OperatorFamily {
  return (values: PolicyValues): Comparison => {
    const wanted = values
      .map((value) => decimalOf(plainText(value)))
      .filter((value): value is Decimal => value !== null);
    return (requestValue) => {
      const found = decimalOf(requestValue);
      if (found === null) return false;
      for (let i = 0; i < wanted.length; i++) if (accepts(compareDecimals(found, wanted[i]!))) return true; // i < length
      return false;
    };
  };
}
