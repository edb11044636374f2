/**
 * The arithmetic of leases and deadlines, in one place because state machines, functions and alarms must agree.
 * Imports nothing.
 */

/** Longest time-out of a function, in seconds (Lambda's own limit). */
export const LONGEST_FUNCTION_SECONDS = 900;

/** A lease outlives the longest function by two minutes, so that a frozen reader is dead before a takeover. */
export const LEASE_SECONDS = LONGEST_FUNCTION_SECONDS + 120;

/** The reading loop makes no call when its lease has less than this left. */
export const LEASE_MARGIN_SECONDS = 30;

/** A night starts this long before the report time. */
export const START_BEFORE_DEADLINE_HOURS = 4;

/** A late night is run until this long after the report time, then marked as missed. */
export const GIVE_UP_AFTER_DEADLINE_HOURS = 12;

/** Attempts of one (account, local date) that the schedule makes. */
export const MAX_ATTEMPTS = 4;

/** The sweep's period. */
export const SWEEP_MINUTES = 15;
