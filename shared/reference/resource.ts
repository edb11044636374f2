import type { PatternList, PolicyVersion } from '../policy/model.ts';
import { serviceOfAction } from './arn.ts';
import type { Context } from './context.ts';
import { expand } from './policy-variables.ts';
import { matches, type Piece, wildcards } from './wildcard.ts';

/**
 * Whether the statement's Resource or NotResource covers the resource. NotResource covers everything that is not listed (E22).
 *
 * Pages: IAM/latest/UserGuide/reference_policies_elements_resource.html, …_notresource.html
 */
export function coversResource(
  element: PatternList,
  version: PolicyVersion,
  context: Context,
  action: string,
  resource: string,
): boolean {
  const listed = element.patterns.some((pattern) => covers(pattern, version, context, action, resource));
  return element.negated ? !listed : listed;
}

function covers(pattern: string, version: PolicyVersion, context: Context, action: string, resource: string): boolean {
  if (version === '2012-10-17' && variableBeforeFifthColon(pattern)) return false;
  const pieces = expand(withoutShorthand(pattern), version, context);
  // A variable without value: the pattern matches no resource (G04); in NotResource it excludes none.
  if (pieces === null) return false;
  const arns = resource === '*' ? everyResourceOf(serviceOfAction(action)) : [resource];
  return arns.some((arn) => matchesArn(pieces, arn) || matchesArn(completed(pieces), arn));
}

/**
 * An ARN with fewer than six fields is completed: `arn:aws:sqs` is `arn:aws:sqs:*:*:*`.
 *
 * Page: IAM/latest/UserGuide/reference-arns.html
 */
function completed(pieces: readonly Piece[]): readonly Piece[] {
  const colons = pieces.filter((piece) => piece.kind === 'character' && piece.character === ':').length;
  if (colons === 0 || colons >= 5) return pieces;
  return [...pieces, ...wildcards(':*'.repeat(5 - colons))];
}

/** `execute-api:/stage/…` stands for the API's own ARN (apigateway-resource-policies-examples). */
function withoutShorthand(pattern: string): string {
  return pattern.startsWith('execute-api:/')
    ? `arn:*:execute-api:*:*:*${pattern.slice('execute-api:'.length)}`
    : pattern;
}

/** Variables stand only after the fifth colon of a Resource (G02); colons inside a variable do not count. */
function variableBeforeFifthColon(pattern: string): boolean {
  const start = pattern.indexOf('${');
  return start >= 0 && pattern.slice(0, start).split(':').length - 1 < 5;
}

/**
 * An action without resource is covered by `*` and by a pattern that matches every ARN of its service (E21): one that
 * matches an ARN about which nothing but the service is known. Some services' ARNs carry no region, or neither region
 * nor account: `arn:aws:s3:::*` is AWS's own example.
 */
function everyResourceOf(service: string): string[] {
  const unknown = '\u{e000}';
  return ['aws', 'aws-cn', 'aws-us-gov'].flatMap((partition) => [
    `arn:${partition}:${service}:::${unknown}`,
    `arn:${partition}:${service}::${unknown}:${unknown}`,
    `arn:${partition}:${service}:${unknown}:${unknown}:${unknown}`,
  ]);
}

/**
 * Case-sensitive (E18). `*` takes any run, `/` included (E19); only as the last character of its segment may it run
 * on over colons, and `?` never takes one (E20). After the ARN's fifth colon, colons are ordinary characters.
 */
function matchesArn(pieces: readonly Piece[], resource: string): boolean {
  const separators = firstFiveColons(resource);
  return matches(pieces, resource, (pieceIndex, textIndex) => {
    if (!separators.has(textIndex)) return true;
    return pieces[pieceIndex]?.kind === 'run' && endsSegment(pieces, pieceIndex);
  });
}

function firstFiveColons(text: string): Set<number> {
  const places = text.split('').flatMap((character, index) => (character === ':' ? [index] : []));
  return new Set(places.slice(0, 5));
}

function endsSegment(pieces: readonly Piece[], index: number): boolean {
  const next = pieces[index + 1];
  return next === undefined || (next.kind === 'character' && next.character === ':');
}
