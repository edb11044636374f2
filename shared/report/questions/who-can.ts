import type { AccessLine } from '../../access/verdict.ts';
import { byCodeUnits } from '../canonical-json.ts';
import { type Asked, concerns } from './asked.ts';
import type { Asking } from './asking.ts';
import { everyTerm } from './every-term.ts';
import { narrowed, needsEveryTerm } from './narrow.ts';
import type { NamedResource } from './resolve.ts';

/**
 * Who has the capability, or may do the action, on the resource or the object inside it: the lines of the run that say
 * so, with the terms that answer, one for each principal, sorted by ARN. An action that stands under several
 * capabilities is answered by the first of them; a resource that was not read, for each service that acts on it.
 */
export function whoCan(asking: Asking, asked: Asked, resource: NamedResource): readonly AccessLine[] {
  const found = new Map<string, AccessLine>();
  for (const line of asking.run.linesOn(resource.kind === 'collected' ? resource.resourceArn : null)) {
    const key = `${line.principalArn} ${line.service}`;
    const answer = found.has(key) ? null : answerOf(asking, line, asked, resource);
    if (answer !== null) found.set(key, answer);
  }
  return [...found.values()].sort(
    (a, b) => byCodeUnits(a.principalArn, b.principalArn) || byCodeUnits(a.service, b.service),
  );
}

/** Whether one principal can, and how; null: never. */
export function canIt(asking: Asking, principalArn: string, asked: Asked, resource: NamedResource): AccessLine | null {
  for (const line of asking.linesOf(principalArn)) {
    const answer = answerOf(asking, line, asked, resource);
    if (answer !== null) return answer;
  }
  return null;
}

function answerOf(asking: Asking, line: AccessLine, asked: Asked, resource: NamedResource): AccessLine | null {
  if (!concerns(asked, line.capability)) return null;
  const told = needsEveryTerm(line, asked, resource) ? everyTerm(asking, line) : line;
  return narrowed(told, asked, resource, asking.parts);
}
