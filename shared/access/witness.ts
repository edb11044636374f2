import type { Account, Tags } from '../account/model.ts';
import { NOT_COLLECTED } from '../account/model.ts';
import { accountFactsOf } from '../account/world.ts';
import type { Request } from '../authorization/request.ts';
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
    principal: caller.principal,
    action: witness.action,
    resource: witness.resource,
    principalAccount: caller.accountId === null ? null : accountFactsOf(accounts, caller.accountId),
    resourceAccount: accountFactsOf(accounts, target.account.accountId),
    context: { ...context, ...witness.context },
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
