import { EXISTING_COMPUTE } from './existing-compute.ts';
import { IDENTITY_TECHNIQUES } from './identity-techniques.ts';
import { NEW_COMPUTE } from './new-compute.ts';
import type { Technique } from './technique.ts';

/** Every way that is looked for, by id. */
export const TECHNIQUES: ReadonlyMap<string, Technique> = new Map(
  [...IDENTITY_TECHNIQUES, ...NEW_COMPUTE, ...EXISTING_COMPUTE].map((one: Technique) => [one.id, one]),
);
