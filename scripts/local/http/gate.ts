/** One call as a stand-in received it, before it acts. */
export interface Call {
  readonly service: string;
  readonly operation: string;
  /** The operation's parameters as the stand-in parsed them. */
  readonly input: unknown;
  /** From the request's signature; the signature itself is not checked. */
  readonly accessKeyId: string | null;
  readonly sessionToken: string | null;
  /** How many calls of this operation the stand-in has received, this one included. */
  readonly count: number;
}

/** What is answered instead. Status 0 cuts the connection without an answer. */
export interface Refusal {
  readonly status: number;
  /** The exception's name in the service's API: `AccessDenied`, `ThrottlingException`, … */
  readonly code: string;
  readonly message: string;
}

/**
 * May stand before an operation (authorization, throttling, slow answers) and after it (the work is done but the
 * answer is lost). Answering nothing lets the call pass.
 */
export type Gate = (call: Call) => Refusal | undefined | Promise<Refusal | undefined>;

export interface Gates {
  readonly before?: Gate;
  readonly after?: Gate;
}

/** Cuts the connection: the caller cannot know whether the operation happened. */
export const LOST_ANSWER: Refusal = { status: 0, code: 'LostAnswer', message: '' };
