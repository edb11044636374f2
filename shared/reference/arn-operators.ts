import type { Truth } from '../authorization/decision.ts';
import { truthOf } from './truth.ts';
import { matches, type Piece } from './wildcard.ts';

/**
 * ArnEquals and ArnLike are the same, and so are their negated twins: case-sensitive, the six components compared one
 * by one, wildcards inside each; a wildcard never crosses one of the first five colons (F13, E20). A request's
 * text that is no ARN matches nothing; a policy's text that is none is `unknown`, but for what
 * variables make of it, which AWS cannot know when it saves the policy: that matches nothing.
 */
export function arnMatches(pattern: readonly Piece[], requestValue: string, fromVariable: boolean): Truth {
  const patternParts = sixParts(pattern, (piece) => piece.kind === 'character' && piece.character === ':');
  const valueParts = sixParts(requestValue.split(''), (character) => character === ':');
  if (patternParts === null) return fromVariable ? 'false' : 'unknown';
  if (valueParts === null) return 'false';
  return truthOf(patternParts.every((part, index) => matches(part, (valueParts[index] ?? []).join(''))));
}

/** Splits at the first five separators; what follows the fifth is one part. Null where there are fewer. */
function sixParts<T>(items: readonly T[], isSeparator: (item: T) => boolean): T[][] | null {
  const parts: T[][] = [[]];
  for (const item of items) {
    if (parts.length < 6 && isSeparator(item)) parts.push([]);
    else parts.at(-1)?.push(item);
  }
  return parts.length === 6 ? parts : null;
}
