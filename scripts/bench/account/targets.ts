import type { ProfileName } from '../../../shared/generate/profile.ts';

/** What the whole process may take at a size that was promised: processor seconds, and bytes of memory. */
export interface Target {
  readonly seconds: number;
  readonly memory: number | null;
}

const GB = 1e9;

const TARGETS: Readonly<Record<string, Target>> = {
  'ordinary 100 200': { seconds: 1, memory: null },
  'ordinary 500 1000': { seconds: 3, memory: null },
  'ordinary 1000 5000': { seconds: 10, memory: 1 * GB },
  'ordinary 5000 50000': { seconds: 120, memory: 3 * GB },
  'hard 1000 5000': { seconds: 45, memory: 1.5 * GB },
  'templated 1000 5000': { seconds: 45, memory: 1.5 * GB },
};

/** Null where nothing was promised of the size. */
export function targetOf(profile: ProfileName, principals: number, resources: number): Target | null {
  return TARGETS[`${profile} ${principals} ${resources}`] ?? null;
}

/** Compressed bytes per access row that a run of 1,000 × 5,000 must not exceed. */
export const BYTES_PER_ROW = 60;
export const BYTES_FROM_ROWS = 1_000_000;
