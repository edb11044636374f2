import type { Account, Tags } from '../account/model.ts';
import { NOT_COLLECTED } from '../account/model.ts';
import { accountFactsOf } from '../account/world.ts';
import type { Principal, Request, World } from '../authorization/request.ts';
import type { NamedPolicy, PrincipalElement } from '../policy/model.ts';
import type { Caller } from './compile/caller.ts';
import type { Target } from './compile/target.ts';
import type { Witness } from './verdict.ts';

/**
 * The witness as the request that `decide` takes: the tags of caller and resource, which the snapshot knows and the
 * request carries by itself, are put in beside the witness's own context.
 */
export function requestOf(accounts: readonly Account[], caller: Caller, target: Target, witness: Witness): Request {
  const context: Record<string, string | readonly string[]> = {};
  for (const [key, value] of Object.entries(caller.tags)) context[`aws:PrincipalTag/${key}`] = value;
  for (const [key, value] of Object.entries(tagsOf(target.resource.tags))) {
    context[`aws:ResourceTag/${key}`] = value;
    if (TAG_KEY_SERVICES.has(target.table.service)) context[`${target.table.service}:ResourceTag/${key}`] = value;
  }
  return {
    principal: principalOf(caller, witness),
    action: witness.action,
    resource: witness.resource,
    principalAccount: caller.accountId === null ? null : accountFactsOf(accounts, caller.accountId),
    resourceAccount: accountFactsOf(accounts, target.account.accountId),
    context: { ...context, ...witness.context },
  };
}

/** Of an account that was not read the witness's own `aws:PrincipalArn` is who calls. */
function principalOf(caller: Caller, witness: Witness): Principal {
  if (caller.type !== 'account' || caller.accountId === null) return caller.principal;
  const { accountId } = caller;
  const arn = witness.context['aws:PrincipalArn'] ?? caller.arn.replace(/:root$/, ':user/example');
  if (typeof arn !== 'string') return caller.principal;
  const resource = arn.split(':').slice(5).join(':');
  if (resource.startsWith('user/')) return { kind: 'user', arn, accountId, principalId: null };
  if (resource.startsWith('role/')) return { kind: 'role', arn, accountId, principalId: null };
  return caller.principal;
}

/**
 * The world in which a witness is put to `decide`. What another account's own policies say is not known: the row is
 * about the account, whose principals may be given everything.
 */
export function assumedWorld(world: World, caller: Caller): World {
  return caller.type === 'account' ? { ...world, identityPolicies: [EVERYTHING] } : world;
}

/** A key that was not collected is taken to have the policy that AWS gives to new ones: the account's own IAM decides. */
export function assumedKeyPolicy(world: World, request: Request): World {
  const accountId = /^arn:[^:]*:kms:[^:]*:(\d{12}):key\//.exec(request.resource)?.[1];
  if (accountId === undefined || world.resourcePolicy !== null) return world;
  const owner: PrincipalElement = {
    negated: false,
    entries: [{ kind: 'account', text: accountId, partition: null, accountId }],
  };
  return { ...world, resourcePolicy: allowing('key policy that was not collected', owner) };
}

const EVERYTHING: NamedPolicy = allowing('policies of an account that was not read', null);

function allowing(name: string, principal: PrincipalElement | null): NamedPolicy {
  return {
    name,
    document: {
      version: '2012-10-17',
      id: null,
      statements: [
        {
          index: 0,
          sid: null,
          effect: 'Allow',
          principal,
          action: { negated: false, patterns: ['*'] },
          resource: { negated: false, patterns: ['*'] },
          conditions: [],
          unresolved: [],
        },
      ],
      source: null,
      issues: [],
    },
  };
}

/** Services with a tag key of their own beside `aws:ResourceTag/` (F28). */
const TAG_KEY_SERVICES: ReadonlySet<string> = new Set([
  'ec2',
  'iam',
  'secretsmanager',
  'ssm',
  'rds',
  'ecr',
  'elasticfilesystem',
  'eks',
  'redshift',
  'sagemaker',
]);

function tagsOf(tags: Tags | typeof NOT_COLLECTED): Tags {
  return tags === NOT_COLLECTED ? {} : tags;
}
