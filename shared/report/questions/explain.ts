import type { Caller } from '../../access/compile/caller.ts';
import type { AccessLine, Term } from '../../access/verdict.ts';
import { decide } from '../../authorization/decide.ts';
import type { StatementRow } from '../view/rows.ts';
import { type Asked, askedText } from './asked.ts';
import type { Asking } from './asking.ts';
import { callerOf } from './caller.ts';
import { type ChangePlan, whatWouldAllow } from './change.ts';
import { type Check, type Checked, checked, keyCheck } from './check.ts';
import { type Cited, mapLayer, withoutStatement } from './layers.ts';
import { type Refusable, refusable } from './refusable.ts';
import type { NamedPrincipal, NamedResource } from './resolve.ts';
import { canIt } from './who-can.ts';

/** Why, or why not. */
export interface Explanation {
  readonly principalArn: string;
  /** ARN, or `*`. */
  readonly resource: string;
  readonly asked: string;
  readonly verdict: AccessLine['verdict'] | 'never';
  /** The line of the run that answers; null: never. */
  readonly line: AccessLine | null;
  /** What the ids in the terms' grants stand for. */
  readonly statements: readonly StatementRow[];
  readonly ways: readonly Way[];
  /** Where the verdict is never: the actions by what withholds them. */
  readonly withheld: readonly Withheld[];
}

/** One term, with the decisions it rests on. */
export interface Way {
  readonly term: Term;
  /** Becoming each role of the path, then the request, then the key. */
  readonly checks: readonly Check[];
  /** True where the engine allows every one of them: the term is proven once more. */
  readonly confirmed: boolean;
  /** Statements any one of which this way cannot do without; where each has a stand-in, the ones that fall together. */
  readonly ends: { readonly by: 'any' | 'all'; readonly statements: readonly Cited[] };
}

/** Actions that the same layers withhold. */
export interface Withheld {
  readonly actions: readonly string[];
  /** Of the first of them: the request, and the right on the key where that is what is missing. */
  readonly checks: readonly Check[];
  /** The content lies under a key of AWS's own, which never decrypts for another account. */
  readonly underAwsManagedKey: boolean;
  /** For each refused check: alternatives, each of edits that together allow it. */
  readonly change: readonly { readonly check: number; readonly plans: readonly ChangePlan[] }[];
}

/** Explains one principal, capability or action, and resource. */
export function explain(asking: Asking, principal: NamedPrincipal, asked: Asked, resource: NamedResource): Explanation {
  const line = canIt(asking, principal.arn, asked, resource);
  const caller = callerOf(asking, principal);
  const rows = asking.run.statements();
  const ids = new Set(line?.terms.flatMap(({ grants }) => grants) ?? []);
  return {
    principalArn: principal.arn,
    resource: resource.kind === 'none' ? '*' : resource.arn,
    asked: askedText(asked),
    verdict: line?.verdict ?? 'never',
    line,
    statements: [...ids].sort().flatMap((id) => rows.get(id) ?? []),
    ways: line?.terms.map((term) => wayOf(asking, caller, line, term)) ?? [],
    withheld: line === null ? withheldOf(asking, caller, refusable(asking, asked, resource)) : [],
  };
}

function wayOf(asking: Asking, caller: Caller, line: AccessLine, term: Term): Way {
  const { model } = asking;
  const steps: Checked[] = [];
  let at = caller;
  for (const arn of term.path) {
    const step = stepTo(asking, at, arn);
    if (step !== null) steps.push(step);
    at = model.callerOf(arn) ?? at;
  }
  const target =
    line.resourceArn === null
      ? asking.serviceTarget(line.service)
      : (model.targets.find(({ arn }) => arn === line.resourceArn) ?? null);
  // INVARIANT: the world is what the line was computed from, so it holds the target.
  if (target === null) throw new Error(`line of ${line.principalArn} is about nothing in its world`);
  const access = checked(asking, 'access', at, target, term.witness);
  const key = keyCheck(asking, at, target, term.witness);
  const checks = [...steps, access, ...(key.kind === 'key' ? key.checks : [])];
  return {
    term,
    checks: checks.map(({ check }) => check),
    confirmed:
      steps.length === term.path.length &&
      key.kind !== 'aws-managed' &&
      checks.every(({ check }) => check.decision === 'allowed'),
    ends: endsOf(access),
  };
}

/** How a caller becomes a role in one step, by a request that is allowed; null: the world does not say. */
function stepTo(asking: Asking, caller: Caller, roleArn: string): Checked | null {
  const { model } = asking;
  const target = model.targets.find(({ arn }) => arn === roleArn);
  if (target === undefined) return null;
  const terms = model.terms(caller, target, [], (verdict) => verdict.byCapability.get('use-resource') ?? []);
  for (const { plan } of terms) {
    const action = plan.actions.find((id) => ASSUMING.has(id));
    if (action === undefined || plan.proof === null) continue;
    return checked(asking, 'step', caller, target, { action, resource: roleArn, context: plan.proof.context });
  }
  return null;
}

const ASSUMING: ReadonlySet<string> = new Set([
  'sts:AssumeRole',
  'sts:AssumeRoleWithSAML',
  'sts:AssumeRoleWithWebIdentity',
]);

/** Which allows the request cannot lose, tried out on the world. */
function endsOf({ check, single }: Checked): Way['ends'] {
  const allows = check.because.filter(({ effect, policy }) => effect === 'Allow' && policy !== null);
  const without = (gone: readonly Cited[]) =>
    gone.reduce(
      (world, cited) =>
        mapLayer(world, cited.layer, cited.level, (policies) => policies.map((each) => withoutStatement(each, cited))),
      single.world,
    );
  const stops = (gone: readonly Cited[]) => decide(without(gone), single.request).decision !== 'allowed';
  const alone = allows.filter((cited) => stops([cited]));
  if (alone.length > 0) return { by: 'any', statements: alone };
  const grants = allows.filter(({ layer }) => layer === 'identity' || layer === 'resource' || layer === 'access-point');
  return { by: 'all', statements: grants.length > 0 && stops(grants) ? grants : [] };
}

function withheldOf(asking: Asking, caller: Caller, requests: readonly Refusable[]): readonly Withheld[] {
  const groups = new Map<string, { actions: string[]; made: Omit<Withheld, 'actions'> }>();
  for (const { target, witness } of requests) {
    const access = checked(asking, 'access', caller, target, witness);
    const key = keyCheck(asking, caller, target, witness);
    const found = [access, ...(key.kind === 'key' && !key.allowed ? key.checks : [])];
    const name = JSON.stringify([
      found.map(({ check }) => [check.decision, check.because, check.of]),
      key.kind === 'aws-managed',
    ]);
    const known = groups.get(name);
    if (known !== undefined) {
      if (!known.actions.includes(witness.action)) known.actions.push(witness.action);
      continue;
    }
    groups.set(name, {
      actions: [witness.action],
      made: {
        checks: found.map(({ check }) => check),
        underAwsManagedKey: key.kind === 'aws-managed',
        change: found.flatMap(({ check, single }, i) =>
          check.decision === 'allowed' ? [] : [{ check: i, plans: whatWouldAllow(asking.run.accounts(), single) }],
        ),
      },
    });
  }
  return [...groups.values()].map(({ actions, made }) => ({ actions, ...made }));
}
