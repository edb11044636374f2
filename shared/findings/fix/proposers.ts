import { NOT_COLLECTED } from '../../account/model.ts';
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
    return [
      {
        attachedTo,
        name: policy.name,
        before: policy.document,
        document,
        touched: wrong,
        narrowing: { kind: 'conditions' },
        principals,
      },
    ];
  });
}

const MFA_KEY = 'aws:multifactorauthpresent';

/** Without the first call of the path that a policy of the customer's names in so many words. */
function withoutFirstCall(ground: Ground, finding: Finding): readonly Proposal[] {
  const calls = finding.path?.[0]?.calls ?? [];
  const own = writtenPolicies(ground);
  return calls.flatMap(({ action, grants }): readonly Proposal[] => {
    // AWS records no use of passing (J04), and with assuming goes all that is had through the role.
    if (action === 'iam:PassRole' || action.startsWith('sts:') || grants.length !== 1) return [];
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
    const touched = new Set([grant.statement]);
    const narrowing = { kind: 'action', action } as const;
    return [
      { attachedTo: subject, name: policy.name, before: policy.document, document, touched, narrowing, principals },
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
  return [
    {
      attachedTo: resource.arn,
      name: policy.name,
      before: policy.document,
      document,
      touched: wrong,
      narrowing: { kind: 'conditions' },
      principals: new Set(),
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
  const document = rewritten(policy.document.source, (statement, index) => {
    const principal = statement['Principal'];
    if (!wrong.has(index) || typeof principal !== 'object' || principal === null || !('AWS' in principal))
      return statement;
    const named = listOf(principal.AWS);
    const kept = named.filter((one) => !isOutside(one));
    const others = Object.fromEntries(Object.entries(principal).filter(([kind]) => kind !== 'AWS'));
    if (kept.length > 0) return { ...statement, Principal: { ...others, AWS: kept } };
    return Object.keys(others).length === 0 ? null : { ...statement, Principal: others };
  });
  if (document === null) return [];
  return [
    {
      attachedTo: resource.arn,
      name: policy.name,
      before: policy.document,
      document,
      touched: wrong,
      narrowing: { kind: 'principals' },
      principals: new Set(),
    },
  ];
}
