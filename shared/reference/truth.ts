import type { Truth } from '../authorization/decision.ts';

/** True when all are; false as soon as one is; else unknown. An empty list holds (F01). */
export function all(parts: readonly Truth[]): Truth {
  if (parts.includes('false')) return 'false';
  return parts.includes('unknown') ? 'unknown' : 'true';
}

/** True as soon as one is; false when all are; else unknown. */
export function any(parts: readonly Truth[]): Truth {
  if (parts.includes('true')) return 'true';
  return parts.includes('unknown') ? 'unknown' : 'false';
}

export function not(truth: Truth): Truth {
  if (truth === 'unknown') return 'unknown';
  return truth === 'true' ? 'false' : 'true';
}

export function truthOf(holds: boolean): Truth {
  return holds ? 'true' : 'false';
}
