import { NOT_COLLECTED } from '../../account/model.ts';
import type { Statement } from '../../policy/model.ts';
import { compileFoldedPattern, matchPattern } from '../../policy/pattern.ts';
import type { Finding } from '../finding.ts';
import type { FindingType } from '../finding-types.ts';
import { accountIdOf, type Ground } from '../ground/ground.ts';
import { writtenPolicies } from '../ground/written-policies.ts';
import {
  carriersOf,
  indexesIn,
  listOf,
  type Proposal,
  type Proposer,
  rewritten,
  type WrittenStatement,
} from './proposals.ts';

/** Types whose mistake one mechanical change takes away. */
export const PROPOSERS: Partial<Readonly<Record<FindingType, Proposer>>> = {
  'mfa-deny-without-if-exists': (ground, finding) => withMfaOperator(ground, finding, 'Bool', 'BoolIfExists'),
  'mfa-allow-with-if-exists': (ground, finding) => withMfaOperator(ground, finding, 'BoolIfExists', 'Bool'),
  'can-become-administrator': withoutFirstCall,
  'confused-deputy': withSourceAccount,
  'held-back-exposure': withoutOutsiders,
};

/** One operator in the place of another on the MFA key (F22). */
function withMfaOperator(ground: Ground, finding: Finding, from: string, to: string): readonly Proposal[] {
  return writtenPolicies(ground).flatMap(({ policy, subject, managed }) => {
    if (subject !== finding.subject) return [];
    const { statements, source } = policy.document;
    const wrong = indexesIn(finding, statements, policy.name);
    if (wrong.size === 0) return [];
    const document = rewritten(source, (statement, index) => {
      if (!wrong.has(index)) return statement;
      const condition = { ...(statement['Condition'] as WrittenStatement) }; // the finding rests on it
      const moved = { ...(condition[from] as WrittenStatement) };
      const kept = Object.entries(moved).filter(([key]) => key.toLowerCase() !== MFA_KEY);
      const mfa = Object.entries(moved).filter(([key]) => key.toLowerCase() === MFA_KEY);
      delete condition[from];
      if (kept.length > 0) condition[from] = Object.fromEntries(kept);
      condition[to] = { ...(condition[to] as WrittenStatement | undefined), ...Object.fromEntries(mfa) };
      return { ...statement, Condition: condition };
    });
    const attachedTo = managed ? subject : finding.subject;
    const principals = carriersOf(ground, policy.name, attachedTo);
    const mayChange = actionsOf(statements.filter(({ index }) => wrong.has(index)));
    return [{ attachedTo, name: policy.name, document, principals, mayChange, takesAway: null }];
  });
}

const MFA_KEY = 'aws:multifactorauthpresent';

/** Without the first call of the path that a policy of the customer's names in so many words. */
function withoutFirstCall(ground: Ground, finding: Finding): readonly Proposal[] {
  const calls = finding.path?.[0]?.calls ?? [];
  const own = writtenPolicies(ground);
  return calls.flatMap(({ action, grants }): readonly Proposal[] => {
    // AWS records no use of it (J04): whether it is needed is not known.
    if (action === 'iam:PassRole' || grants.length !== 1) return [];
    const [grant] = grants;
    const written = own.find(
      ({ policy, subject, managed }) =>
        policy.name === grant?.policy && (managed ? subject === grant.policy : subject === grant.attachedTo),
    );
    if (grant === undefined || written === undefined) return [];
    const { policy, subject } = written;
    let named = false;
    const document = rewritten(policy.document.source, (statement, index) => {
      if (index !== grant.statement) return statement;
      const kept = listOf(statement['Action']).filter((one) => one.toLowerCase() !== action.toLowerCase());
      named = kept.length < listOf(statement['Action']).length;
      return kept.length === 0 ? null : { ...statement, Action: kept };
    });
    if (!named || document === null) return [];
    const principals = carriersOf(ground, policy.name, subject);
    return [
      {
        attachedTo: subject,
        name: policy.name,
        document,
        principals,
        mayChange: (id) => id === action,
        takesAway: action,
      },
    ];
  });
}

/** With the account's own resources as the only sources (F26). */
function withSourceAccount({ subject }: Ground, finding: Finding): readonly Proposal[] {
  const resource = subject.resources.find(({ arn }) => arn === finding.subject);
  const policy = resource?.policy ?? null;
  if (resource === undefined || policy === null || policy === NOT_COLLECTED) return [];
  const wrong = indexesIn(finding, policy.document.statements, policy.name);
  const statements = policy.document.statements.filter(({ index }) => wrong.has(index));
  // A statement that lets others in as well would be narrowed for them, too.
  if (statements.some(({ principal }) => !principal?.entries.every(({ kind }) => kind === 'service'))) return [];
  const document = rewritten(policy.document.source, (statement, index) => {
    if (!wrong.has(index)) return statement;
    const condition = (statement['Condition'] ?? {}) as WrittenStatement; // an object where there is one
    const equals = (condition['StringEquals'] ?? {}) as WrittenStatement;
    return {
      ...statement,
      Condition: { ...condition, StringEquals: { ...equals, 'aws:SourceAccount': subject.accountId } },
    };
  });
  const services = statements.flatMap(({ principal }) => principal?.entries.map(({ text }) => `service:${text}`) ?? []);
  return [
    {
      attachedTo: resource.arn,
      name: policy.name,
      document,
      principals: new Set(services),
      mayChange: actionsOf(statements),
      takesAway: null,
    },
  ];
}

/** Without the accounts that only a guard keeps out: today it changes nobody's access. */
function withoutOutsiders({ subject, customerAccounts }: Ground, finding: Finding): readonly Proposal[] {
  const resource = subject.resources.find(({ arn }) => arn === finding.subject);
  const policy = resource?.policy ?? null;
  if (resource === undefined || policy === null || policy === NOT_COLLECTED) return [];
  const wrong = indexesIn(finding, policy.document.statements, policy.name);
  if (wrong.size === 0) return [];
  const isOutside = (text: string): boolean => {
    const id = /^\d{12}$/.test(text) ? text : accountIdOf(text);
    return id !== '' && !customerAccounts.has(id);
  };
  const gone = new Set<string>();
  const document = rewritten(policy.document.source, (statement, index) => {
    const principal = statement['Principal'];
    if (!wrong.has(index) || typeof principal !== 'object' || principal === null || !('AWS' in principal))
      return statement;
    const named = listOf(principal.AWS);
    for (const one of named.filter(isOutside))
      gone.add(`arn:${subject.partition}:iam::${/^\d{12}$/.test(one) ? one : accountIdOf(one)}:root`);
    const kept = named.filter((one) => !isOutside(one));
    const others = Object.fromEntries(Object.entries(principal).filter(([kind]) => kind !== 'AWS'));
    if (kept.length > 0) return { ...statement, Principal: { ...others, AWS: kept } };
    return Object.keys(others).length === 0 ? null : { ...statement, Principal: others };
  });
  if (document === null || gone.size === 0) return [];
  return [
    {
      attachedTo: resource.arn,
      name: policy.name,
      document,
      principals: gone,
      mayChange: () => false,
      takesAway: null,
    },
  ];
}

/** Whether an action is one that the statements speak of. */
function actionsOf(statements: readonly Statement[]): (action: string) => boolean {
  const lists = statements.map(({ action }) => ({
    negated: action.negated,
    patterns: action.patterns.map((text) => compileFoldedPattern(text)),
  }));
  return (action) =>
    lists.some(({ negated, patterns }) => patterns.some((one) => matchPattern(one, action.toLowerCase())) !== negated);
}
