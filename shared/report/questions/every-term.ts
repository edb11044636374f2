import { termOf } from '../../access/verdict/term.ts';
import type { AccessLine } from '../../access/verdict.ts';
import type { Asking } from './asking.ts';

/** The line with every term, also those that the run only counts; computed again from the run's world. */
export function everyTerm(asking: Asking, line: AccessLine): AccessLine {
  const { model } = asking;
  const caller = model.callerOf(line.principalArn);
  const target =
    line.resourceArn === null
      ? asking.serviceTarget(line.service)
      : (model.targets.find(({ arn }) => arn === line.resourceArn) ?? null);
  // INVARIANT: the world is what the line was computed from, so it holds both.
  if (caller === null || target === null) throw new Error(`line of ${line.principalArn} is about nothing in its world`);
  const reaches = line.resourceArn === null ? [] : model.reachesOf(caller);
  const terms = model.terms(caller, target, reaches, (verdict) => verdict.byCapability.get(line.capability) ?? []);
  return { ...line, terms: terms.map(({ plan, reach }) => termOf(plan, reach, target, model.compiler)), moreTerms: 0 };
}
