import { worldOf } from '../../../../shared/authorization/testing/question.ts';
import { mayAccess } from './access-question.ts';
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

/** Puts every known answer to the evaluator, file by file. */
export function score(answers: readonly KnownAnswer[], evaluator: Evaluator): FileScore[] {
  const files = [...new Set(answers.map(({ file }) => file))];
  return files.map((file) => {
    const asked = answers.filter((answer) => answer.file === file);
    const results = asked.map((answer) => ({ answer, result: answerTo(answer, evaluator) }));
    return {
      file,
      agree: results.filter(({ result }) => result === 'agrees').length,
      notExpressible: results.flatMap(({ answer, result }) =>
        result === 'not-expressible' && answer.asked.kind === 'not-expressible'
          ? [`${answer.id}: ${answer.asked.reason}`]
          : [],
      ),
      disagree: results.flatMap(({ answer, result }) =>
        typeof result === 'string' ? [] : [{ id: answer.id, page: answer.page, ...result }],
      ),
    };
  });
}

type Result = 'agrees' | 'not-expressible' | { expected: string; found: string };

function answerTo({ asked }: KnownAnswer, evaluator: Evaluator): Result {
  switch (asked.kind) {
    case 'decide': {
      const { request, world } = asked.question;
      return compare(asked.expected, evaluator(worldOf(world), request).decision);
    }
    case 'public': {
      const { request, world } = asked.question;
      return compare(asked.expected ? 'implicit-deny' : 'allowed', evaluator(worldOf(world), request).decision);
    }
    case 'access': {
      const wrong = asked.questions.filter(({ access, expected }) => mayAccess(evaluator, access) !== expected);
      const told = wrong.map(
        ({ access: { question } }) => `${JSON.stringify(question.request.principal)} ${question.request.resource}`,
      );
      return wrong.length === 0
        ? 'agrees'
        : { expected: `otherwise for ${told.join(', ')}`, found: `${wrong.length} wrong` };
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
