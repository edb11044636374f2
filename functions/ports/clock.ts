/** The instant, ISO 8601 UTC to the second: what leases, claims and deadlines are measured by. */
export interface Clock {
  now(): string;
}
