import type { TermCondition } from '../../access/verdict.ts';
import { NOT_COLLECTED, type Role } from '../../account/model.ts';
import type { RequestContext } from '../../authorization/request.ts';
import type { Statement } from '../../policy/model.ts';
import type { Finding } from '../finding.ts';
import { type Ground, nameOf } from '../ground/ground.ts';
import { resourceStatement } from '../ground/statement-evidence.ts';
import { advice, finding } from '../make-finding.ts';
import { ask } from '../question/ask.ts';
import { issuerOf, type SharedIssuer, sharedIssuerOf } from './oidc-issuers.ts';

const ASSUME = 'sts:AssumeRoleWithWebIdentity';

/** Roles that take tokens of other customers of a shared issuer, or tokens meant for something else (J03). */
export function oidcTrusts(ground: Ground): readonly Finding[] {
  return ground.subject.roles.flatMap((role) => [...withoutSubject(ground, role), ...withoutAudience(ground, role)]);
}

function withoutSubject(ground: Ground, role: Role): readonly Finding[] {
  const open = federatedStatements(role).flatMap(({ statement, provider }) => {
    const issuer = sharedIssuerOf(provider);
    if (issuer === null) return [];
    const token = foreignTokens(issuer, statement).find((context) =>
      letsIn(ground, role, statement, provider, issuer, context),
    );
    return token === undefined ? [] : [{ statement, issuer, token }];
  });
  if (open.length === 0) return [];
  const issuers = [...new Set(open.map(({ issuer }) => issuer.host))].sort();
  const empty = role.inlinePolicies.length + role.attachedPolicies.length === 0;
  return [
    finding({
      type: 'oidc-trust-without-subject',
      subject: role.arn,
      severity: empty ? 'medium' : 'critical',
      reason: empty
        ? `whoever has a token of ${issuers.join(', ')} gets in, to a role without rights of its own`
        : `whoever has a token of ${issuers.join(', ')} gets in`,
      statements: open.map(({ statement }) => resourceStatement(role.arn, role.trustPolicy, statement.index)),
      facts: { issuers, tokensThatGetIn: open.map(({ issuer, token }) => String(token[`${issuer.host}:sub`])) },
      fix: advice(
        `Ask in the trust policy of ${nameOf(role.arn)} for subjects of your own: ${issuers.map((host) => `${host}:sub`).join(', ')}.`,
        'which repositories or projects use the role is not known',
      ),
    }),
  ];
}

function letsIn(
  ground: Ground,
  role: Role,
  statement: Statement,
  provider: string,
  issuer: SharedIssuer,
  context: RequestContext,
): boolean {
  const permission = ask(ground.accounts, {
    principal: { kind: 'federated', provider },
    action: ASSUME,
    resource: role.arn,
    context,
  });
  if (permission === null || !permission.because.some(({ statement: index }) => index === statement.index))
    return false;
  // A claim that names the tenant and that the token would have to carry binds as well as the subject.
  const claims = new Set(issuer.tenantClaims.map((claim) => `${issuer.host}:${claim}`));
  return !keysOf(permission.conditions).some((key) => claims.has(key));
}

/** Tokens of somebody else: one like all of them, and one for each subject pattern that leaves the tenant open. */
function foreignTokens(issuer: SharedIssuer, { conditions }: Statement): readonly RequestContext[] {
  const subjects = [issuer.foreignSubject];
  const { tenantIn, host } = issuer;
  if (tenantIn !== null) {
    for (const { keyId, values } of conditions) {
      if (keyId !== `${host}:sub`) continue;
      for (const value of values) {
        const literal = value.slice(0, value.search(/[*?]|$/));
        const named =
          literal.startsWith(tenantIn.prefix) && literal.slice(tenantIn.prefix.length).includes(tenantIn.until);
        if (named || literal === value) continue;
        const rest = issuer.foreignSubject.slice(tenantIn.prefix.length);
        const like = value.startsWith(tenantIn.prefix) ? value : `${tenantIn.prefix}${value}`;
        subjects.push(
          like.replace('*', rest).replaceAll('*', 'x').replaceAll('?', 'x'),
          value.replaceAll(/[*?]/g, rest),
        );
      }
    }
  }
  const audience = issuer.foreignAudience;
  return subjects.map((subject) => ({
    [`${host}:sub`]: subject,
    ...(audience === null ? {} : { [`${host}:aud`]: audience, [`${host}:app_id`]: audience }),
  }));
}

function withoutAudience(ground: Ground, role: Role): readonly Finding[] {
  const { oidcProviders } = ground.subject.facts;
  const open = federatedStatements(role).filter(
    ({ statement, provider }) =>
      provider.includes(':oidc-provider/') &&
      !statement.conditions.some(({ keyId }) => keyId === `${issuerOf(provider).toLowerCase()}:aud`) &&
      ask(ground.accounts, {
        principal: { kind: 'federated', provider },
        action: ASSUME,
        resource: role.arn,
        context: {},
      }) !== null,
  );
  if (open.length === 0) return [];
  const audiences = open.flatMap(({ provider }) =>
    oidcProviders === NOT_COLLECTED ? [] : (oidcProviders.find(({ arn }) => arn === provider)?.clientIds ?? []),
  );
  return [
    finding({
      type: 'oidc-trust-without-audience',
      subject: role.arn,
      severity: 'low',
      reason: 'a token for any audience in the provider’s list gets in',
      statements: open.map(({ statement }) => resourceStatement(role.arn, role.trustPolicy, statement.index)),
      facts: {
        providers: [...new Set(open.map(({ provider }) => provider))].sort(),
        audiences: [...new Set(audiences)].sort(),
      },
      fix: advice(
        `Ask in the trust policy of ${nameOf(role.arn)} for the audience that its tokens carry.`,
        'which of the audiences the role’s callers use is not known',
      ),
    }),
  ];
}

function federatedStatements(role: Role): readonly { readonly statement: Statement; readonly provider: string }[] {
  return role.trustPolicy.document.statements.flatMap((statement) =>
    statement.effect === 'Allow' && statement.principal !== null && !statement.principal.negated
      ? statement.principal.entries
          .filter(({ kind, text }) => kind === 'federated' && !text.includes(':saml-provider/'))
          .map(({ text }) => ({ statement, provider: text }))
      : [],
  );
}

function keysOf(conditions: readonly TermCondition[]): readonly string[] {
  return conditions.flatMap((one) => ('not' in one ? keysOf(one.not) : [one.key.toLowerCase()]));
}
