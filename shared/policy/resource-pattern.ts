import { arnComponents } from './arn.ts';
import { compileParts, matchPattern, type Pattern, type PatternPart, type StepCounter } from './pattern.ts';
import { patternParts, type TemplatePart } from './variables.ts';

/**
 * A pattern of Resource or NotResource (E18 to E20, `reference_policies_elements_resource.html`).
 *
 * A `*` that ends one of the first five segments may run over the colons that follow; inside a segment it may not; in
 * the resource part colons are ordinary characters. An ARN with fewer than six segments is completed with `*` (`reference-arns.html`, note on incomplete ARNs): it matches as written or completed.
 */
export interface ResourcePattern {
  readonly alternatives: readonly Pattern[];
  /** The service the pattern names; null for `*`, and where a wildcard stands there: AWS saves no such policy. */
  readonly service: string | null;
  /** True where the pattern covers every ARN of its service (or of all): what matches an action without a resource (E21). */
  readonly wholeService: boolean;
}

/** Compiles the expanded parts of one Resource value. */
export function compileResourcePattern(parts: readonly TemplatePart[]): ResourcePattern {
  const pieces = completeShorthand(patternParts(parts));
  const segments = splitAtColons(pieces);
  const service = segments.length >= 3 ? literalOf(segments[2]!) : null; // three or more, just asked
  const alternatives = [compileParts(boundToSegments(segments))];
  if (segments.length > 1 && segments.length < 6) {
    const completed = [...segments];
    while (completed.length < 6) completed.push([STAR]);
    alternatives.push(compileParts(boundToSegments(completed)));
  }
  return { alternatives, service, wholeService: coversService(segments, service) };
}

/** True where the resource's ARN matches. */
export function matchResource(pattern: ResourcePattern, arn: string, counter?: StepCounter): boolean {
  for (const alternative of pattern.alternatives) if (matchPattern(alternative, arn, counter)) return true;
  return false;
}

/** True where the pattern reaches a request without a resource (`*`), made to `service` (E21). */
export function matchNoResource(pattern: ResourcePattern, service: string): boolean {
  return pattern.wholeService && (pattern.service === null || pattern.service === service);
}

const STAR: PatternPart = { kind: 'wildcard', wildcard: '*' };
const COLON: PatternPart = { kind: 'literal', text: ':' };
const API_SHORTHAND = 'execute-api:/';

/** API Gateway resource policies may say `execute-api:/stage/…` for the API's own ARN (apigateway-resource-policies). */
function completeShorthand(pieces: PatternPart[]): PatternPart[] {
  const first = pieces[0];
  if (first?.kind !== 'literal' || !first.text.startsWith(API_SHORTHAND)) return pieces;
  const rest = first.text.slice(API_SHORTHAND.length - 1);
  const literal = (text: string): PatternPart => ({ kind: 'literal', text });
  return [
    literal('arn:'),
    STAR,
    literal(':execute-api:'),
    STAR,
    COLON,
    STAR,
    COLON,
    STAR,
    literal(rest),
    ...pieces.slice(1),
  ];
}

/** Cuts the pieces at their first five colons. */
function splitAtColons(pieces: readonly PatternPart[]): PatternPart[][] {
  const segments: PatternPart[][] = [[]];
  let open = segments[0]!; // just made
  for (const piece of pieces) {
    if (piece.kind === 'wildcard' || segments.length === 6) {
      open.push(piece);
      continue;
    }
    const texts = arnComponents(piece.text);
    let from = 0;
    for (let i = 0; i < texts.length; i++) {
      const text = texts[i]!; // i < length
      if (i > 0) {
        if (segments.length === 6) {
          open.push({ kind: 'literal', text: piece.text.slice(from - 1) });
          break;
        }
        open = [];
        segments.push(open);
      }
      from += text.length + 1;
      if (text !== '') open.push({ kind: 'literal', text });
    }
  }
  return segments;
}

/** Joins the segments again, wildcards of the first five bound to their segment unless a star ends it. */
function boundToSegments(segments: readonly (readonly PatternPart[])[]): PatternPart[] {
  const pieces: PatternPart[] = [];
  for (let s = 0; s < segments.length; s++) {
    const segment = segments[s]!; // s < length
    if (s > 0) pieces.push(COLON);
    for (let i = 0; i < segment.length; i++) {
      const piece = segment[i]!; // i < length
      if (piece.kind === 'literal' || s === 5) pieces.push(piece);
      else if (piece.wildcard === '*' && i === segment.length - 1) pieces.push(piece);
      else pieces.push({ kind: 'wildcard', wildcard: piece.wildcard === '?' ? '?-in-segment' : '*-in-segment' });
    }
  }
  return pieces;
}

function literalOf(segment: readonly PatternPart[]): string | null {
  let text = '';
  for (const piece of segment) {
    if (piece.kind === 'wildcard') return null;
    text += piece.text;
  }
  return text;
}

function coversService(segments: readonly (readonly PatternPart[])[], service: string | null): boolean {
  const stars = (segment: readonly PatternPart[]): boolean =>
    segment.length > 0 && segment.every((piece) => piece.kind === 'wildcard' && piece.wildcard === '*');
  if (segments.length === 1) return stars(segments[0]!); // one segment, just asked
  if (service === null) return false;
  // Region and account may be empty: some services' ARNs carry neither (`arn:aws:s3:::*` is AWS's own example).
  return segments.slice(3).every((segment, i) => stars(segment) || (segment.length === 0 && i < 2));
}
