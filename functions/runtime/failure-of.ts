/**
 * What the log says of an error: names and places in our code. Messages of others may quote what a customer owns, and
 * logs lie under no key of the customer's, so they stay out.
 */
export function failureOf(error: Error): Record<string, unknown> {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const { cause } = error;
  return { name: error.name, frames, ...(cause instanceof Error ? { cause: failureOf(cause) } : {}) };
}
