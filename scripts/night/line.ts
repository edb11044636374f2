import type { AccountOutcome } from './outcome.ts';

/** One line per account at the end of a night: what it found and how long it took. */
export function outcomeLine(outcome: AccountOutcome, seconds: number | null): string {
  const { date, customerId, accountId, status, principals, resources, rows, findingsOfNote, failure } = outcome;
  const head = `${date}  ${customerId}  ${accountId}  ${status.padEnd(8)}`;
  if (failure !== null) return `${head}  ${failure}\n`;
  const took = seconds === null ? 'done before' : `${seconds.toFixed(1)} s`;
  return `${head}  ${principals} principals  ${resources} resources  ${rows} rows  ${findingsOfNote} findings of note  ${took}\n`;
}
