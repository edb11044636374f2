import { compileParts, matchWithin, type Pattern, type PatternPart, type StepCounter } from './pattern.ts';
import { patternParts, type TemplatePart } from './variables.ts';

/**
 * The pattern of an ARN condition operator (F13): six components compared one by one, wildcards inside each, none of
 * them over one of the first five colons. Null where the text has fewer than six components: it matches no ARN.
 */
export type ArnPattern = readonly Pattern[] | null;

export function compileArnPattern(parts: readonly TemplatePart[]): ArnPattern {
  const segments: PatternPart[][] = [[]];
  for (const piece of patternParts(parts)) {
    if (piece.kind === 'wildcard') {
      segments.at(-1)?.push(piece);
      continue;
    }
    let rest = piece.text;
    while (segments.length < 6 && rest.includes(':')) {
      const colon = rest.indexOf(':');
      if (colon > 0) segments.at(-1)?.push({ kind: 'literal', text: rest.slice(0, colon) });
      segments.push([]);
      rest = rest.slice(colon + 1);
    }
    if (rest !== '') segments.at(-1)?.push({ kind: 'literal', text: rest });
  }
  return segments.length < 6 ? null : segments.map(compileParts);
}

/** True where the text is an ARN and each of its six components matches. Case-sensitive (F13). */
export function matchArn(pattern: ArnPattern, text: string, counter?: StepCounter): boolean {
  if (pattern === null) return false;
  let from = 0;
  for (let i = 0; i < 5; i++) {
    const colon = text.indexOf(':', from);
    if (colon < 0 || !matchWithin(pattern[i]!, text, from, colon, counter)) return false; // six patterns
    from = colon + 1;
  }
  return matchWithin(pattern[5]!, text, from, text.length, counter); // six patterns
}
