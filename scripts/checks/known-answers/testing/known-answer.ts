import type { Decision, Outcome } from '../../../../shared/authorization/decision.ts';
import type { Request, World } from '../../../../shared/authorization/request.ts';
import type { Question } from '../../../../shared/authorization/testing/question.ts';
import type { Access } from './access-question.ts';

/** Whatever answers a question: the reference, the fast engine. */
export type Evaluator = (world: World, request: Request) => Decision;

/** One case of the library, put as a question about which an evaluator can be right or wrong. */
export interface KnownAnswer {
  readonly file: string;
  readonly id: string;
  /** The page that states the answer. */
  readonly page: string;
  readonly asked: Asked;
}

export type Asked =
  | { readonly kind: 'decide'; readonly question: Question; readonly expected: Outcome }
  /** A policy, and whether S3 calls it public: asked of the one setting that acts on it (I04). */
  | { readonly kind: 'public'; readonly question: Question; readonly expected: boolean }
  /** Who may, with conditions left open. */
  | { readonly kind: 'access'; readonly questions: readonly AccessExpectation[] }
  | { readonly kind: 'not-expressible'; readonly reason: string };

export interface AccessExpectation {
  readonly access: Access;
  readonly expected: boolean;
}
