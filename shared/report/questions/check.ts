import type { Caller } from '../../access/compile/caller.ts';
import { KeyIndex, needsOn, secondKeyOf, viaContext } from '../../access/compile/encryption.ts';
import type { Target } from '../../access/compile/target.ts';
import type { Witness } from '../../access/verdict.ts';
import type { Unknown } from '../../account/world.ts';
import type { NotEvaluated, Outcome } from '../../authorization/decision.ts';
import type { Asking } from './asking.ts';
import { citedReasons } from './cite.ts';
import type { Cited } from './layers.ts';
import { decideOne, type Single } from './single.ts';

/** One request that was put to the engine, and why it was answered as it was. */
export interface Check {
  /** `step`: becoming a role on the way; `access`: the request itself; `key`: the right on the key that it needs as well. */
  readonly of: 'step' | 'access' | 'key';
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Witness['context'];
  readonly decision: Outcome;
  readonly because: readonly Cited[];
  readonly notEvaluated: readonly NotEvaluated[];
  /** What the snapshots do not say about the request. */
  readonly unknown: readonly Unknown[];
}

/** A check with what it was decided from, so that edits can be tried on it. */
export interface Checked {
  readonly check: Check;
  readonly single: Single;
}

/** Puts one request to the engine. */
export function checked(asking: Asking, of: Check['of'], caller: Caller, target: Target, asked: Witness): Checked {
  const single = decideOne(asking, caller, target, asked);
  const { principal } = single.request;
  return {
    single,
    check: {
      of,
      principal: 'arn' in principal ? principal.arn : caller.arn,
      ...asked,
      decision: single.decision.decision,
      because: citedReasons(asking.run.accounts(), single),
      notEvaluated: single.decision.notEvaluated,
      unknown: single.unknown,
    },
  };
}

/** What encrypted content asks for beside the request itself. */
export type KeyCheck =
  | { readonly kind: 'none' }
  /** The checks of the alternative that is allowed, or else of the first one. */
  | { readonly kind: 'key'; readonly checks: readonly Checked[]; readonly allowed: boolean }
  /** AWS's own key never decrypts for another account (M20). */
  | { readonly kind: 'aws-managed' };

/** The second key: whether the caller may use the resource's key as the action needs (rule 4 of the capabilities). */
export function keyCheck(asking: Asking, caller: Caller, target: Target, asked: Witness): KeyCheck {
  const needs = needsOn(target, asked.action);
  const second = needs.length === 0 ? null : secondKeyOf(target, new KeyIndex(asking.model.targets));
  if (second === null || second.kind === 'not-collected') return { kind: 'none' };
  if (second.kind === 'aws-managed') {
    return caller.accountId === target.account.accountId ? { kind: 'none' } : { kind: 'aws-managed' };
  }
  const context = { ...asked.context, ...viaContext(target) };
  const alternatives = needs.map((operations) =>
    operations.map((action) =>
      checked(asking, 'key', caller, second.key, { action, resource: second.key.arn, context }),
    ),
  );
  const open = alternatives.find((checks) => checks.every(({ check }) => check.decision === 'allowed'));
  return { kind: 'key', checks: open ?? alternatives[0] ?? [], allowed: open !== undefined };
}
