import { NOT_COLLECTED, type Role } from '../../account/model.ts';
import { contextOf, lookupIn } from '../../authorization/context.ts';
import type { PolicyVersion, Statement } from '../../policy/model.ts';
import { parseTemplate } from '../../policy/variables.ts';
import type { Finding, StatementEvidence } from '../finding.ts';
import { type Ground, nameOf } from '../ground/ground.ts';
import type { OwnPrincipal } from '../ground/principals.ts';
import { identityStatement } from '../ground/statement-evidence.ts';
import { advice, finding } from '../make-finding.ts';

/** Statements that speak of their holder by something it does not have (G04, G05, F25). */
export function variablesWithoutValue(ground: Ground): readonly Finding[] {
  return [...ground.principals.values()].flatMap((one) => {
    if (one.account !== ground.subject || one.entity.tags === NOT_COLLECTED || isTaggedBySession(one)) return [];
    const statements: StatementEvidence[] = [];
    const keys = new Set<string>();
    let denies = false;
    for (const attached of one.policies) {
      const { document } = attached.policy;
      for (const statement of document.statements) {
        const missing = missingKeys(one, statement, document.version);
        if (missing.length === 0) continue;
        for (const key of missing) keys.add(key);
        if (statement.effect === 'Deny') denies = true;
        statements.push(identityStatement(attached, statement.index));
      }
    }
    if (keys.size === 0) return [];
    return [
      finding({
        type: 'variable-without-value',
        subject: one.arn,
        severity: denies ? 'medium' : 'low',
        reason: denies
          ? 'a deny that compares with a missing value may hit more than it was meant to, or nothing'
          : 'what the statement was to grant is not granted',
        statements,
        facts: { variables: [...keys].sort() },
        fix: advice(
          `Give ${nameOf(one.arn)} the tag that its policies ask for, or take the statement from it.`,
          'the policy may be right for its other holders',
        ),
      }),
    ];
  });
}

/** Session tags may bring a value that the role itself does not have (F27, M04). */
function isTaggedBySession({ kind, entity }: OwnPrincipal): boolean {
  if (kind !== 'role') return false;
  return (entity as Role).trustPolicy.document.statements.some(
    (
      { action }, // `kind` says that it is one
    ) => action.patterns.some((pattern) => /^sts:(tagsession|\*)$/i.test(pattern)),
  );
}

/** Variables about the principal itself, without a default, that its requests never carry. */
function missingKeys(one: OwnPrincipal, statement: Statement, version: PolicyVersion): readonly string[] {
  const texts = [...(statement.resource?.patterns ?? []), ...statement.conditions.flatMap(({ values }) => values)];
  const lookup = lookupIn(
    contextOf({
      principal: one.principal,
      action: '',
      resource: '*',
      principalAccount: null,
      resourceAccount: null,
      context: one.context,
    }),
  );
  return texts.flatMap((text) =>
    parseTemplate(text, version).parts.flatMap((part) => {
      if (part.kind !== 'variable' || part.otherwise !== null || !isOfPrincipal(part.keyId)) return [];
      return lookup(part.keyId, part.key) === null ? [part.key] : [];
    }),
  );
}

function isOfPrincipal(keyId: string): boolean {
  return keyId === 'aws:username' || keyId.startsWith('aws:principaltag/');
}
