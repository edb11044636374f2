import { compileArnPattern, matchArn } from '../../policy/arn-pattern.ts';
import type { Comparison, PolicyValues } from './comparison.ts';

/** ArnEquals and ArnLike are one (F13): case-sensitive, the six components one by one, wildcards inside each. */
export function arnLike(values: PolicyValues): Comparison {
  const patterns = values.map(compileArnPattern);
  return (requestValue) => {
    for (let i = 0; i < patterns.length; i++) if (matchArn(patterns[i]!, requestValue)) return true; // i < length
    return false;
  };
}
