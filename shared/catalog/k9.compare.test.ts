import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { casesFolder } from '../../scripts/checks/cases.ts';
import { CAPABILITIES, type Capability } from './capability.ts';
import { findAction } from './catalog.ts';
import { DIFFERENCES, GAPS, NO_ACTIONS } from './testing/k9-differences.ts';

const folder = casesFolder();
const absent = folder === null;
const title = absent ? 'another product’s lists (not present, passed by): ' : 'another product’s lists: ';

/** Action → capabilities, as published: service → capability → actions. */
function published(): ReadonlyMap<string, ReadonlySet<string>> {
  const file = resolve(folder ?? '', 'k9-capabilities/published.json');
  const lists = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string[]>>; // its known shape
  const byAction = new Map<string, Set<string>>();
  for (const service of Object.values(lists)) {
    for (const [capability, actions] of Object.entries(service)) {
      for (const action of actions) {
        const known = byAction.get(action);
        if (known === undefined) byAction.set(action, new Set([capability]));
        else known.add(capability);
      }
    }
  }
  return byAction;
}

function text(capabilities: { has(capability: Capability): boolean }): string {
  return CAPABILITIES.filter((capability) => capabilities.has(capability)).join(' ');
}

test.skipIf(absent)(`rule 9: ${title}every difference is a decision with a reason`, () => {
  const explained = new Map(
    DIFFERENCES.flatMap((difference) =>
      difference.actions
        .split(' ')
        .map((id) => [id, `${text(new Set(difference.theirs))} → ${text(new Set(difference.ours))}`] as const),
    ),
  );
  const found = new Map<string, string>();
  const unknown: string[] = [];
  let same = 0;
  for (const [id, theirs] of published()) {
    const action = findAction(id);
    if (action === null) {
      unknown.push(id);
      continue;
    }
    const [before, after] = [text(theirs), text(new Set(action.capabilities))];
    if (before === after) same += 1;
    else found.set(id, `${before} → ${after}`);
  }
  expect(unknown.sort().join(' ')).toBe(NO_ACTIONS);
  expect([...found].sort()).toEqual([...explained].sort());
  expect(same).toBeGreaterThan(found.size);
});

test.skipIf(absent)(`rule 9: ${title}their known gaps are placed here`, () => {
  const theirs = published();
  for (const [id, capabilities] of Object.entries(GAPS)) {
    expect(theirs.has(id), id).toBe(false);
    expect(findAction(id)?.capabilities, id).toEqual(capabilities);
  }
});

test('no action is explained twice, and every reason says something', () => {
  const ids = DIFFERENCES.flatMap((difference) => difference.actions.split(' '));
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(DIFFERENCES.filter((difference) => difference.reason.length < 10)).toEqual([]);
});
