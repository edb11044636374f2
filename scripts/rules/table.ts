import { ELSEWHERE } from './elsewhere.ts';
import { RULES } from './rules.ts';

/** A test that passed: its file from the root, and its full title. */
export interface PassedTest {
  readonly file: string;
  readonly title: string;
}

/** Files named per rule; the rest are counted by their being more. */
const MOST_FILES = 4;

/** RULES.md: each rule with the tests that show it, or where it is held or named as not evaluated. */
export function rulesTable(tests: readonly PassedTest[]): string {
  const filesOf = new Map<string, Set<string>>();
  for (const { file, title } of tests) {
    for (const id of idsIn(title)) filesOf.set(id, (filesOf.get(id) ?? new Set()).add(file));
  }
  const rows = RULES.map(([id, words]) => `| ${id} | ${words} | ${shownBy(id, filesOf.get(id))} |`);
  const decided = RULES.filter(([id]) => id < 'J');
  const shown = decided.filter(([id]) => filesOf.has(id)).length;
  return [
    '# The rules and what shows them',
    '',
    'Built from the test report by `npm run rules`; `npm test` fails where it is not current. Each rule of policy evaluation has an id; a test carries the ids of the rules that it shows in its title.',
    '',
    `Of the ${decided.length} rules of sections A to I, which decide single requests, ${shown} are shown by tests (${((100 * shown) / decided.length).toFixed(1)} %).`,
    '',
    '| rule | in a few words | shown by, or held where |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function shownBy(id: string, files: ReadonlySet<string> | undefined): string {
  if (files === undefined) return ELSEWHERE[id] ?? '**nothing**';
  const sorted = [...files].sort();
  const named = sorted
    .slice(0, MOST_FILES)
    .map((file) => `\`${file}\``)
    .join(', ');
  return sorted.length > MOST_FILES ? `${named} and ${sorted.length - MOST_FILES} more` : named;
}

/** Ids and ranges of ids (`B01–B12`) in a title. */
export function idsIn(title: string): readonly string[] {
  const ids: string[] = [];
  for (const [, letter = '', first = '', other = '', last] of title.matchAll(
    /\b([A-M])(\d{2})(?:\s*[–-]\s*([A-M]?)(\d{2}))?\b/g,
  )) {
    const end = last !== undefined && (other === '' || other === letter) ? Number(last) : Number(first);
    for (let number = Number(first); number <= end; number++) ids.push(letter + String(number).padStart(2, '0'));
  }
  return ids;
}

/** Rules that neither a test shows nor anything names. */
export function unheld(tests: readonly PassedTest[]): readonly string[] {
  const shown = new Set(tests.flatMap(({ title }) => idsIn(title)));
  return RULES.map(([id]) => id).filter((id) => !shown.has(id) && ELSEWHERE[id] === undefined);
}
