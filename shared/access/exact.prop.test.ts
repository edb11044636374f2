import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { worldOf } from '../account/world.ts';
import { evaluateCondition } from '../authorization/condition.ts';
import { contextOf, lookupIn } from '../authorization/context.ts';
import { decide } from '../authorization/decide.ts';
import type { Request } from '../authorization/request.ts';
import type { Condition, Quantifier } from '../policy/model.ts';
import { AccessModel } from './access-model.ts';
import type { Caller } from './compile/caller.ts';
import type { Target } from './compile/target.ts';
import { glob, globMatches } from './pattern/glob.ts';
import { contexts, questions, worlds } from './testing/arbitrary-world.ts';
import { smallAccount } from './testing/small-account.ts';
import { termOf } from './verdict/term.ts';
import type { Term, TermCondition } from './verdict.ts';
import { requestOf } from './witness.ts';

const SEED = Number(process.env['ACCESS_SEED'] ?? 20260921);
const RUNS = Number(process.env['ACCESS_RUNS'] ?? 150);

/** A shown condition as policies would write it again. */
function holds(condition: TermCondition, request: Request): boolean {
  if ('not' in condition) return !condition.not.every((c) => holds(c, request));
  const [first = '', second] = condition.operator.split(':');
  const name = second ?? first;
  const ifExists = name.endsWith('IfExists');
  const written: Condition = {
    operator: (ifExists ? name.slice(0, -8) : name) as Condition['operator'], // written by the engine from one of them
    quantifier: second === undefined ? null : (first as Quantifier), // likewise
    ifExists,
    key: condition.key,
    keyId: condition.key.toLowerCase(),
    values: condition.values,
  };
  return evaluateCondition(written, '2012-10-17', lookupIn(contextOf(request))) === 'true';
}

function covers(term: Term, request: Request): boolean {
  return (
    term.actions.includes(request.action) &&
    term.scope.include.some((p) => globMatches(glob(p), request.resource)) &&
    !term.scope.exclude.some((p) => globMatches(glob(p), request.resource)) &&
    term.conditions.every((c) => holds(c, request))
  );
}

function directTerms(model: AccessModel, caller: Caller, target: Target): readonly Term[] {
  const plans = [...model.judge.verdict(caller, target).byCapability.values()].flat();
  return plans.map((plan) => termOf(plan, null, target, model.compiler));
}

describe(`terms against single decisions (seed ${SEED})`, () => {
  test('a request is allowed exactly where some term covers it (A03–A06, B01–B12, D01–D14, E18–E23, F01–F32, G01–G08)', () => {
    fc.assert(
      fc.property(worlds, fc.array(fc.tuple(questions, contexts), { minLength: 12, maxLength: 12 }), (small, asked) => {
        const accounts = small.map(smallAccount);
        const model = new AccessModel(accounts, decide);
        for (const [[action, resource], context] of asked) {
          const target = model.targets.find((t) => resource === t.arn || resource.startsWith(`${t.arn}/`));
          if (target === undefined) throw new Error(`no target for ${resource}`);
          for (const caller of model.callers) {
            if (caller.type === 'account') continue;
            const request = requestOf(accounts, caller, target, { action, resource, context });
            const { decision } = decide(worldOf(accounts, request).world, request);
            const terms = directTerms(model, caller, target);
            const covered = terms.some((term) => covers(term, request));
            if (covered !== (decision === 'allowed')) {
              expect({ caller: caller.arn, request, decision, terms }).toBe(covered ? 'no term' : 'a term');
            }
          }
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  test('every term is satisfiable: its witness is allowed by single decisions', () => {
    fc.assert(
      fc.property(worlds, (small) => {
        const model = new AccessModel(small.map(smallAccount), decide);
        for (const caller of model.callers) for (const target of model.targets) model.judge.verdict(caller, target);
        const failed = model.compiler.notJudged().filter((n) => n.code === 'witness-failed');
        expect(failed).toEqual([]);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });
});
