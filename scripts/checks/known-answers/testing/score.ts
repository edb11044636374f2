import { worldOf } from '../../../../shared/authorization/testing/question.ts';
import { type AccessEvaluator, mayAccess } from './access-question.ts';
import type { Evaluator, KnownAnswer } from './known-answer.ts';

export interface FileScore {
  readonly file: string;
  readonly agree: number;
  readonly disagree: readonly Disagreement[];
  readonly notExpressible: readonly string[];
}

export interface Disagreement {
  readonly id: string;
  readonly page: string;
  readonly expected: string;
  readonly found: string;
}

/** Who answers; null: questions of that kind are not put. */
export interface Evaluators {
  readonly decide: Evaluator | null;
  readonly access: AccessEvaluator;
}

/** Puts every known answer to the evaluator, file by file. */
export function score(answers: readonly KnownAnswer[], evaluators: Evaluators): FileScore[] {
  const files = [...new Set(answers.map(({ file }) => file))];
  return files.map((file) => {
    const asked = answers.filter((answer) => answer.file === file);
    const results = asked.map((answer) => ({ answer, result: answerTo(answer, evaluators) }));
    return {
      file,
      agree: results.filter(({ result }) => result === 'agrees').length,
      notExpressible: results.flatMap(({ answer, result }) =>
        result === 'not-expressible' ? [`${answer.id}: ${reasonOf(answer)}`] : [],
      ),
      disagree: results.flatMap(({ answer, result }) =>
        typeof result === 'string' ? [] : [{ id: answer.id, page: answer.page, ...result }],
      ),
    };
  });
}

type Result = 'agrees' | 'not-expressible' | { expected: string; found: string };

function reasonOf({ asked }: KnownAnswer): string {
  return asked.kind === 'not-expressible' ? asked.reason : 'this evaluator cannot be asked it';
}

function answerTo({ asked }: KnownAnswer, { decide, access }: Evaluators): Result {
  switch (asked.kind) {
    case 'decide': {
      const { request, world } = asked.question;
      return decide === null ? 'not-expressible' : compare(asked.expected, decide(worldOf(world), request).decision);
    }
    case 'public': {
      const { request, world } = asked.question;
      const expected = asked.expected ? 'implicit-deny' : 'allowed';
      return decide === null ? 'not-expressible' : compare(expected, decide(worldOf(world), request).decision);
    }
    case 'access': {
      const answers = asked.questions.map((one) => ({ ...one, found: mayAccess(access, one.access) }));
      if (answers.some(({ found }) => found === null)) return 'not-expressible';
      const wrong = answers.filter(({ expected, found }) => expected !== found);
      const told = wrong.map(({ access: { question }, expected }) => {
        const { principal, resource } = question.request;
        return `${expected} for ${JSON.stringify(principal)} on ${resource}`;
      });
      return wrong.length === 0 ? 'agrees' : { expected: told.join(', '), found: 'the contrary' };
    }
    case 'not-expressible':
      return 'not-expressible';
  }
}

function compare(expected: string, found: string): Result {
  return expected === found ? 'agrees' : { expected, found };
}

/** One line per file, and one per disagreement. */
export function scoreLines(scores: readonly FileScore[]): string[] {
  return scores.flatMap(({ file, agree, disagree, notExpressible }) => [
    `${file}: ${agree} agree, ${disagree.length} disagree, ${notExpressible.length} not expressible`,
    ...disagree.map(({ id, page, expected, found }) => `  ${id}: expected ${expected}, found ${found} (${page})`),
    ...notExpressible.map((reason) => `  ${reason}`),
  ]);
}
