/** Policy documents as the demonstration's authors write them: AWS's own element names, nothing inferred. */

export type Principals = '*' | Readonly<Record<string, string | readonly string[]>>;
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | boolean | readonly string[]>>>>;

export interface StatementSource {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: Principals;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Conditions;
}

export interface PolicySource {
  readonly Version: '2008-10-17' | '2012-10-17';
  readonly Id?: string;
  readonly Statement: readonly StatementSource[];
}

type Texts = string | readonly string[];

export function policy(...statements: readonly StatementSource[]): PolicySource {
  return { Version: '2012-10-17', Statement: statements };
}

/** A statement of an identity policy, a boundary or an SCP. */
export function allow(Sid: string, Action: Texts, Resource: Texts, Condition?: Conditions): StatementSource {
  return { Sid, Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) };
}

export function deny(Sid: string, Action: Texts, Resource: Texts, Condition?: Conditions): StatementSource {
  return { Sid, Effect: 'Deny', Action, Resource, ...(Condition && { Condition }) };
}

/** A statement of a resource-based policy. */
export function grant(
  Sid: string,
  Principal: Principals,
  Action: Texts,
  Resource: Texts,
  Condition?: Conditions,
): StatementSource {
  return { Sid, Effect: 'Allow', Principal, Action, Resource, ...(Condition && { Condition }) };
}

/** A trust policy of one statement; `Action` is what such a principal calls. */
export function trust(Principal: Principals, Condition?: Conditions, Action: Texts = 'sts:AssumeRole'): PolicySource {
  return policy({ Effect: 'Allow', Principal, Action, ...(Condition && { Condition }) });
}

/** The trust of a service role. */
export function serviceTrust(...services: readonly string[]): PolicySource {
  const names = services.map((service) => `${service}.amazonaws.com`);
  return trust({ Service: names.length === 1 ? String(names[0]) : names });
}

export function rootOf(accountId: string): string {
  return `arn:aws:iam::${accountId}:root`;
}

/** A policy variable, with the braces that AWS reads and TypeScript would. */
export function variable(key: string): string {
  return `\${${key}}`;
}
