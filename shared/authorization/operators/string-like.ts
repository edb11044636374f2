import { compileParts, matchPattern } from '../../policy/pattern.ts';
import { patternParts } from '../../policy/variables.ts';
import { NO, YES } from '../truth.ts';
import type { Comparison, PolicyValues } from './comparison.ts';

/** With case; `*` any run, `?` one character (F12). Escapes and values of variables are data (G07, G08). */
export function stringLike(values: PolicyValues): Comparison {
  const patterns = values.map((value) => compileParts(patternParts(value)));
  return (requestValue) => {
    for (let i = 0; i < patterns.length; i++) if (matchPattern(patterns[i]!, requestValue)) return YES; // i < length
    return NO;
  };
}
