import type { Truth } from './decision.ts';

/**
 * Three-valued truth as small numbers: AND is the lesser, OR the greater, NOT the distance to `YES`. What depends on
 * something not known stays `MAYBE` only where both answers remain possible (F32).
 */
export type Tri = 0 | 1 | 2;

export const NO = 0;
export const MAYBE = 1;
export const YES = 2;

export function not(value: Tri): Tri {
  return (YES - value) as Tri; // 2 - {0, 1, 2} is {2, 1, 0}
}

export function truthOf(value: Tri): Truth {
  return value === YES ? 'true' : value === NO ? 'false' : 'unknown';
}
