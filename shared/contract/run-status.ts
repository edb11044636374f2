/** Words for the state of things in the two tables. Imports nothing. */

/** A run's row in the tenant table. `published` and `abandoned` are final. */
export const RUN_STATES = ['open', 'published', 'failed', 'abandoned'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** A run's manifest (contracts, "A run"). */
export const RUN_RESULTS = ['complete', 'partial', 'failed'] as const;
export type RunResult = (typeof RUN_RESULTS)[number];

/** A claim of one (account, local date) in the directory. */
export const CLAIM_STATES = ['open', 'published', 'failed', 'missed'] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

/** An outbox row: `pending` until somebody carried it out. */
export const OUTBOX_STATES = ['pending', 'done'] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

/** What an outbox row asks for. */
export const OUTBOX_KINDS = ['publish-index', 'mail-report-ready', 'mail-report-late'] as const;
export type OutboxKind = (typeof OUTBOX_KINDS)[number];

/** How a customer's night stands in the ledger; `late` is the only one that changes again. */
export const NIGHT_STATES = ['on-time', 'late', 'closed-late', 'missed'] as const;
export type NightState = (typeof NIGHT_STATES)[number];
