/**
 * Versions that cross a process. A payload carries them from the claim to the end, so that a function that was
 * deployed in the middle of a night refuses what it would misread. Imports nothing.
 */

/** Of the payloads between steps; functions accept this one and the one before. */
export const PAYLOAD_VERSION = 1;

/** Of what is written to cache and work objects; raised when their reading changes. */
export const CACHE_VERSION = 1;

/** Of `index.json`. */
export const INDEX_SCHEMA_VERSION = 1;

export interface Versions {
  readonly payload: number;
  readonly cache: number;
}

/** What a claim made by this code carries. */
export const VERSIONS: Versions = { payload: PAYLOAD_VERSION, cache: CACHE_VERSION };
