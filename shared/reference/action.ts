import type { PatternList } from '../policy/model.ts';
import { matches, wildcards } from './wildcard.ts';

/**
 * Whether the statement's Action or NotAction covers the action: without case (E14), `*` is every action (E15),
 * NotAction covers everything but its list (E16).
 *
 * Pages: IAM/latest/UserGuide/reference_policies_elements_action.html, …_notaction.html
 */
export function coversAction(element: PatternList, action: string): boolean {
  const listed = element.patterns.some((pattern) => matches(wildcards(pattern.toLowerCase()), action.toLowerCase()));
  return element.negated ? !listed : listed;
}
