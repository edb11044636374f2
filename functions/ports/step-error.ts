import type { ErrorName } from '../../shared/contract/errors.ts';

/**
 * The one error that a step throws on purpose. `name` is a set string of the contract: Retry and Catch go by it. The
 * message goes to logs and execution histories, so it holds ids and counts, never what a customer owns.
 */
export class StepError extends Error {
  constructor(name: ErrorName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}
