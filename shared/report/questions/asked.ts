import type { Action } from '../../catalog/action.ts';
import { CAPABILITIES, type Capability } from '../../catalog/capability.ts';
import { findAction } from '../../catalog/catalog.ts';

/** What a question asks for: one of the report's six words, or one action. */
export type Asked =
  | { readonly kind: 'capability'; readonly capability: Capability }
  | { readonly kind: 'action'; readonly action: Action };

/** Reads CAPABILITY|ACTION; actions compare without case (E14). Null: neither, or an action that the catalogue does not know. */
export function askedOf(text: string): Asked | null {
  const capability = CAPABILITIES.find((each) => each === text);
  if (capability !== undefined) return { kind: 'capability', capability };
  const action = findAction(text);
  return action === null ? null : { kind: 'action', action };
}

/** As people typed it, in the catalogue's spelling. */
export function askedText(asked: Asked): string {
  return asked.kind === 'capability' ? asked.capability : asked.action.id;
}

/** Whether lines of this capability can answer the question. */
export function concerns(asked: Asked, capability: Capability): boolean {
  return asked.kind === 'capability' ? asked.capability === capability : asked.action.capabilities.includes(capability);
}
