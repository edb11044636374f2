/** Executions of the account machine. */
export interface Executions {
  /** `absent` where no execution of that name was ever started (or AWS has forgotten it). */
  status(name: string): Promise<'running' | 'closed' | 'absent'>;
}
