import { describe, expect, test } from 'vitest';
import { answerLine, LineAnswers } from './answer-line.ts';

const seed = Number(process.env['NIGHTJAR_SEED'] ?? 20261121);

/** A small generator of its own: the same seed, the same lines. */
function seeded(from: number): (below: number) => number {
  let state = from >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const statement = {
  Effect: 'Allow',
  Action: 's3:*',
  Resource: 'arn:aws:s3:::b/*',
  Condition: { Bool: { 'a"{}\\': true } },
};
const policy = { name: 'p"}{', document: { Version: '2012-10-17', Statement: [statement] } };
const request = {
  principal: 'arn:aws:iam::111111111111:user/u',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/k"{}\\',
};
const LINES: readonly string[] = [
  { id: 'a', request, identityPolicies: [policy] },
  { id: 'b{"', request: { ...request, context: { 'a"{}\\': 'true' } }, identityPolicies: [policy], unknown: 1 },
  { id: 7, request, resourcePolicy: policy, serviceControlPolicies: [[policy], [policy]] },
  { request, identityPolicies: null },
  { id: null, request },
  { identityPolicies: [policy], id: 'late', request },
  { id: { nested: 1 }, request, identityPolicies: [policy] },
  { id: 'twice', request, identityPolicies: [policy], facts: { s3: null, kms: { state: 'Disabled' } } },
].map((line) => JSON.stringify(line));
const EXTRA: readonly string[] = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  ' ',
  '\t',
  '0',
  'null',
  '"request":{}',
  '"id":1,',
  ',"id":2',
];

describe(`remembering worlds changes no answer (seed ${seed})`, () => {
  test('20,000 lines, most of them damaged in one or two places', () => {
    const below = seeded(seed);
    const answers = new LineAnswers();
    let errors = 0;
    for (let n = 1; n <= 20_000; n++) {
      let text = LINES[below(LINES.length)] ?? '';
      for (let times = below(3); times > 0; times--) {
        const at = below(text.length + 1);
        const extra = EXTRA[below(EXTRA.length)] ?? '';
        text = below(2) === 0 ? text.slice(0, at) + extra + text.slice(at) : text.slice(0, at) + text.slice(at + 1);
      }
      const expected = answerLine(text, n);
      if ('error' in expected) errors++;
      expect(answers.answer(text, n), text).toEqual(expected);
    }
    expect(errors).toBeGreaterThan(5_000);
    expect(errors).toBeLessThan(19_000);
  });

  test('more worlds than are remembered', () => {
    const answers = new LineAnswers();
    const long = 'x'.repeat(3_000_000);
    for (let round = 0; round < 3; round++) {
      for (let n = 0; n < 8; n++) {
        const line = JSON.stringify({ id: n, request, identityPolicies: [{ ...policy, name: `${long}${n}` }] });
        expect(answers.answer(line, n)).toEqual(answerLine(line, n));
      }
    }
  });
});
