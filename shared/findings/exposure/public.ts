import type { AccessAnalysis } from '../../access/analyze.ts';
import type { Resource } from '../../account/model.ts';
import { fieldsOf } from '../../account/resources/known.ts';
import type { Finding, Severity } from '../finding.ts';
import { type Ground, nameOf } from '../ground/ground.ts';
import { resourceStatement } from '../ground/statement-evidence.ts';
import { advice, finding } from '../make-finding.ts';
import { confidentialityOf } from './classification.ts';
import { openables, openingsOf } from './opened.ts';
import {
  bindingKeys,
  type OutsideAccess,
  outsideAccess,
  rowsOf,
  type StatementIndex,
  statementIndex,
  statementsOf,
} from './outside-lines.ts';
import { sharingOf } from './sharing.ts';

type Access = Pick<AccessAnalysis, 'principals' | 'lines' | 'statements'>;

/** What everyone can reach, and what only a condition keeps everyone from. */
export function publicExposures(ground: Ground, { access }: { readonly access: Access }): readonly Finding[] {
  const resources = new Map(ground.subject.resources.map((resource) => [resource.arn, resource]));
  const reached = outsideAccess(ground, access, ({ type }) => type === 'anonymous');
  const index = statementIndex(access);
  const anonymous = reached.flatMap((found) => {
    const resource = resources.get(found.resourceArn);
    return resource === undefined ? [] : [ofAnonymous(resource, found, index)];
  });
  const seen = new Set(anonymous.map(({ subject }) => subject));
  return [...anonymous, ...openToEveryAccount(ground, seen), ...sharedWithEveryone(ground)];
}

function ofAnonymous(resource: Resource, found: OutsideAccess, index: StatementIndex): Finding {
  const reached = found.lines.map(({ line, terms }) => ({
    line,
    terms: terms.filter((one) => !isDeadUrl(resource, one)),
  }));
  const open = reached.filter(({ terms }) => terms.some(({ conditions }) => bindingKeys(conditions).length === 0));
  const terms = reached.flatMap((one) => one.terms);
  if (open.length === 0) {
    const keys = [...new Set(terms.flatMap(({ conditions }) => bindingKeys(conditions)))].sort();
    return finding({
      type: 'conditional-exposure',
      subject: resource.arn,
      severity: 'low',
      reason: `only a condition on ${keys.join(', ') || 'the call'} keeps everyone out`,
      statements: statementsOf(index, terms, resource.arn),
      rows: rowsOf(found),
      facts: { conditionKeys: keys, actions: actionsOf(terms) },
      fix: advice('Name the principals that are meant in place of `*`.', 'whom the condition stands for is not known'),
    });
  }
  const openTerms = open.flatMap((one) => one.terms.filter(({ conditions }) => bindingKeys(conditions).length === 0));
  const actions = actionsOf(openTerms);
  const { severity, reason } = severityOf(
    resource,
    open.map(({ line }) => line.capability),
    actions,
  );
  return finding({
    type: 'public-exposure',
    subject: resource.arn,
    severity,
    reason,
    statements: statementsOf(index, openTerms, resource.arn),
    rows: rowsOf({ ...found, lines: open }),
    facts: {
      reachedBy: 'anonymous',
      actions,
      scope: [...new Set(openTerms.flatMap(({ scope }) => scope.include))].sort(),
      confidentiality: confidentialityOf(resource),
    },
    fix: advice(
      `Take \`*\` out of what opens ${nameOf(resource.arn)}, and name who is meant.`,
      'who else relies on the statement is not known',
    ),
  });
}

/** A function URL that is not there, or that asks for signatures, opens nothing (K02). */
function isDeadUrl(resource: Resource, { conditions }: { readonly conditions: readonly object[] }): boolean {
  const urls = fieldsOf(resource, 'AWS::Lambda::Function')?.functionUrlConfigs;
  if (urls === undefined) return false;
  const byUrl = conditions.some(
    (one) => 'key' in one && /^lambda:(FunctionUrlAuthType|InvokedViaFunctionUrl)$/i.test(String(one.key)),
  );
  return byUrl && !(urls ?? []).some(({ authType }) => authType === 'NONE');
}

function severityOf(
  resource: Resource,
  capabilities: readonly string[],
  actions: readonly string[],
): { severity: Severity; reason: string } {
  const confidentiality = confidentialityOf(resource);
  if (capabilities.includes('administer-resource'))
    return { severity: 'critical', reason: 'everyone may change who has access' };
  if (confidentiality === 'high')
    return { severity: 'critical', reason: 'everyone reaches what is tagged highly confidential' };
  if (confidentiality === 'public')
    return { severity: 'medium', reason: 'everyone reaches it, and it is tagged public' };
  if (actions.every((action) => action.startsWith('lambda:Invoke'))) {
    return { severity: 'medium', reason: 'everyone may call it; what it does for them is for its code to say' };
  }
  if (capabilities.every((capability) => capability === 'read-config')) {
    return { severity: 'medium', reason: 'everyone sees its settings' };
  }
  return { severity: 'high', reason: `everyone has ${[...new Set(capabilities)].sort().join(', ')}` };
}

/** Policies that want a signature and take anyone's: any AWS account (E01). */
function openToEveryAccount(ground: Ground, seen: ReadonlySet<string>): readonly Finding[] {
  return openables(ground).flatMap((openable) => {
    if (seen.has(openable.arn)) return [];
    const open = openingsOf(ground, openable, ({ name }) => name === 'any AWS account').flatMap(
      ({ permission, statement }) => (permission === null ? [] : [{ permission, statement }]),
    );
    if (open.length === 0) return [];
    const statements = open.map(({ statement }) => resourceStatement(openable.arn, openable.policy, statement.index));
    const free = open.filter(({ permission }) => bindingKeys(permission.conditions).length === 0);
    const keys = [...new Set(open.flatMap(({ permission }) => bindingKeys(permission.conditions)))].sort();
    const actions = [...new Set(open.map(({ permission }) => permission.request.action))].sort();
    return [
      finding({
        type: free.length > 0 ? 'public-exposure' : 'conditional-exposure',
        subject: openable.arn,
        severity: free.length === 0 ? 'low' : openable.resource === null ? 'critical' : 'high',
        reason:
          free.length > 0
            ? 'every AWS account there is can reach it'
            : `only a condition on ${keys.join(', ')} keeps every AWS account out`,
        statements,
        facts: { reachedBy: 'any AWS account', actions, conditionKeys: keys },
        fix: advice(
          `Name who is meant in place of \`*\` in the policy of ${nameOf(openable.arn)}.`,
          'who is meant is not known',
        ),
      }),
    ];
  });
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

function actionsOf(terms: readonly { readonly actions: readonly string[] }[]): readonly string[] {
  return [...new Set(terms.flatMap(({ actions }) => actions))].sort();
}
