import { CAPABILITIES } from '../../shared/catalog/capability.ts';
import { type Asked, askedOf } from '../../shared/report/questions/asked.ts';
import { Asking } from '../../shared/report/questions/asking.ts';
import { completenessWords } from '../../shared/report/questions/completeness.ts';
import { refusable } from '../../shared/report/questions/refusable.ts';
import {
  type NamedPrincipal,
  type NamedResource,
  resolvePrincipal,
  resolveResource,
} from '../../shared/report/questions/resolve.ts';

import { InputError, type Terminal } from '../cli/command.ts';
import type { ParsedOptions } from '../cli/options.ts';
import { openRunFolder, unresolvedError } from './open.ts';

/** The options of every question about a run. */
export const QUESTION_OPTIONS = { values: ['in', 'account'], flags: ['json'] } as const;

/** The lines of `--help` for those options. */
export const QUESTION_USAGE = `  --in RUN      a run folder, or the newest run of what \`analyze\` or \`night --out\` wrote
  --account ID  which account's run, where there are several`;

/** Opens the run that the options name. */
export function openAsked(options: ParsedOptions): Asking {
  return new Asking(openRunFolder(options.required('in'), options.value('account')));
}

/** CAPABILITY|ACTION, or an `InputError` that says what there is. */
export function askedFor(text: string): Asked {
  const asked = askedOf(text);
  if (asked !== null) return asked;
  throw new InputError(
    `expected one of ${CAPABILITIES.join(', ')} or an action such as s3:GetObject, found \`${text}\``,
  );
}

export function principalOf({ run }: Asking, text: string): NamedPrincipal {
  const resolved = resolvePrincipal(run, text);
  if ('found' in resolved) return resolved.found;
  throw unresolvedError('principal', text, resolved.unresolved);
}

export function resourceOf({ run }: Asking, text: string): NamedResource {
  const resolved = resolveResource(run, text);
  if ('found' in resolved) return resolved.found;
  throw unresolvedError('resource', text, resolved.unresolved);
}

/** An action that is never put to such a resource is a slip of the person who asks, no "nobody". */
export function checkActsOn(asking: Asking, asked: Asked, resource: NamedResource): void {
  if (asked.kind === 'capability' || refusable(asking, asked, resource).length > 0) return;
  const what = resource.kind === 'none' ? 'a request without a collected resource' : `\`${resource.arn}\``;
  throw new InputError(`expected an action on ${what}, found \`${asked.action.id}\``);
}

/** The last line of every question, for people: what could not be judged. */
export function sayCompleteness({ run }: Asking, terminal: Terminal): void {
  terminal.err(`${completenessWords(run.manifest)}\n`);
}
