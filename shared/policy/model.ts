/**
 * The typed model of an IAM policy document: what `parsePolicy` makes of the JSON that AWS stores.
 * Nobody looks at raw policy JSON after this. The model keeps every pattern and value as the author wrote it
 * (variables unexpanded), so that the fast engine and the reference evaluator each read the text for themselves.
 *
 * Page: IAM/latest/UserGuide/reference_policies_elements.html
 */

/** `Version` of a document; a document without one is read as 2008-10-17 (rule G01). */
export type PolicyVersion = '2008-10-17' | '2012-10-17';

export type Effect = 'Allow' | 'Deny';

/** A parsed document. Parsing never throws: what could not be read stands in `issues`. */
export interface PolicyDocument {
  /** True only where the document says 2012-10-17: then `${…}` in Resource and Condition is a variable (G01). */
  readonly version: PolicyVersion;
  readonly id: string | null;
  readonly statements: readonly Statement[];
  /**
   * The JSON value as it was read, for showing and for writing down what a run was computed from. Nothing decides
   * from it. For text that is no JSON it is the text.
   */
  readonly source: unknown;
  /** What is not valid or not known, each with its place; also those of single statements. */
  readonly issues: readonly PolicyIssue[];
}

/** A document with the name it is known by: a managed policy's ARN, an inline policy's name, `trust`, `bucket policy`. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

export interface Statement {
  /** Zero-based place in the document's `Statement`. */
  readonly index: number;
  readonly sid: string | null;
  readonly effect: Effect;
  /** `Principal` or `NotPrincipal`; null in identity-based policies, boundaries, session policies and SCPs. */
  readonly principal: PrincipalElement | null;
  /** `Action` or `NotAction`. */
  readonly action: PatternList;
  /** `Resource` or `NotResource`; null where the document has neither (trust policies). */
  readonly resource: PatternList | null;
  /** All must hold (F01). Empty: no conditions. */
  readonly conditions: readonly Condition[];
  /**
   * Issues that leave open whether this statement applies (an unknown operator, an unreadable element).
   * Empty for a statement that is understood in full. A statement with any is `unknown`, never guessed.
   */
  readonly unresolved: readonly PolicyIssue[];
}

/** A list element and its negated twin: Action/NotAction, Resource/NotResource. */
export interface PatternList {
  readonly negated: boolean;
  /** As written, at least one; a single value and a list of one are the same. */
  readonly patterns: readonly string[];
}

/** `Principal` (negated: `NotPrincipal`). */
export interface PrincipalElement {
  readonly negated: boolean;
  readonly entries: readonly PrincipalEntry[];
}

/** One principal as a policy names it (rules E01–E09, M07). `text` is what was written. */
export type PrincipalEntry =
  | { readonly kind: 'everyone'; readonly text: string }
  /** An account: 12 digits or its `:root` ARN (E02). */
  | { readonly kind: 'account'; readonly text: string; readonly partition: string | null; readonly accountId: string }
  | { readonly kind: 'user'; readonly text: string; readonly accountId: string }
  | { readonly kind: 'role'; readonly text: string; readonly accountId: string }
  /** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` (E07). */
  | { readonly kind: 'role-session'; readonly text: string; readonly accountId: string }
  /** `arn:aws:sts::ACCOUNT:federated-user/NAME` (B04). */
  | { readonly kind: 'federated-user'; readonly text: string; readonly accountId: string }
  /** AIDA…, AROA…: what AWS shows in place of a deleted user or role (E05). */
  | { readonly kind: 'unique-id'; readonly text: string }
  | { readonly kind: 'service'; readonly text: string }
  /** A SAML or OIDC provider (E09). */
  | { readonly kind: 'federated'; readonly text: string }
  | { readonly kind: 'canonical-user'; readonly text: string }
  /** Text that names no principal AWS documents: matches nobody, and stands in the issues (E03). */
  | { readonly kind: 'unrecognised'; readonly text: string };

/** The condition operators AWS documents, without quantifier and `IfExists`. */
export const CONDITION_OPERATORS = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
  'NumericEquals',
  'NumericNotEquals',
  'NumericLessThan',
  'NumericLessThanEquals',
  'NumericGreaterThan',
  'NumericGreaterThanEquals',
  'DateEquals',
  'DateNotEquals',
  'DateLessThan',
  'DateLessThanEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
  'Bool',
  'BinaryEquals',
  'IpAddress',
  'NotIpAddress',
  'ArnEquals',
  'ArnNotEquals',
  'ArnLike',
  'ArnNotLike',
  'Null',
] as const;
export type ConditionOperator = (typeof CONDITION_OPERATORS)[number];

export type Quantifier = 'ForAllValues' | 'ForAnyValue';

/** One operator on one key: several keys under one operator are several conditions (F01). */
export interface Condition {
  readonly operator: ConditionOperator;
  readonly quantifier: Quantifier | null;
  readonly ifExists: boolean;
  /** The key as written, e.g. `aws:PrincipalTag/Team`. */
  readonly key: string;
  /** `key` in lower case: keys compare without case (F03). */
  readonly keyId: string;
  /** As written; JSON booleans and numbers as their text (F14). Several values: OR, negated: NOR (F02). */
  readonly values: readonly string[];
}

/** Something in a document that AWS would not have saved, or that this reader does not know. */
export interface PolicyIssue {
  readonly code: PolicyIssueCode;
  /** JSON pointer into the document, e.g. `/Statement/2/Condition/StringEqual`. */
  readonly where: string;
  readonly expected: string;
  /** The found text, shortened. */
  readonly found: string;
  /** What it does to a decision: `unknown` leaves the statement open, `ignored` takes nothing away from it. */
  readonly consequence: 'unknown' | 'ignored';
}

export const POLICY_ISSUE_CODES = [
  'not-an-object',
  'not-json',
  'too-large',
  'too-deep',
  'unknown-version',
  'missing-element',
  'unknown-element',
  'conflicting-elements',
  'wrong-type',
  'unknown-effect',
  'unknown-operator',
  'unknown-principal',
  'empty-list',
  'invalid-value',
  'invalid-variable',
  'invalid-action',
  'invalid-resource',
] as const;
export type PolicyIssueCode = (typeof POLICY_ISSUE_CODES)[number];
