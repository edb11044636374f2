/** One text or several, as policies write them. */
export type Texts = string | readonly string[];

/** operator → key → values. */
export type ConditionText = Readonly<Record<string, Readonly<Record<string, Texts>>>>;

/** A statement as it stands in a policy document. */
export interface StatementText {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Readonly<Record<string, Texts>>;
  readonly NotPrincipal?: Readonly<Record<string, Texts>>;
  readonly Action?: Texts;
  readonly NotAction?: Texts;
  readonly Resource?: Texts;
  readonly NotResource?: Texts;
  readonly Condition?: ConditionText;
}

/** A policy document as AWS returns it. */
export interface DocumentText {
  readonly Version: '2012-10-17' | '2008-10-17';
  readonly Id?: string;
  readonly Statement: readonly StatementText[];
}

export interface NamedDocument {
  readonly name: string;
  readonly document: DocumentText;
}

export function allow(Action: Texts, Resource: Texts, Condition?: ConditionText): StatementText {
  return { Effect: 'Allow', Action, Resource, ...(Condition === undefined ? {} : { Condition }) };
}

export function deny(Action: Texts, Resource: Texts, Condition?: ConditionText): StatementText {
  return { Effect: 'Deny', Action, Resource, ...(Condition === undefined ? {} : { Condition }) };
}

/** A statement of a resource's own policy. */
export function granting(
  Effect: 'Allow' | 'Deny',
  Principal: NonNullable<StatementText['Principal']>,
  Action: Texts,
  Resource?: Texts,
  Condition?: ConditionText,
): StatementText {
  return {
    Effect,
    Principal,
    Action,
    ...(Resource === undefined ? {} : { Resource }),
    ...(Condition === undefined ? {} : { Condition }),
  };
}

export function document(...Statement: readonly StatementText[]): DocumentText {
  return { Version: '2012-10-17', Statement };
}

/** A policy variable, written out: `variable('aws:username')`; with a default where one is given (rule G06). */
export function variable(key: string, otherwise?: string): string {
  return otherwise === undefined ? `\${${key}}` : `\${${key}, '${otherwise}'}`;
}

/** Blocks as one: all must hold. Of one operator and key the later values stand. */
export function together(...blocks: readonly (ConditionText | null)[]): ConditionText | undefined {
  const joined: Record<string, Record<string, Texts>> = {};
  for (const block of blocks) {
    for (const [operator, keys] of Object.entries(block ?? {})) joined[operator] = { ...joined[operator], ...keys };
  }
  return Object.keys(joined).length === 0 ? undefined : joined;
}
