import type { Clock } from '../ports/clock.ts';

/** The only place where a function reads the time. */
export const systemClock: Clock = {
  now: () => new Date(Math.floor(Date.now() / 1000) * 1000).toISOString().replace('.000Z', 'Z'),
};
