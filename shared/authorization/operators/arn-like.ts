import { compileArnPattern, matchArn } from '../../policy/arn-pattern.ts';
import { MAYBE, NO, YES } from '../truth.ts';
import type { Comparison, PolicyValues } from './comparison.ts';

/** ArnEquals and ArnLike are one (F13): case-sensitive, the six components one by one, wildcards inside each. */
export function arnLike(values: PolicyValues): Comparison {
  const patterns = values.map(compileArnPattern);
  // What variables and escapes make of a value, AWS cannot judge when it saves the policy: it matches nothing.
  const unreadable = values.some((value, i) => patterns[i] === null && value.every(({ kind }) => kind === 'text'));
  const otherwise = unreadable ? MAYBE : NO;
  return (requestValue) => {
    for (let i = 0; i < patterns.length; i++) if (matchArn(patterns[i]!, requestValue)) return YES; // i < length
    return otherwise;
  };
}
