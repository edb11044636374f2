import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decide } from '../../shared/authorization/decide.ts';
import { difference } from '../../shared/authorization/testing/difference.ts';
import { answer } from '../../shared/authorization/testing/engines.ts';
import type { Question } from '../../shared/authorization/testing/question.ts';
import { referenceDecide } from '../../shared/reference/decide.ts';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const SEED = 3;
/** The first case that a run writes. */
const CASE = `corpus/seed-${SEED}-1.json`;

/** A wrong rule: what it gets wrong, and the line of the engine that it replaces. */
interface Planted {
  readonly title: string;
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
}

const PLANTED: readonly Planted[] = [
  {
    title: 'D01 SCPs bind the management account',
    file: 'authorization/layers/service-control-policy.ts',
    right: 'if (question.request.principalAccount?.managementAccount === true) return false;',
    wrong: '',
  },
  {
    title: 'D13 RCPs bind the management account’s resources',
    file: 'authorization/layers/resource-control-policy.ts',
    right: 'if (question.request.resourceAccount?.managementAccount === true) return false;',
    wrong: '',
  },
  {
    title: 'B02 a role’s ARN passes over its boundary',
    file: 'authorization/ways.ts',
    right: '{ forms: ROLE | FEDERATING_USER, limits: BOUNDARY | SESSION_POLICY }',
    wrong: '{ forms: ROLE | FEDERATING_USER, limits: SESSION_POLICY }',
  },
  {
    title: 'C05 a federated session without session policy is not limited',
    file: 'authorization/layers/session-policy.ts',
    right: 'question.world.sessionPolicies ?? NONE',
    wrong: 'question.world.sessionPolicies',
  },
  {
    title: 'E11 NotPrincipal spares principals with a boundary',
    file: 'authorization/principal.ts',
    right: 'if (!allows && question.hasBoundary) return EVERYONE;',
    wrong: '',
  },
  {
    title: 'E14 `?` in a pattern is an ordinary character',
    file: 'policy/pattern.ts',
    right: "'?': ONE,",
    wrong: "'?': 63,",
  },
  {
    title: 'F12 StringEqualsIgnoreCase heeds the case of the request',
    file: 'authorization/operators/string-equals.ts',
    right: 'return (requestValue) => among(requestValue.toLowerCase());',
    wrong: 'return (requestValue) => among(requestValue);',
  },
  {
    title: 'F15 NumericLessThanEquals leaves the equal out',
    file: 'authorization/operators/operators.ts',
    right: 'NumericLessThanEquals: is(numeric((order) => order <= 0)),',
    wrong: 'NumericLessThanEquals: is(numeric((order) => order < 0)),',
  },
  {
    title: 'F08 ForAnyValue holds without the key',
    file: 'authorization/condition.ts',
    right: "if (condition.quantifier !== null) return condition.quantifier === 'ForAllValues' ? YES : NO;",
    wrong: 'if (condition.quantifier !== null) return YES;',
  },
  {
    title: 'G08 a wildcard in a variable’s value is a wildcard',
    file: 'policy/variables.ts',
    right: "else if (typeof answer === 'string') parts.push({ kind: 'escape', text: answer });",
    wrong: "else if (typeof answer === 'string') parts.push({ kind: 'text', text: answer });",
  },
];

describe(`fuzzing finds each of ${PLANTED.length} wrong rules in a copy of the engine (seed ${SEED})`, () => {
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'nightjar-planted-'));
    cpSync(join(REPOSITORY, 'shared'), join(folder, 'shared'), {
      recursive: true,
      filter: (from) => !from.endsWith('.test.ts') && !from.endsWith('node_modules'),
    });
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(PLANTED.map((planted) => [planted.title, planted] as const))('%s', (_title, { file, right, wrong }) => {
    const path = join(folder, 'shared', file);
    const source = readFileSync(path, 'utf8');
    expect(source.split(right), `the line to be replaced stands in ${file} once`).toHaveLength(2);
    writeFileSync(
      path,
      source.replace(right, () => wrong),
    );
    try {
      const { status, stdout } = fuzzCopy(folder);
      expect({ status, last: stdout.trimEnd().split('\n').at(-1) }).toMatchObject({
        status: 1,
        last: expect.stringContaining('1 disagreements'),
      });
      // It is the planted rule that was found: on the same question the engine itself is right.
      const { question }: { question: Question } = JSON.parse(readFileSync(join(folder, CASE), 'utf8'));
      expect(difference(answer(decide, question), answer(referenceDecide, question))).toBeNull();
    } finally {
      writeFileSync(path, source);
    }
  });
});

function fuzzCopy(folder: string): { status: number | null; stdout: string } {
  const engine = join(folder, 'shared/authorization/decide.ts');
  const options = ['--engine', engine, '--worlds', '60000', '--seed', String(SEED), '--most', '1'];
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(REPOSITORY, 'scripts/fuzz/run.ts'), ...options, '--corpus', join(folder, 'corpus')],
    { encoding: 'utf8' },
  );
  return { status, stdout };
}
