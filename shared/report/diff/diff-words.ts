import type { AccessLine } from '../../access/verdict.ts';
import { byCodeUnits } from '../canonical-json.ts';
import type { PartsOfResources } from '../questions/parts.ts';
import { summaryOf } from '../questions/summary.ts';
import type { Edit } from './edits.ts';
import type { Difference, RunDiff } from './run-diff.ts';

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

/** The differences line by line: what, whose, what it is now, and what caused it. */
export function diffLines(
  { differences }: RunDiff,
  before: PartsOfResources,
  after: PartsOfResources,
): readonly string[] {
  return differences.map((difference) => {
    const { change, of, causes } = difference;
    const words = [SIGNS[change], of, ...differenceWords(difference, before, after), causesWords(causes)];
    return words.filter((word) => word !== '').join('  ');
  });
}

function differenceWords(difference: Difference, before: PartsOfResources, after: PartsOfResources): readonly string[] {
  if (difference.of === 'access') {
    const { before: old, after: now } = difference;
    const line = now ?? old;
    if (line === null) return [];
    const where = line.resourceArn ?? `${line.service}:*`;
    return [line.principalArn, line.capability, where, ...lineWords(old, now, before, after)];
  }
  const { before: old, after: now } = difference;
  return [(now ?? old)?.arn ?? '', old !== null && now !== null ? changedFields(old, now) : ''];
}

function lineWords(
  old: AccessLine | null,
  now: AccessLine | null,
  before: PartsOfResources,
  after: PartsOfResources,
): readonly string[] {
  const [was, is] = [old === null ? '' : wayWords(old, before), now === null ? '' : wayWords(now, after)];
  if (old === null || now === null) return [was + is];
  const [had, has] = [actionsOf(old), actionsOf(now)];
  const actions = [
    ...has.filter((action) => !had.includes(action)).map((action) => `+${action}`),
    ...had.filter((action) => !has.includes(action)).map((action) => `-${action}`),
  ];
  if (was === is && actions.length === 0) return [is, 'in other ways'];
  return [was === is ? is : `${was} => ${is}`, actions.join(' ')];
}

function actionsOf({ terms }: AccessLine): readonly string[] {
  return [...new Set(terms.flatMap(({ actions }) => actions))].sort(byCodeUnits);
}

function wayWords(line: AccessLine, parts: PartsOfResources): string {
  const { conditions, scope, path } = summaryOf(line, parts);
  return [
    line.verdict,
    conditions === 'always' ? '' : `if ${conditions}`,
    scope === '' ? '' : `on ${scope}`,
    path === 'direct' ? '' : path,
  ]
    .filter((word) => word !== '')
    .join(', ');
}

function changedFields(before: object, after: object): string {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort();
  return names.filter((name) => JSON.stringify(old.get(name)) !== JSON.stringify(now.get(name))).join(', ');
}

function causesWords(causes: readonly Edit[]): string {
  return causes.length === 0 ? 'cause not known' : `by ${causes.map(editWords).join('; ')}`;
}

/** One edit in words. */
export function editWords({ kind, change, subject, detail }: Edit): string {
  return `${kind}${detail === '' ? '' : ` ${detail}`} ${change} on ${subject}`;
}
