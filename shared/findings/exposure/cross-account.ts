import type { AccessAnalysis } from '../../access/analyze.ts';
import type { PrincipalType, Term } from '../../access/verdict.ts';
import { NOT_COLLECTED, type Resource } from '../../account/model.ts';
import type { Finding, Severity, StatementEvidence } from '../finding.ts';
import { accountIdOf, type Ground, nameOf } from '../ground/ground.ts';
import { advice, finding } from '../make-finding.ts';
import { confidentialityOf } from './classification.ts';
import { namedAccounts } from './named-accounts.ts';
import { isForeignAccount, outsideAccess, type StatementIndex, statementIndex, statementsOf } from './outside-lines.ts';
import { rootOf } from './outsiders.ts';
import { sharingOf } from './sharing.ts';

type Access = Pick<AccessAnalysis, 'principals' | 'lines' | 'statements'>;

/** Resources that accounts of others reach because a policy, a grant or an attribute names them (A06, K03). */
export function crossAccountExposures(ground: Ground, { access }: { readonly access: Access }): readonly Finding[] {
  const resources = new Map(ground.subject.resources.map((resource) => [resource.arn, resource]));
  const named = new Set(ground.subject.resources.flatMap(namedAccounts));
  const worthAsking = ({ arn, type }: { readonly arn: string; readonly type: PrincipalType }): boolean =>
    isForeignAccount(ground, arn, type) && named.has(accountIdOf(arn));
  const reached = outsideAccess(ground, access, worthAsking);
  const index = statementIndex(access);
  const byLines = reached.flatMap((found) => {
    const resource = resources.get(found.resourceArn);
    if (resource === undefined) return [];
    const byName = found.lines.flatMap(({ line, terms }) => {
      const id = accountIdOf(line.principalArn);
      const kept = terms.filter((term) => isNamed(resource, statementsOf(index, [term], resource.arn), id));
      return kept.length === 0 ? [] : [{ line, terms: kept }];
    });
    return byName.length === 0 ? [] : [exposure(resource, byName, index)];
  });
  return [...byLines, ...sharedWithAccounts(ground)];
}

/** Whether one of the granting statements names the account, or everyone narrowed to it. */
function isNamed({ policy }: Resource, grants: readonly StatementEvidence[], accountId: string): boolean {
  return grants.some(({ layer, statement: index }) => {
    if (layer !== 'resource') return layer === 'kms-grant' || layer === 'access-point';
    const statement = policy === null || policy === NOT_COLLECTED ? undefined : policy.document.statements[index];
    if (statement === undefined || statement.principal === null) return false;
    const { principal, conditions } = statement;
    if (!principal.negated && principal.entries.some((entry) => 'accountId' in entry && entry.accountId === accountId))
      return true;
    return conditions.some(({ values }) => values.some((value) => value.includes(accountId)));
  });
}

function exposure(
  resource: Resource,
  named: readonly {
    readonly line: { readonly principalArn: string; readonly resourceArn: string | null; readonly capability: string };
    readonly terms: readonly Term[];
  }[],
  index: StatementIndex,
): Finding {
  const terms = named.flatMap((one) => one.terms);
  const accounts = [...new Set(named.map(({ line }) => accountIdOf(line.principalArn)))].sort();
  const { severity, reason } = severityOf(
    resource,
    named.map(({ line }) => line.capability),
  );
  return finding({
    type: 'cross-account-exposure',
    subject: resource.arn,
    severity,
    reason,
    statements: statementsOf(index, terms, resource.arn),
    rows: named.map(({ line }) => line as Finding['evidence']['rows'][number]), // an access line holds what a row needs
    facts: {
      accounts,
      actions: [...new Set(terms.flatMap(({ actions }) => actions))].sort(),
      scope: [...new Set(terms.flatMap(({ scope }) => scope.include))].sort(),
      conditional: terms.every(({ conditions }) => conditions.length > 0),
      confidentiality: confidentialityOf(resource),
    },
    fix: advice(
      `Ask the owner of ${nameOf(resource.arn)} whether ${accounts.join(', ')} still needs it, and narrow the statement to what it needs.`,
      'what the other account needs is not known here: its use is recorded there',
    ),
  });
}

function severityOf(resource: Resource, capabilities: readonly string[]): { severity: Severity; reason: string } {
  if (capabilities.includes('administer-resource')) {
    return { severity: 'high', reason: 'an account of others may change the resource or who has access to it' };
  }
  if (confidentialityOf(resource) === 'high') {
    return { severity: 'high', reason: 'an account of others reaches what is tagged highly confidential' };
  }
  return { severity: 'medium', reason: `an account of others has ${[...new Set(capabilities)].sort().join(', ')}` };
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
        facts: { accounts: accounts.map((id) => rootOf(subject.partition, id)), attribute: sharing.attribute },
        fix: advice(
          `Take ${accounts.join(', ')} out of the attribute ${sharing.attribute} if nobody needs the copy.`,
          'it is shared by an attribute, not by a policy',
        ),
      }),
    ];
  });
}
