import type { Target } from '../compile/target.ts';
import type { Conjunctions } from '../condition/conjunction.ts';
import { globText } from '../pattern/glob.ts';
import type { Term } from '../verdict.ts';
import type { TermPlan } from './verdict-table.ts';

/** A term written out for one resource. */
export function termOf(
  plan: TermPlan,
  target: Target,
  conjunctions: Conjunctions,
  grantId: (number: number) => string,
): Term {
  const include = new Set<string>();
  const exclude = new Set<string>();
  for (const { form, region } of plan.parts) {
    const base = globText(target.forms[form]?.base ?? '');
    for (const g of region.include) include.add(base + g.text);
    for (const g of region.exclude) exclude.add(base + g.text);
  }
  const { proof } = plan;
  return {
    actions: plan.actions,
    scope: { include: [...include].sort(), exclude: [...exclude].sort() },
    conditions: conjunctions.shown(plan.conditions),
    path: [],
    grants: plan.grants.map(grantId).sort(),
    witness: {
      action: proof?.action ?? plan.actions[0] ?? '',
      resource: proof === null ? target.arn : (target.forms[proof.form]?.base ?? '') + proof.rest,
      context: proof?.context ?? {},
    },
  };
}
