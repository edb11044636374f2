/**
 * What a row must look like for a write to happen: the small part of DynamoDB's condition language that the product
 * uses, as data, so that the table and its in-memory twin judge the same thing.
 */
export type Condition =
  /** There is no such row. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'equals'; readonly attribute: string; readonly value: string | number }
  | { readonly kind: 'below'; readonly attribute: string; readonly value: string | number }
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] };

export const absent: Condition = { kind: 'absent' };

export function equals(attribute: string, value: string | number): Condition {
  return { kind: 'equals', attribute, value };
}

export function below(attribute: string, value: string | number): Condition {
  return { kind: 'below', attribute, value };
}

export function all(...of: readonly Condition[]): Condition {
  return { kind: 'all', of };
}

export function any(...of: readonly Condition[]): Condition {
  return { kind: 'any', of };
}
