import type { Compiler } from '../compile/compiler.ts';
import type { Target } from '../compile/target.ts';
import { globText } from '../pattern/glob.ts';
import type { Term, TermCondition, Witness } from '../verdict.ts';
import type { Reach } from './paths.ts';
import type { TermPlan } from './verdict-table.ts';

/** A term written out for one resource. `reach`: the roles it goes through; null: direct. `grants`: statements by number. */
export function termOf(
  plan: TermPlan,
  reach: Reach | null,
  target: Target,
  compiler: Compiler,
  grants: readonly number[] = reach === null ? plan.grants : [...reach.grants, ...plan.grants],
): Term {
  const include = new Set<string>();
  const exclude = new Set<string>();
  for (const { form, region } of plan.parts) {
    const base = globText(target.forms[form]?.base ?? '');
    for (const g of region.include) include.add(base + g.text);
    for (const g of region.exclude) exclude.add(base + g.text);
  }
  return {
    actions: plan.actions,
    scope: { include: [...include].sort(), exclude: [...exclude].sort() },
    conditions: conditionsOf(plan, reach, compiler),
    path: reach?.path ?? [],
    grants: [...new Set(grants)].map((number) => compiler.statements.id(number)).sort(),
    witness: witnessOf(plan, target),
  };
}

/** The request that proves a term at one resource. */
export function witnessOf({ proof, actions }: TermPlan, target: Target): Witness {
  return {
    action: proof?.action ?? actions[0] ?? '',
    resource: proof === null ? target.arn : (target.forms[proof.form]?.base ?? '') + proof.rest,
    context: proof?.context ?? NO_CONTEXT,
  };
}

const NO_CONTEXT: Witness['context'] = {};

/** The conditions of every step of the path, then those of the access itself. */
function conditionsOf(plan: TermPlan, reach: Reach | null, { conjunctions }: Compiler): readonly TermCondition[] {
  const own = conjunctions.shown(plan.conditions);
  if (reach === null || reach.via.length === 0) return own;
  const all = [...reach.via.flatMap((c) => conjunctions.shown(c)), ...own];
  return [...new Map(all.map((c) => [JSON.stringify(c), c])).values()];
}
