import type { Account, Resource } from '../account/model.ts';
import { NOT_COLLECTED } from '../account/model.ts';
import { containerOf, ownerOf, resourcePolicyOf } from '../account/world.ts';
import { decide } from '../authorization/decide.ts';
import type { Action } from '../catalog/action.ts';
import { findAction } from '../catalog/catalog.ts';
import { AccessModel } from './access-model.ts';
import type { NotJudged } from './compile/compiler.ts';
import { wholeRegion } from './compile/region.ts';
import { knownFacts, type Target } from './compile/target.ts';
import { tableOf } from './compile/type-table.ts';
import { glob } from './pattern/glob.ts';
import { termOf } from './verdict/term.ts';
import type { Term } from './verdict.ts';

/** Whether a principal can do one action to one resource, and how. */
export interface Reachability {
  readonly verdict: 'never' | 'conditional' | 'allowed';
  /** Every alternative, direct ones first; each with its witness. */
  readonly terms: readonly Term[];
  readonly notEvaluated: readonly NotJudged[];
}

// A memory of accounts that were already compiled, keyed by the very array: it changes no answer, only its price.
const models = new WeakMap<readonly Account[], AccessModel>();

/**
 * The verdict of one principal, action and resource, over all requests: `conditional` where some request is allowed
 * and another is not. `principal` as access lines name it; `action` as `service:Name`, known to the catalogue or not;
 * `resource` an ARN, collected or not, or `*` for an action without a resource.
 */
export function canReach(
  accounts: readonly Account[],
  principal: string,
  action: string,
  resource: string,
): Reachability {
  let model = models.get(accounts);
  if (model === undefined) {
    model = new AccessModel(accounts, decide);
    models.set(accounts, model);
  }
  const caller = model.callerOf(principal);
  const target = caller === null ? null : targetFor(accounts, action, resource, caller.accountId);
  if (caller === null || target === null) return { verdict: 'never', terms: [], notEvaluated: [] };
  const terms = model.terms(caller, target, model.reachesOf(caller), (verdict) =>
    [...verdict.byCapability.values()].flat(),
  );
  const verdict = terms.length === 0 ? 'never' : terms.some((t) => model.unconditional(t)) ? 'allowed' : 'conditional';
  const { compiler } = model;
  return {
    verdict,
    terms: terms.map(({ plan, reach }) => termOf(plan, reach, target, compiler)),
    notEvaluated: compiler
      .notJudged()
      .filter((n) => n.subject === target.resource.arn || resource.startsWith(n.subject)),
  };
}

/** The one action on the one ARN as a target of its own. Null: no account that was read can be said to own it. */
function targetFor(
  accounts: readonly Account[],
  actionId: string,
  arn: string,
  callerAccount: string | null,
): Target | null {
  const colon = actionId.indexOf(':');
  const found = findAction(actionId);
  const action: Action = {
    ...(found ?? unknownAction(actionId, colon)),
    // One capability stands for the question; which ones the catalogue gives the action does not matter here.
    capabilities: ['use-resource'],
  };
  const held = containerOf(accounts, arn);
  const owner = held?.account.accountId ?? ownerOf(accounts, arn) ?? callerAccount;
  const account = accounts.find((a) => a.accountId === owner) ?? foreign(accounts, owner);
  if (account === null) return null;
  const isRole = action.service === 'sts' && /^arn:[^:]*:iam::\d{12}:role\//.test(arn);
  const isKey = action.service === 'kms' && /^arn:[^:]*:kms:[^:]*:\d{12}:key\//.test(arn);
  const type = isRole ? 'AWS::IAM::Role' : isKey ? 'AWS::KMS::Key' : (held?.resource.type ?? `one ${action.service}`);
  const policy = arn === '*' ? null : resourcePolicyOf(accounts, arn, actionId);
  const resource: Resource = {
    arn,
    type,
    accountId: account.accountId,
    region: held?.resource.region ?? null,
    name: held?.resource.name ?? arn,
    tags: held?.resource.tags ?? NOT_COLLECTED,
    policy,
    partPolicies: new Map(),
    details: held?.resource.details ?? {},
  };
  const table = tableOf(
    type,
    action.service,
    [{ action, form: 0 }],
    [{ of: 'self', service: action.service, underPolicy: policy !== null && policy !== NOT_COLLECTED }],
  );
  const region = arn.split(':')[3] ?? '';
  const facts = knownFacts(account, resource, table.service, action.service, region);
  const form =
    arn === '*'
      ? {
          base: '',
          suffix: glob('*'),
          whole: wholeRegion('*'),
          facts,
          shape: { service: action.service, types: [], arns: [] },
        }
      : { base: arn, suffix: glob(''), whole: wholeRegion(''), facts, shape: null };
  return { arn, resource, account, table, forms: [form] };
}

/** An account that was not read, as far as owning something goes. */
function foreign(accounts: readonly Account[], accountId: string | null): Account | null {
  const [first] = accounts;
  if (accountId === null || first === undefined) return null;
  return { ...first, accountId, users: [], groups: [], roles: [], resources: [], organization: NOT_COLLECTED };
}

function unknownAction(id: string, colon: number): Action {
  return {
    id,
    service: id.slice(0, Math.max(0, colon)).toLowerCase(),
    name: id.slice(colon + 1),
    accessLevel: 'Write',
    resourceTypes: [],
    conditionKeys: [],
    dependentActions: [],
    capabilities: [],
    trustOnly: false,
    limitedBy: null,
  };
}
