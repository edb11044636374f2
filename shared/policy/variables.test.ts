import { describe, expect, test } from 'vitest';
import { type KeyAnswer, UNKNOWN } from './lookup.ts';
import { compileParts, matchPattern } from './pattern.ts';
import { expandTemplate, parseTemplate, patternParts } from './variables.ts';

const VALUES: Readonly<Record<string, KeyAnswer>> = {
  'aws:username': 'David',
  'aws:principaltag/star': 'a*b',
  'aws:tagkeys': ['a', 'b'],
  'aws:currenttime': UNKNOWN,
};

/** Whether the value with its variables filled in matches the text: true, false, no value, unknown. */
function check(value: string, text: string, version: '2008-10-17' | '2012-10-17' = '2012-10-17') {
  const expansion = expandTemplate(parseTemplate(value, version), (keyId) => VALUES[keyId] ?? null);
  if (expansion.kind !== 'parts') return expansion.kind;
  return matchPattern(compileParts(patternParts(expansion.parts)), text);
}

describe('policy variables', () => {
  test.each([
    ['VA a value', '${aws:username}/*', 'David/x', true],
    ['VA a value, another request', '${aws:username}/*', 'Mary/x', false],
    ['F03 the key compares without case', '${AWS:UserName}', 'David', true],
    ['G03 a multivalued key has no value', '${aws:TagKeys}', 'a', 'no-value'],
    ['G03 a multivalued key takes the default', "${aws:TagKeys, 'd'}", 'd', true],
    ['G04 G05 no value', '${aws:PrincipalTag/none}', '', 'no-value'],
    ['G06 a default', "x-${aws:PrincipalTag/team, 'company-wide'}", 'x-company-wide', true],
    ['G06 a default is not used beside a value', "${aws:username, 'd'}", 'd', false],
    ['G06 an empty default', "x${aws:PrincipalTag/none, ''}", 'x', true],
    ['G06 a default is data', "${aws:PrincipalTag/none, 'a*'}", 'abc', false],
    ['G07 a literal star', 'a${*}b', 'axxb', false],
    ['G07 a literal star, matched', 'a${*}b', 'a*b', true],
    ['G07 a literal question mark', 'a${?}b', 'axb', false],
    ['G07 a literal dollar', '${$}{x}', '${x}', true],
    ['G08 a star in a value is no wildcard', '${aws:PrincipalTag/star}', 'axb', false],
    ['G08 a star in a value matches itself', '${aws:PrincipalTag/star}', 'a*b', true],
    ['F32 an unknown value', '${aws:CurrentTime}', 'x', 'unknown'],
  ])('%s: %s on %s: %s', (_rule, value, text, expected) => {
    expect(check(value, text)).toBe(expected);
  });

  test('G01 in a 2008 document variables and escapes are text', () => {
    expect(check('${aws:username}', 'David', '2008-10-17')).toBe(false);
    expect(check('${aws:username}', '${aws:username}', '2008-10-17')).toBe(true);
    expect(check('a${*}b', 'a${xx}b', '2008-10-17')).toBe(true);
  });

  test.each(['${', 'a${b', '${}', '${a,b}', "${a,'b}", '${a${b}'])('what is no variable is named: %s', (value) => {
    expect(parseTemplate(value, '2012-10-17').invalid).not.toBeNull();
  });
});
