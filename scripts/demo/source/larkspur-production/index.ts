import type { AccountSource, Night } from '../../authoring/account-source.ts';
import { BLOCK_NONE } from '../../authoring/resources.ts';
import { ssoProvider } from '../../authoring/standard-roles.ts';
import { LONDON, PRODUCTION, VIRGINIA } from '../names.ts';
import { buckets } from './buckets.ts';
import { FUNCTIONS } from './functions.ts';
import { KEYS, TABLES } from './keys-and-tables.ts';
import { QUEUES, SECRETS, TOPICS } from './messages.ts';
import { GITHUB, OKTA } from './names.ts';
import { POLICIES } from './policies.ts';
import { roles } from './roles.ts';
import { GROUPS, users } from './users.ts';

/** Larkspur's shop: where the data is, and most of the mistakes. */
export function larkspurProduction(night: Night): AccountSource {
  return {
    accountId: PRODUCTION,
    alias: 'larkspur-production',
    regions: [LONDON, VIRGINIA],
    encoded: false,
    facts: {
      // Off for the account, because of the covers.
      s3PublicAccessBlock: BLOCK_NONE,
      oidcProviders: [{ arn: GITHUB, url: 'token.actions.githubusercontent.com', clientIds: ['sts.amazonaws.com'] }],
      samlProviders: [{ arn: ssoProvider(PRODUCTION) }, { arn: OKTA }],
    },
    users: users(night),
    groups: GROUPS,
    roles: roles(night),
    policies: POLICIES,
    resources: [...buckets(night), ...KEYS, ...TABLES, ...QUEUES, ...TOPICS, ...SECRETS, ...FUNCTIONS],
  };
}
