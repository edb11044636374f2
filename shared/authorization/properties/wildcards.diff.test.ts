import { expect, test } from 'vitest';
import { compilePattern, matchPattern } from '../../policy/pattern.ts';
import { matches, wildcards } from '../../reference/wildcard.ts';

const ALPHABET = ['a', 'b', '*', '?'];

function textsUpTo(length: number): string[] {
  const texts = [''];
  let longest = texts;
  for (let i = 0; i < length; i += 1) {
    longest = longest.flatMap((text) => ALPHABET.map((character) => text + character));
    texts.push(...longest);
  }
  return texts;
}

test('E14, F12 every pattern of up to 4 characters against every text of up to 5, as the reference matches them', () => {
  const patterns = textsUpTo(4);
  const texts = textsUpTo(5);
  const wrong: string[] = [];
  for (const pattern of patterns) {
    const compiled = compilePattern(pattern);
    const pieces = wildcards(pattern);
    for (const text of texts) {
      if (matchPattern(compiled, text) !== matches(pieces, text)) wrong.push(`\`${pattern}\` on \`${text}\``);
    }
  }
  expect(patterns.length * texts.length).toBe(341 * 1365);
  expect(wrong).toEqual([]);
});
