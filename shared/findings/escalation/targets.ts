import type { Role, User } from '../../account/model.ts';
import type { Ground } from '../ground/ground.ts';
import { type Compute, computesOf } from './computes.ts';

/** Whom steps are looked for to: some users and roles, and what runs as those roles. */
export interface Targets {
  readonly roles: readonly Role[];
  readonly users: readonly User[];
  readonly computes: readonly Compute[];
}

/** Every user and role of the accounts that were read; service-linked roles act for their service alone. */
export function allTargets(ground: Ground): Targets {
  return {
    roles: [...ground.roles.values()].filter(({ serviceLinked }) => !serviceLinked),
    users: [...ground.users.values()],
    computes: computesOf(ground),
  };
}

/** Those of them that a set of ARNs holds. */
export function targetsIn({ roles, users, computes }: Targets, arns: ReadonlySet<string>): Targets {
  return {
    roles: roles.filter(({ arn }) => arns.has(arn)),
    users: users.filter(({ arn }) => arns.has(arn)),
    computes: computes.filter(({ roleArn }) => arns.has(roleArn)),
  };
}
