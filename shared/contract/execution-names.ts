/** Names of executions of the account machine, as the nightly machine's `States.Format` builds them. Imports nothing. */

/** `<customer>-<account>-<runId>-a<attempt>`; at most 80 characters of A-Z, a-z, 0-9, hyphen. */
export function accountExecutionName(customerId: string, accountId: string, runId: string, attempt: number): string {
  return `${customerId}-${accountId}-${runId}-a${attempt}`;
}

/** ARN of an execution of the state machine with this ARN. */
export function executionArn(stateMachineArn: string, name: string): string {
  return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
}

/** The local date of a run id (`2026-11-20`, `2026-11-20-r2`). */
export function localDateOf(runId: string): string {
  return runId.slice(0, 10);
}

/** Sweep slot of an instant: `2026-11-20T0515Z`. */
export function slotOf(time: string): string {
  return `${time.slice(0, 13)}${time.slice(14, 16)}Z`;
}
