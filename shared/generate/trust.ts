import { SERVICE_LINKED } from './aws-managed/for-services.ts';
import { type ConditionText, type DocumentText, document, granting, together } from './document.ts';
import type { Ground } from './ground.ts';
import type { PrincipalDraft } from './principals.ts';
import type { Random } from './random.ts';
import { COMPANY, SERVICES } from './words.ts';

export function oidcProvider({ place }: Ground): string {
  return `arn:aws:iam::${place.accountId}:oidc-provider/token.actions.githubusercontent.com`;
}

export function samlProvider({ place }: Ground, name: string): string {
  return `arn:aws:iam::${place.accountId}:saml-provider/${name}`;
}

export const IDENTITY_CENTER_PROVIDER = 'AWSSSO_5f1e2d3c4b5a6978_DO_NOT_DELETE';

/** The services that workloads run in, by their number; EC2 and Lambda most. */
export const COMPUTE = [
  'lambda',
  'lambda',
  'ecs',
  'lambda',
  'ec2',
  'states',
  'lambda',
  'codebuild',
  'glue',
  'events',
] as const;

export function computeOf(draft: PrincipalDraft): (typeof COMPUTE)[number] {
  return COMPUTE[draft.number % COMPUTE.length] ?? 'lambda';
}

/** Who may become the role. `all`: every principal of the account, to be named. */
export function trustOf(
  ground: Ground,
  draft: PrincipalDraft,
  all: readonly PrincipalDraft[],
  random: Random,
): DocumentText {
  const { accountId } = ground.place;
  const root = `arn:aws:iam::${accountId}:root`;
  const condition = (block: ConditionText): ConditionText | undefined =>
    together(ground.profile.unique && random.chance(0.5) ? ground.conditions.caller() : null, block);
  // A trust policy must name someone: where nobody has the job, the account itself.
  const named = (job: PrincipalDraft['job'], count: number): readonly string[] => {
    const some = random.some(
      all.filter((one) => one.job === job),
      count,
    );
    return some.length === 0 ? [root] : some.map(({ arn }) => arn);
  };
  switch (draft.job) {
    case 'service-linked':
      // INVARIANT: there are no more of them than services.
      return service((SERVICE_LINKED[draft.number] as (typeof SERVICE_LINKED)[number]).service);
    case 'identity-center':
      return federated(samlProvider(ground, IDENTITY_CENTER_PROVIDER), ['sts:AssumeRoleWithSAML', 'sts:TagSession'], {
        StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' },
      });
    case 'stamped':
      if (draft.path !== '/stamped/') {
        return federated(samlProvider(ground, IDENTITY_CENTER_PROVIDER), ['sts:AssumeRoleWithSAML', 'sts:TagSession'], {
          StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' },
        });
      }
      return (draft.template ?? 0) % 3 === 1
        ? service(SERVICES.ecs)
        : accounts([`arn:aws:iam::${ground.organization.securityAccountId}:root`], {
            StringEquals: { 'aws:PrincipalOrgID': ground.organization.id },
          });
    case 'federated':
      return federated(samlProvider(ground, COMPANY), 'sts:AssumeRoleWithSAML', {
        StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml', 'SAML:sub_type': 'persistent' },
      });
    case 'pipeline': {
      const bound = draft.number % 8 !== 7;
      return federated(oidcProvider(ground), 'sts:AssumeRoleWithWebIdentity', {
        StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
        // Now and then nobody bound the repository (rule J03).
        ...(bound
          ? {
              StringLike: {
                'token.actions.githubusercontent.com:sub': `repo:${COMPANY}/${draft.team}-*:ref:refs/heads/main`,
              },
            }
          : {}),
      });
    }
    case 'deployer':
      return accounts(named('pipeline', 3), undefined, ['sts:AssumeRole', 'sts:TagSession']);
    case 'release':
      return accounts([...named('deployer', 2), ...named('machine-user', 1)]);
    case 'partner': {
      const stranger = ground.strangers[draft.number % ground.strangers.length];
      const known = draft.number % 5 !== 4;
      return accounts(
        [`arn:aws:iam::${stranger?.accountId ?? accountId}:root`],
        known ? condition({ StringEquals: { 'sts:ExternalId': stranger?.externalId ?? '' } }) : undefined,
      );
    }
    case 'workload':
    case 'broker':
      return service(SERVICES[computeOf(draft)]);
    case 'administrator':
      return accounts([root], condition({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }));
    case 'reader':
      if (draft.number % 9 === 0)
        return accounts([root], condition({ StringEquals: { 'aws:PrincipalOrgID': ground.organization.id } }));
      return accounts(named('person', 2), condition({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }));
    case 'auditor':
      return accounts([`arn:aws:iam::${ground.organization.securityAccountId}:role/audit-hub`, ...named('person', 1)]);
    default:
      return accounts(named('person', 2));
  }
}

function service(principal: string): DocumentText {
  return document(granting('Allow', { Service: principal }, 'sts:AssumeRole'));
}

function accounts(
  arns: readonly string[],
  condition?: ConditionText,
  actions: string | readonly string[] = 'sts:AssumeRole',
): DocumentText {
  return document(granting('Allow', { AWS: arns }, actions, undefined, condition));
}

function federated(provider: string, actions: string | readonly string[], condition: ConditionText): DocumentText {
  return document(granting('Allow', { Federated: provider }, actions, undefined, condition));
}
