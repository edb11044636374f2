import type { canReach } from '../../access/can-reach.ts';
import type { AccessLine } from '../../access/verdict.ts';
import { CAPABILITIES } from '../../catalog/capability.ts';
import { findAction } from '../../catalog/catalog.ts';
import type { Asked } from '../questions/asked.ts';
import type { Asking } from '../questions/asking.ts';
import { everyTerm } from '../questions/every-term.ts';
import { explain } from '../questions/explain.ts';
import { type NamedPrincipal, type NamedResource, resolvePrincipal, resolveResource } from '../questions/resolve.ts';
import { whatCan } from '../questions/what-can.ts';
import { canIt, whoCan } from '../questions/who-can.ts';

/** What was asked, and every pair of answers that contradict each other, in words. */
export interface Agreement {
  readonly lines: readonly string[];
  readonly asked: number;
  readonly verdicts: Readonly<Record<'allowed' | 'conditional' | 'never', number>>;
  /** Lines with more terms than they show, about which single actions were asked. */
  readonly beyondTheShown: number;
}

/**
 * Asks about every principal and resource of the run in every way: the capability of who-can and of what-can, then, of
 * every n-th pair, each single action by the line, by the single-pair question, by explain and by the engine.
 */
export function disagreements(
  asking: Asking,
  { everyNth, canReach: reach }: { readonly everyNth: number; readonly canReach: typeof canReach },
): Agreement {
  const found: string[] = [];
  const verdicts = { allowed: 0, conditional: 0, never: 0 };
  let asked = 0;
  let beyondTheShown = 0;
  let pair = 0;
  const { run } = asking;
  const accounts = run.accounts();
  const principals = run.principals().map(({ arn }) => principal(asking, arn));
  const arns = asking.model.targets
    .filter(({ account }) => account.accountId === run.manifest.accountId)
    .map(({ arn }) => arn);

  for (const arn of arns) {
    const resource = named(asking, arn);
    const byCapability = new Map(
      CAPABILITIES.map((capability) => [capability, whoCan(asking, { kind: 'capability', capability }, resource)]),
    );
    for (const who of principals) {
      const own = whatCan(asking, who.arn).filter((line) => line.resourceArn === arn);
      for (const capability of CAPABILITIES) {
        asked++;
        const line = byCapability.get(capability)?.find((each) => each.principalArn === who.arn) ?? null;
        const mine = own.find((each) => each.capability === capability) ?? null;
        verdicts[line?.verdict ?? 'never']++;
        if (JSON.stringify(line) !== JSON.stringify(mine))
          found.push(`${who.arn} ${capability} ${arn}: who-can and what-can differ`);
        if (line !== null && line.moreTerms > 0) beyondTheShown++;
      }
      if (pair++ % everyNth !== 0) continue;
      const actions = [
        ...new Set(asking.model.targets.find((t) => t.arn === arn)?.table.slots.map(({ action }) => action.id)),
      ];
      for (const id of actions) {
        asked++;
        for (const words of oneAction(id, who, resource)) found.push(`${who.arn} ${id} ${arn}: ${words}`);
      }
    }
  }
  return { lines: found, asked, verdicts, beyondTheShown };

  function* oneAction(id: string, who: NamedPrincipal, resource: NamedResource): Generator<string> {
    const action = findAction(id);
    if (action === null || resource.kind !== 'collected') return;
    const question: Asked = { kind: 'action', action };
    const line = canIt(asking, who.arn, question, resource);
    const members = asking.parts.of(resource.resourceArn)?.members(id) ?? [];
    for (const member of line === null ? members : []) {
      const { verdict } = reach(accounts, who.arn, id, member);
      if (verdict !== 'never') yield `the line says never, the single pair ${verdict} on ${member}`;
    }
    for (const at of [...(line?.terms.map(({ witness }) => witness.resource) ?? []), ...hidden(id, who, resource)]) {
      const { verdict } = reach(accounts, who.arn, id, at);
      if (verdict === 'never') yield `a term reaches ${at}, the single pair never`;
      if (line === null) yield `the line says never, a term reaches ${at}`;
      const inside = canIt(asking, who.arn, question, { ...resource, arn: at })?.verdict ?? 'never';
      if (inside !== verdict) yield `inside ${at}: ${inside}, the single pair ${verdict}`;
    }
    yield* explained(who, question, resource, line);
  }

  /** An ARN in each term with the action, of lines that do not show all of theirs. */
  function hidden(id: string, who: NamedPrincipal, resource: { readonly resourceArn: string }): readonly string[] {
    const parts = asking.parts.of(resource.resourceArn);
    return asking
      .linesOf(who.arn)
      .filter((line) => line.resourceArn === resource.resourceArn && line.moreTerms > 0)
      .flatMap((line) => everyTerm(asking, line).terms)
      .flatMap(({ actions, scope }) => (actions.includes(id) ? (parts?.member(id, scope) ?? []) : []));
  }

  function* explained(
    who: NamedPrincipal,
    question: Asked,
    resource: NamedResource,
    line: AccessLine | null,
  ): Generator<string> {
    const told = explain(asking, who, question, resource);
    if (told.verdict !== (line?.verdict ?? 'never')) yield `explain says ${told.verdict}`;
    for (const way of told.ways) {
      if (!way.confirmed)
        yield `the engine does not allow ${JSON.stringify(way.term.witness)} through ${way.term.path.join()}`;
    }
    for (const { checks, underAwsManagedKey } of told.withheld) {
      if (!underAwsManagedKey && checks.every(({ decision }) => decision === 'allowed'))
        yield 'never, and yet the engine allows a plain request';
    }
    if (told.verdict === 'never' && told.withheld.length === 0) yield 'never, and explain says nothing of it';
  }
}

function principal(asking: Asking, arn: string): NamedPrincipal {
  const resolved = resolvePrincipal(asking.run, arn);
  if (!('found' in resolved)) throw new Error(`the run does not know its own principal ${arn}`);
  return resolved.found;
}

function named(asking: Asking, arn: string): NamedResource {
  const resolved = resolveResource(asking.run, arn);
  if (!('found' in resolved)) throw new Error(`the run does not know its own resource ${arn}`);
  return resolved.found;
}
