import type { Resource } from '../../account/model.ts';
import { fieldsOf } from '../../account/resources/known.ts';
import type { Finding, Severity } from '../finding.ts';
import { type Ground, nameOf } from '../ground/ground.ts';
import { advice, finding } from '../make-finding.ts';
import type { Permission } from '../question/ask.ts';
import { bindingKeys } from './binding-keys.ts';
import { confidentialityOf } from './classification.ts';
import { aclOpeningsOf, type Openable, type Opening, openables, openingsOf } from './opened.ts';
import { aclStatements, actionsOf, capabilitiesOf, conditionsOf, rowsOf, scopeOf, statementsOf } from './reached.ts';
import { sharingOf } from './sharing.ts';

/** What everyone can reach, and what only a condition keeps everyone from. */
export function publicExposures(ground: Ground): readonly Finding[] {
  return [
    ...openables(ground).flatMap((openable) => ofPolicy(ground, openable)),
    ...ground.subject.resources.flatMap((resource) => ofAcl(ground, resource)),
    ...sharedWithEveryone(ground),
  ];
}

function ofPolicy(ground: Ground, openable: Openable): readonly Finding[] {
  const all = openingsOf(ground, openable, ({ everyone }) => everyone, false).map((opening) => ({
    ...opening,
    permissions: opening.permissions.filter((one) => !isDeadUrl(openable.resource, one)),
  }));
  const unsigned = all.filter(
    ({ outsider, permissions }) => outsider.principal.kind === 'anonymous' && permissions.length > 0,
  );
  // Whoever needs no account needs no other word.
  const opened = unsigned.length > 0 ? unsigned : all.filter(({ permissions }) => permissions.length > 0);
  if (opened.length === 0) return [];
  const free = opened
    .map((opening) => ({ ...opening, permissions: opening.permissions.filter(isFree) }))
    .filter(({ permissions }) => permissions.length > 0);
  return [free.length > 0 ? publicFinding(openable, free) : conditionalFinding(openable, opened)];
}

function isFree({ conditions }: Permission): boolean {
  return bindingKeys(conditions).length === 0;
}

function publicFinding(openable: Openable, opened: readonly Opening[]): Finding {
  const subject = openable.resource?.arn ?? openable.arn;
  const permissions = opened.flatMap((one) => one.permissions);
  const { severity, reason } = severityOf(openable.resource, opened, permissions);
  return finding({
    type: 'public-exposure',
    subject,
    severity,
    reason,
    statements: statementsOf(openable, opened),
    rows: rowsOf(subject, opened),
    facts: {
      reachedBy: opened[0]?.outsider.name ?? '',
      actions: actionsOf(permissions),
      scope: scopeOf(openable, opened),
      confidentiality: openable.resource === null ? null : confidentialityOf(openable.resource),
    },
    fix: advice(
      `Take \`*\` out of what opens ${nameOf(openable.arn)}, and name who is meant.`,
      'who else relies on the statement is not known',
    ),
  });
}

function conditionalFinding(openable: Openable, opened: readonly Opening[]): Finding {
  const subject = openable.resource?.arn ?? openable.arn;
  const permissions = opened.flatMap((one) => one.permissions);
  const keys = bindingKeys(conditionsOf(permissions));
  return finding({
    type: 'conditional-exposure',
    subject,
    severity: 'low',
    reason: `only a condition on ${keys.join(', ')} keeps everyone out`,
    statements: statementsOf(openable, opened),
    rows: rowsOf(subject, opened),
    facts: { reachedBy: opened[0]?.outsider.name ?? '', conditionKeys: keys, actions: actionsOf(permissions) },
    fix: advice('Name the principals that are meant in place of `*`.', 'whom the condition stands for is not known'),
  });
}

/** A function URL that is not there, or that asks for signatures, opens nothing (K02). */
function isDeadUrl(resource: Resource | null, { conditions }: Permission): boolean {
  const urls = resource === null ? undefined : fieldsOf(resource, 'AWS::Lambda::Function')?.functionUrlConfigs;
  if (urls === undefined) return false;
  const byUrl = conditions.some(
    (one) => 'key' in one && /^lambda:(FunctionUrlAuthType|InvokedViaFunctionUrl)$/i.test(one.key),
  );
  return byUrl && !(urls ?? []).some(({ authType }) => authType === 'NONE');
}

function severityOf(
  resource: Resource | null,
  opened: readonly Opening[],
  permissions: readonly Permission[],
): { severity: Severity; reason: string } {
  const who = opened.some(({ outsider }) => outsider.principal.kind === 'anonymous')
    ? 'everyone'
    : 'every AWS account there is';
  if (resource === null) return { severity: 'critical', reason: `${who} may assume it` };
  const capabilities = capabilitiesOf(permissions);
  const confidentiality = confidentialityOf(resource);
  if (capabilities.includes('administer-resource')) {
    return { severity: 'critical', reason: `${who} may change it or who has access to it` };
  }
  if (confidentiality === 'high') {
    return { severity: 'critical', reason: `${who} reaches what is tagged highly confidential` };
  }
  if (confidentiality === 'public') return { severity: 'medium', reason: `${who} reaches it, and it is tagged public` };
  if (permissions.every(({ request }) => request.action.startsWith('lambda:Invoke'))) {
    return { severity: 'medium', reason: `${who} may call it; what it does for them is for its code to say` };
  }
  if (capabilities.every((capability) => capability === 'read-config')) {
    return { severity: 'medium', reason: `${who} sees its settings` };
  }
  return { severity: 'high', reason: `${who} has ${capabilities.join(', ')}` };
}

function ofAcl(ground: Ground, resource: Resource): readonly Finding[] {
  const opened = aclOpeningsOf(ground, resource).filter(({ permissions }) => permissions.length > 0);
  if (opened.length === 0) return [];
  const permissions = opened.flatMap((one) => one.permissions);
  const { severity, reason } = severityOf(resource, opened, permissions);
  return [
    finding({
      type: 'public-exposure',
      subject: resource.arn,
      severity,
      reason,
      statements: aclStatements(resource.arn, opened),
      rows: rowsOf(resource.arn, opened),
      facts: { reachedBy: opened[0]?.outsider.name ?? '', actions: actionsOf(permissions), by: 'access control list' },
      fix: advice(
        `Remove the public grants from the access control list of ${nameOf(resource.arn)}, or let the bucket's owner own every object.`,
        'an access control list is no policy',
      ),
    }),
  ];
}

function sharedWithEveryone({ subject }: Ground): readonly Finding[] {
  return subject.resources.flatMap((resource) => {
    const sharing = sharingOf(resource);
    if (sharing === null || !sharing.everyone) return [];
    return [
      finding({
        type: 'public-exposure',
        subject: resource.arn,
        severity: confidentialityOf(resource) === 'public' ? 'medium' : 'high',
        reason: 'every AWS account there is can make a copy of it',
        facts: { reachedBy: 'any AWS account', attribute: sharing.attribute },
        fix: advice(
          `Take \`all\` out of the attribute ${sharing.attribute}.`,
          'it is shared by an attribute, not by a policy',
        ),
      }),
    ];
  });
}
