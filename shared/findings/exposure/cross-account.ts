import { kmsGrantsPolicy } from '../../access/compile/grant-policies.ts';
import type { Resource } from '../../account/model.ts';
import { fieldsOf } from '../../account/resources/known.ts';
import { parseArn } from '../../policy/arn.ts';
import type { Finding, Severity, StatementEvidence } from '../finding.ts';
import { accountIdOf, type Ground, nameOf } from '../ground/ground.ts';
import { statementEvidence } from '../ground/statement-evidence.ts';
import { advice, finding } from '../make-finding.ts';
import type { Permission } from '../question/ask.ts';
import { confidentialityOf } from './classification.ts';
import { allowedTo, type Opening, openables, openingsOf } from './opened.ts';
import { rootOf } from './outsiders.ts';
import { actionsOf, capabilitiesOf, rowsOf, scopeOf, statementsOf } from './reached.ts';
import { sharingOf } from './sharing.ts';

/** Resources that accounts of others reach because a policy, a grant or an attribute names them (A06, H06, K03). */
export function crossAccountExposures(ground: Ground): readonly Finding[] {
  const byPolicy = openables(ground).flatMap((openable) => {
    const { resource } = openable;
    if (resource === null) return [];
    const opened = openingsOf(ground, openable, ({ everyone }) => !everyone, false).filter(isOpen);
    if (opened.length === 0) return [];
    return [exposure(resource, opened, statementsOf(openable, opened), scopeOf(openable, opened))];
  });
  const byGrant = ground.subject.resources.flatMap((resource) => ofGrants(ground, resource));
  return [...byPolicy, ...byGrant, ...sharedWithAccounts(ground)];
}

function isOpen({ permissions }: Opening): boolean {
  return permissions.length > 0;
}

/** A grant on a key names one principal of any account (H06). */
function ofGrants(ground: Ground, resource: Resource): readonly Finding[] {
  const grants = fieldsOf(resource, 'AWS::KMS::Key')?.grants ?? [];
  const foreign = grants.flatMap((grant, index) => {
    const accountId = parseArn(grant.granteePrincipal)?.accountId ?? '';
    return accountId === '' || ground.customerAccounts.has(accountId) ? [] : [{ grant, index, accountId }];
  });
  const opened = foreign.flatMap(({ grant, accountId }): readonly Opening[] => {
    const kind = grant.granteePrincipal.includes(':role/') ? 'role' : 'user';
    const outsider = {
      name: rootOf(ground.subject.partition, accountId),
      everyone: false,
      principal: { kind, arn: grant.granteePrincipal, accountId, principalId: null },
    } as const;
    const calls = grant.operations.map((operation) => ({ action: `kms:${operation}`, resource: resource.arn }));
    const permissions = allowedTo(ground, outsider, calls, false, null, ({ because }) =>
      because.some(({ layer }) => layer === 'kms-grant'),
    );
    return permissions.length === 0 ? [] : [{ outsider, statement: null, permissions }];
  });
  const [first] = opened;
  if (first === undefined) return [];
  const listed = first.permissions[0]?.world.facts?.kms?.grants ?? [];
  const policy = kmsGrantsPolicy(listed, resource.arn);
  const statements = foreign.map(({ index }) =>
    statementEvidence({ policy, layer: 'kms-grant', level: null, attachedTo: resource.arn }, index),
  );
  return [exposure(resource, opened, statements, [resource.arn])];
}

function exposure(
  resource: Resource,
  opened: readonly Opening[],
  statements: readonly StatementEvidence[],
  scope: readonly string[],
): Finding {
  const permissions = opened.flatMap((one) => one.permissions);
  const accounts = [...new Set(opened.map(({ outsider }) => accountIdOf(outsider.name)))].sort();
  const { severity, reason } = severityOf(resource, permissions);
  return finding({
    type: 'cross-account-exposure',
    subject: resource.arn,
    severity,
    reason,
    statements,
    rows: rowsOf(resource.arn, opened),
    facts: {
      accounts,
      actions: actionsOf(permissions),
      scope,
      conditional: permissions.every(({ conditions }) => conditions.length > 0),
      confidentiality: confidentialityOf(resource),
    },
    fix: advice(
      `Ask the owner of ${nameOf(resource.arn)} whether ${accounts.join(', ')} still needs it, and narrow the statement to what it needs.`,
      'what the other account needs is not known here: its use is recorded there',
    ),
  });
}

function severityOf(resource: Resource, permissions: readonly Permission[]): { severity: Severity; reason: string } {
  const capabilities = capabilitiesOf(permissions);
  if (capabilities.includes('administer-resource')) {
    return { severity: 'high', reason: 'an account of others may change the resource or who has access to it' };
  }
  if (confidentialityOf(resource) === 'high') {
    return { severity: 'high', reason: 'an account of others reaches what is tagged highly confidential' };
  }
  return { severity: 'medium', reason: `an account of others has ${capabilities.join(', ')}` };
}

function sharedWithAccounts(ground: Ground): readonly Finding[] {
  const { subject, customerAccounts } = ground;
  return subject.resources.flatMap((resource) => {
    const sharing = sharingOf(resource);
    const accounts = sharing?.accounts.filter((id) => !customerAccounts.has(id)) ?? [];
    if (sharing === null || sharing.everyone || accounts.length === 0) return [];
    const high = confidentialityOf(resource) === 'high';
    return [
      finding({
        type: 'cross-account-exposure',
        subject: resource.arn,
        severity: high ? 'high' : 'medium',
        reason: high
          ? 'an account of others can copy what is tagged highly confidential'
          : 'an account of others can copy it',
        facts: { accounts, attribute: sharing.attribute },
        fix: advice(
          `Take ${accounts.join(', ')} out of the attribute ${sharing.attribute} if nobody needs the copy.`,
          'it is shared by an attribute, not by a policy',
        ),
      }),
    ];
  });
}
