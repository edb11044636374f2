import { byCodeUnits } from '../canonical-json.ts';
import type { Manifest } from '../manifest.ts';

/** Subjects named before the rest is counted. */
const MOST_NAMED = 5;

/** One line: what could not be judged in the run, and therefore in any answer from it. */
export function completenessWords({ completeness, status }: Manifest): string {
  const { notCollected, notEvaluated } = completeness;
  const parts: string[] = [];
  if (notCollected.length > 0) parts.push(`not collected: ${named(notCollected)}`);
  if (notEvaluated.length > 0) parts.push(`not evaluated: ${named(notEvaluated)}`);
  if (status !== 'complete') parts.push(`the run is ${status}`);
  return parts.length === 0
    ? 'completeness: all that was read was judged, and nothing is known to be missing'
    : `completeness: ${parts.join('; ')}`;
}

function named(notes: readonly { readonly subject: string }[]): string {
  const subjects = [...new Set(notes.map(({ subject }) => subject))].sort(byCodeUnits);
  const shown = subjects.slice(0, MOST_NAMED).join(', ');
  const rest = subjects.length - MOST_NAMED;
  return rest > 0 ? `${shown} and ${rest} more (manifest.json names them)` : shown;
}
