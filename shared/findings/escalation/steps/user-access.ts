import { NOT_COLLECTED, type User } from '../../../account/model.ts';
import { credentialsOf } from '../../ground/credentials.ts';
import { accountIdOf, type Ground, nameOf } from '../../ground/ground.ts';
import type { OwnPrincipal } from '../../ground/principals.ts';
import { mayCall } from '../../question/chance.ts';
import { actorOf, allowed } from '../actor.ts';
import { better, type Step, step } from '../step.ts';
import { tagsOf } from './assume.ts';

/** A user has at most so many access keys, active or not. */
const MOST_KEYS = 2;

/** Users whose credentials a principal may make or change, and then sign in as them. */
export function userAccess(ground: Ground, own: OwnPrincipal, users: readonly User[]): readonly Step[] {
  const ways = WAYS.filter(({ calls }) => calls.every((action) => mayCall(own, action)));
  if (ways.length === 0) return [];
  const actor = actorOf(own);
  return users.flatMap((user) => {
    if (user.arn === own.arn || accountIdOf(user.arn) !== own.account.accountId) return [];
    const steps = ways.flatMap(({ technique, calls, words, fits }) => {
      if (!fits(ground, own, user)) return [];
      const needed = technique === 'iam-002' || technique === 'iam-003' ? calls : [...calls, ...withoutMfa(own, user)];
      const made = needed.flatMap((action) => allowed(ground, actor, action, user.arn, tagsOf(user)) ?? []);
      return made.length < needed.length
        ? []
        : [step(own.arn, user.arn, technique, `${words} ${nameOf(user.arn)}`, made)];
    });
    const [first] = steps;
    return first === undefined ? [] : [steps.reduce(better, first)];
  });
}

const WAYS: readonly {
  readonly technique: string;
  readonly calls: readonly string[];
  readonly words: string;
  readonly fits: (ground: Ground, own: OwnPrincipal, user: User) => boolean;
}[] = [
  {
    technique: 'iam-002',
    calls: ['iam:CreateAccessKey'],
    words: 'creates an access key for',
    fits: (_ground, own, user) => keysOf(own, user) < MOST_KEYS,
  },
  {
    technique: 'iam-003',
    calls: ['iam:DeleteAccessKey', 'iam:CreateAccessKey'],
    words: 'replaces an access key of',
    fits: (_ground, own, user) => keysOf(own, user) >= MOST_KEYS,
  },
  {
    technique: 'iam-004',
    calls: ['iam:CreateLoginProfile'],
    words: 'gives a password to',
    fits: (_ground, own, user) => hasPassword(own, user) !== true,
  },
  {
    technique: 'iam-006',
    calls: ['iam:UpdateLoginProfile'],
    words: 'changes the password of',
    fits: (_ground, own, user) => hasPassword(own, user) !== false,
  },
];

/** Where nobody knows, there is room for one more. */
function keysOf({ account }: OwnPrincipal, user: User): number {
  const entry = credentialsOf(account, user.arn);
  if (entry === NOT_COLLECTED || entry === null) return 0;
  return entry.accessKeys.filter(({ active, lastRotated }) => active || lastRotated !== null).length;
}

/** Null: nobody knows. */
function hasPassword({ account }: OwnPrincipal, user: User): boolean | null {
  const entry = credentialsOf(account, user.arn);
  return entry === NOT_COLLECTED || entry === null ? null : entry.passwordEnabled === true;
}

/** A password alone does not sign in where an MFA device is asked for. */
function withoutMfa({ account }: OwnPrincipal, user: User): readonly string[] {
  const entry = credentialsOf(account, user.arn);
  return entry !== NOT_COLLECTED && entry?.mfaActive === true ? ['iam:DeactivateMFADevice'] : [];
}
