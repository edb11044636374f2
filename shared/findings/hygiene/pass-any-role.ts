import { ANY_NAME } from '../escalation/administering.ts';
import type { Finding } from '../finding.ts';
import { type Ground, nameOf } from '../ground/ground.ts';
import type { OwnPrincipal } from '../ground/principals.ts';
import { advice, finding } from '../make-finding.ts';
import { ask, type Permission } from '../question/ask.ts';
import { mayCall } from '../question/chance.ts';
import { grantsOf } from '../question/grants.ts';

/** Principals that may hand any role of the account to a service (J04). */
export function passAnyRole(ground: Ground): readonly Finding[] {
  return [...ground.principals.values()].flatMap((one) => {
    if (one.account !== ground.subject || ground.administrators.has(one.arn) || !mayCall(one, 'iam:PassRole'))
      return [];
    const services = [null, ...passedServices(one)];
    for (const service of services) {
      const permission = passes(ground, one, service);
      if (permission === null) continue;
      return [
        finding({
          type: 'pass-any-role',
          subject: one.arn,
          severity: 'high',
          reason: 'whatever role is made next, it may hand it to a service and act through that',
          statements: grantsOf(permission, one.policies),
          facts: { passedTo: service ?? 'every service', conditional: permission.conditions.length > 0 },
          fix: advice(
            `Name the roles that ${nameOf(one.arn)} passes, and the services it passes them to (iam:PassedToService).`,
            'AWS records no use of iam:PassRole (J04), so the roles that are needed are not known',
          ),
        }),
      ];
    }
    return [];
  });
}

function passes(ground: Ground, one: OwnPrincipal, service: string | null): Permission | null {
  return ask(ground.accounts, {
    principal: one.principal,
    action: 'iam:PassRole',
    resource: `arn:${one.account.partition}:iam::${one.account.accountId}:role/${ANY_NAME}`,
    context: service === null ? one.context : { ...one.context, 'iam:PassedToService': service },
  });
}

/** The services that its policies' conditions on passing name, sorted. */
function passedServices({ policies }: OwnPrincipal): readonly string[] {
  const named = policies.flatMap(({ policy }) =>
    policy.document.statements.flatMap(({ conditions }) =>
      conditions
        .filter(({ keyId, operator }) => keyId === 'iam:passedtoservice' && !operator.includes('Not'))
        .flatMap(({ values }) => values),
    ),
  );
  return [...new Set(named)].sort();
}
