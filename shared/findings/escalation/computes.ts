import type { Account, Resource } from '../../account/model.ts';
import type { Ground } from '../ground/ground.ts';
import { computeRoleOf } from './compute-roles.ts';

/** Something with a role that runs code. */
export interface Compute {
  readonly account: Account;
  readonly resource: Resource;
  readonly roleArn: string;
}

/** What runs code with a role, in all accounts. */
export function computesOf(ground: Ground): readonly Compute[] {
  return ground.accounts.flatMap((account) =>
    account.resources.flatMap((resource) => {
      const roleArn = computeRoleOf(account, resource);
      return roleArn === null ? [] : [{ account, resource, roleArn }];
    }),
  );
}
