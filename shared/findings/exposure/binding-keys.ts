import type { TermCondition } from '../../access/verdict.ts';

/** Keys that say who calls or from where: a condition on one of them holds the world back. */
const BINDING_KEYS: ReadonlySet<string> = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:referer',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceip',
  'aws:sourceorgid',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:useragent',
  'aws:userid',
  'aws:vpcsourceip',
  'kms:viaservice',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
  'sts:externalid',
]);

/** The keys of conditions that hold the world back, as written, sorted; empty: nothing does. */
export function bindingKeys(conditions: readonly TermCondition[]): readonly string[] {
  const keys = (condition: TermCondition): readonly string[] =>
    'not' in condition
      ? condition.not.flatMap(keys)
      : BINDING_KEYS.has(condition.key.toLowerCase())
        ? [condition.key]
        : [];
  return [...new Set(conditions.flatMap(keys))].sort();
}
