import { describe, expect, test } from 'vitest';
import {
  compileFoldedPattern,
  compileParts,
  compilePattern,
  matchPattern,
  type PatternPart,
  type StepCounter,
} from './pattern.ts';

/** The definition, written for reading: what the loop is held against. */
function defined(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const [first, rest] = [pattern[0], pattern.slice(1)];
  if (first === '*') return defined(rest, text) || (text !== '' && defined(pattern, text.slice(1)));
  return text !== '' && (first === '?' || first === text[0]) && defined(rest, text.slice(1));
}

function textsUpTo(length: number, alphabet: string): string[] {
  const all = [''];
  for (let from = 0, n = 1; n <= length; n++) {
    const until = all.length;
    for (; from < until; from++) for (const character of alphabet) all.push(`${all[from]}${character}`);
  }
  return all;
}

describe('E14 E19 F12: `*` is any run, `?` exactly one character', () => {
  test('every pattern of up to 4 and every text of up to 5 characters over a, b, *, ?', () => {
    const texts = textsUpTo(5, 'ab*?');
    let wrong = 0;
    let compared = 0;
    for (const pattern of textsUpTo(4, 'ab*?')) {
      const compiled = compilePattern(pattern);
      for (const text of texts) {
        compared++;
        if (matchPattern(compiled, text) !== defined(pattern, text)) wrong++;
      }
    }
    expect({ compared, wrong }).toEqual({ compared: 341 * 1365, wrong: 0 });
  });

  test.each([
    ['home/*', 'home/', true],
    ['home/?', 'home/', false],
    ['*', '', true],
    ['?', '', false],
    ['a*b*c', 'aXbYbZc', true],
    ['a*b*c', 'aXbYbZ', false],
    ['[a]?c', '[a]bc', true],
    ['[a]?c', 'abc', false],
  ])('%s on %s: %s', (pattern, text, expected) => {
    expect(matchPattern(compilePattern(pattern), text)).toBe(expected);
  });

  test('E14: a folded pattern compares without case', () => {
    const pattern = compileFoldedPattern('S3:get*OBJECT');
    expect(matchPattern(pattern, 's3:getversionedobject')).toBe(true);
    expect(matchPattern(pattern, 's3:putobject')).toBe(false);
  });
});

describe('G07 G08: literal pieces are data', () => {
  const check = (parts: readonly PatternPart[], text: string): boolean => matchPattern(compileParts(parts), text);
  const literal = (text: string): PatternPart => ({ kind: 'literal', text });
  const wildcard = (of: '*' | '?'): PatternPart => ({ kind: 'wildcard', wildcard: of });

  test('a literal `*` matches itself alone', () => {
    expect(check([literal('a'), literal('*'), literal('b')], 'a*b')).toBe(true);
    expect(check([literal('a'), literal('*'), literal('b')], 'axxb')).toBe(false);
  });

  test('a literal `*` beside a wildcard', () => {
    expect(check([literal('*'), wildcard('*')], '*abc')).toBe(true);
    expect(check([literal('*'), wildcard('*')], 'abc')).toBe(false);
    expect(check([wildcard('?'), literal('?')], 'a?')).toBe(true);
    expect(check([wildcard('?'), literal('?')], 'ab')).toBe(false);
  });
});

describe('matching stays within pattern × text steps', () => {
  const adversaries: [string, string, string][] = [
    ['stars between letters', '*a'.repeat(40), `${'a'.repeat(300)}b`],
    ['stars that almost match', `${'*a'.repeat(100)}*b`, 'a'.repeat(2000)],
    ['question marks', `*${'?'.repeat(200)}b`, 'a'.repeat(2000)],
    ['a longest policy of stars', `arn:aws:s3:::${'*a'.repeat(3000)}c`, `arn:aws:s3:::${'a'.repeat(6000)}`],
  ];
  test.each(adversaries)('%s', (_name, pattern, text) => {
    const counter: StepCounter = { steps: 0 };
    matchPattern(compilePattern(pattern), text, counter);
    expect(counter.steps).toBeGreaterThan(0);
    expect(counter.steps).toBeLessThanOrEqual((pattern.length + 1) * (text.length + 1));
  });

  test('wildcards bound to a segment behind a free star', () => {
    const parts: PatternPart[] = [{ kind: 'wildcard', wildcard: '*' }];
    for (let i = 0; i < 50; i++) {
      parts.push({ kind: 'literal', text: 'a' }, { kind: 'wildcard', wildcard: '*-in-segment' });
    }
    parts.push({ kind: 'literal', text: 'b' });
    const text = 'a'.repeat(500);
    const counter: StepCounter = { steps: 0 };
    expect(matchPattern(compileParts(parts), text, counter)).toBe(false);
    expect(counter.steps).toBeLessThanOrEqual((parts.length + 1) * (text.length + 1));
  });
});
