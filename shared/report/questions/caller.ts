import type { Caller } from '../../access/compile/caller.ts';
import { outsideCallers } from '../../access/compile/outside.ts';
import type { PrincipalEntry, Statement } from '../../policy/model.ts';
import type { Asking } from './asking.ts';
import type { NamedPrincipal } from './resolve.ts';

/** The principal as requests of it are built: of the run's world, or an outsider that no policy there names. */
export function callerOf({ model, run }: Asking, { arn, type, name }: NamedPrincipal): Caller {
  const known = model.callerOf(arn);
  if (known !== null) return known;
  const entry: PrincipalEntry =
    type === 'service' || type === 'federated'
      ? { kind: type, text: name }
      : type === 'anonymous'
        ? { kind: 'everyone', text: '*' }
        : { kind: 'account', text: arn, partition: null, accountId: arn.split(':')[4] ?? '' };
  const [caller] = outsideCallers(run.accounts(), [naming(entry)]);
  // INVARIANT: users, roles and root users that can be named are of an account that was read, so the model knows them.
  if (caller === undefined) throw new Error(`no caller for ${arn}`);
  return caller;
}

function naming(entry: PrincipalEntry): Statement {
  return {
    index: 0,
    sid: null,
    effect: 'Allow',
    principal: { negated: false, entries: [entry] },
    action: { negated: false, patterns: ['*'] },
    resource: { negated: false, patterns: ['*'] },
    conditions: [],
    unresolved: [],
  };
}
