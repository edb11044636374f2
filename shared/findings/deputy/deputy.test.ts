import { accountJson, OTHER, OWN, role } from '../../account/testing/fixtures.ts';
import { check as checkFindings, grants, inline, type Json, may, trusts } from '../testing/check.ts';

const GITHUB = 'token.actions.githubusercontent.com';
const WEB = 'sts:AssumeRoleWithWebIdentity';
const RIGHTS = { RolePolicyList: inline(may('s3:*')) };

function checkTrust(
  title: string,
  type: 'oidc-trust-without-subject' | 'third-party-trust-without-external-id',
  trust: Json,
  expected: readonly string[],
): void {
  checkFindings(
    title,
    [type],
    { account: accountJson(), roles: [role('r', { AssumeRolePolicyDocument: trust, ...RIGHTS })] },
    expected,
  );
}

const oidc = (host: string, condition: Json, provider = `arn:aws:iam::${OWN}:oidc-provider/${host}`): Json =>
  trusts({ Federated: provider }, condition, WEB);
const subject = (operator: string, value: string | readonly string[]): Json =>
  oidc(GITHUB, { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' }, [operator]: { [`${GITHUB}:sub`]: value } });
const FOUND = ['r: critical'];

checkTrust(
  'GitHub: an audience alone binds nobody (J03)',
  'oidc-trust-without-subject',
  oidc(GITHUB, { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } }),
  FOUND,
);
for (const [operator, value, expected] of [
  ['StringEquals', 'repo:acme/shop:ref:refs/heads/main', []],
  ['StringLike', 'repo:acme/*', []],
  ['StringLike', '*', FOUND],
  ['StringLike', 'repo:*', FOUND],
  ['StringLike', 'repo:acme*', FOUND],
  ['StringLike', 'repo:*/shop:*', FOUND],
  ['StringLike', ['repo:acme/*', 'repo:*'], FOUND],
  ['StringEquals', 'repo:acme/*', []],
  ['StringNotEquals', 'repo:mallory/x:ref:refs/heads/main', FOUND],
] as const) {
  checkTrust(
    `GitHub: ${operator} \`${value}\` (J03)`,
    'oidc-trust-without-subject',
    subject(operator, value),
    expected,
  );
}
checkTrust(
  'GitHub: the owner’s claim binds as well',
  'oidc-trust-without-subject',
  oidc(GITHUB, { StringEquals: { [`${GITHUB}:repository_owner`]: 'acme' } }),
  [],
);
checkTrust(
  'GitLab: a group binds',
  'oidc-trust-without-subject',
  oidc('gitlab.com', { StringLike: { 'gitlab.com:sub': 'project_path:acme/*' } }),
  [],
);
checkTrust(
  'GitLab: any project',
  'oidc-trust-without-subject',
  oidc('gitlab.com', { StringLike: { 'gitlab.com:sub': 'project_path:*' } }),
  FOUND,
);
checkTrust(
  'Google: the audience is the tenant’s',
  'oidc-trust-without-subject',
  oidc(
    'accounts.google.com',
    { StringEquals: { 'accounts.google.com:aud': 'acme.apps.googleusercontent.com' } },
    'accounts.google.com',
  ),
  [],
);
checkTrust(
  'Cognito without the pool’s id',
  'oidc-trust-without-subject',
  oidc(
    'cognito-identity.amazonaws.com',
    { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } },
    'cognito-identity.amazonaws.com',
  ),
  FOUND,
);
checkTrust(
  'an issuer of one’s own is nobody else’s',
  'oidc-trust-without-subject',
  oidc('idp.acme.example', { StringEquals: { 'idp.acme.example:aud': 'aws' } }),
  [],
);

const THIRD = 'third-party-trust-without-external-id';
const other = { AWS: `arn:aws:iam::${OTHER}:root` };
checkTrust('an account of others (J02)', THIRD, trusts(other), ['r: high']);
checkTrust('with an external id', THIRD, trusts(other, { StringEquals: { 'sts:ExternalId': 'x' } }), []);
checkTrust('with a named principal', THIRD, trusts({ AWS: `arn:aws:iam::${OTHER}:role/scanner` }), []);
checkTrust(
  'with a named principal by condition',
  THIRD,
  trusts(other, { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:role/scanner` } }),
  [],
);
checkTrust('the own account', THIRD, trusts({ AWS: `arn:aws:iam::${OWN}:root` }), []);

function checkDeputy(
  title: string,
  condition: Json | undefined,
  expected: readonly string[],
  service = 'sns.amazonaws.com',
): void {
  const arn = `arn:aws:sqs:eu-west-1:${OWN}:q`;
  const policy = grants({ Service: service }, 'sqs:SendMessage', arn, condition);
  checkFindings(
    title,
    ['confused-deputy'],
    { account: accountJson(), resources: [{ type: 'AWS::SQS::Queue', arn, policy, kmsMasterKeyId: null }] },
    expected,
  );
}

checkDeputy('a service for whomever it works (F26)', undefined, ['q: medium']);
checkDeputy('for one topic', { ArnEquals: { 'aws:SourceArn': `arn:aws:sns:eu-west-1:${OWN}:t` } }, []);
checkDeputy('for the own account', { StringEquals: { 'aws:SourceAccount': OWN } }, []);
checkDeputy(
  'for topics of anyone, though a source is asked for',
  { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' } },
  ['q: medium'],
);
checkDeputy('for the own organization', { StringEquals: { 'aws:SourceOrgID': 'o-exampleorg' } }, []);
