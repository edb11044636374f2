import type { AccessLine } from '../../access/verdict.ts';
import { byCodeUnits } from '../canonical-json.ts';
import type { Run } from '../read-run.ts';
import { type Asked, askedText, concerns } from './asked.ts';
import { everyTerm } from './every-term.ts';
import { narrowed, needsEveryTerm } from './narrow.ts';
import { PartsOfResources } from './parts.ts';
import type { NamedResource } from './resolve.ts';

/** A run, with what questions about it compute once. */
export interface Asking {
  readonly run: Run;
  readonly parts: PartsOfResources;
}

export function asking(run: Run): Asking {
  return { run, parts: new PartsOfResources(() => run.accounts()) };
}

/**
 * Who has the capability, or may do the action, on the resource or the object inside it: the lines of the run that say
 * so, with the terms that answer, one for each principal, sorted by ARN. An action that stands under several
 * capabilities is answered by the first of them; a resource that was not read is answered for each service that acts on it.
 */
export function whoCan(asking: Asking, asked: Asked, resource: NamedResource): readonly AccessLine[] {
  const found = new Map<string, AccessLine>();
  for (const line of asking.run.accessLines()) {
    if (!concerns(asked, line.capability)) continue;
    const answer = answerOf(asking, line, asked, resource);
    if (answer === null) continue;
    const key = `${line.principalArn} ${line.service}`;
    if (!found.has(key)) found.set(key, answer);
  }
  return [...found.values()].sort(
    (a, b) => byCodeUnits(a.principalArn, b.principalArn) || byCodeUnits(a.service, b.service),
  );
}

/** Whether one principal can, and how; null: never. */
export function canIt(asking: Asking, principalArn: string, asked: Asked, resource: NamedResource): AccessLine | null {
  for (const line of asking.run.accessLines()) {
    if (line.principalArn !== principalArn || !concerns(asked, line.capability)) continue;
    const answer = answerOf(asking, line, asked, resource);
    if (answer !== null) return answer;
  }
  return null;
}

function answerOf({ run, parts }: Asking, line: AccessLine, asked: Asked, resource: NamedResource): AccessLine | null {
  if (!needsEveryTerm(line, asked, resource)) return narrowed(line, asked, resource, parts);
  const whole = everyTerm(run.accounts(), line);
  return narrowed(whole, asked, resource, parts);
}

export { askedText };
