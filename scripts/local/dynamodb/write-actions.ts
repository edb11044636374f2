import type { JsonInput } from '../http/aws-json.ts';
import type { Item } from './attribute-value.ts';
import { validation } from './errors.ts';
import { meets } from './evaluate-condition.ts';
import { applyUpdate } from './evaluate-update.ts';
import type { Condition, UpdateAction } from './expression.ts';
import { itemOf, oneOf, only, optionalText, textOf } from './input.ts';
import { parseCondition, parseUpdate, Substitutions } from './parse-expression.ts';
import type { Change, Store } from './store.ts';
import type { Table } from './table.ts';

/** A write of one item, parsed and checked against its table; alone or in a transaction. */
export interface WriteAction {
  readonly table: Table;
  readonly key: Item;
  readonly condition: Condition | null;
  readonly returnOnFailure: boolean;
  /** The item afterwards: undefined, it is not there; null, it is not touched. */
  readonly next: (before: Item | undefined) => Item | undefined | null;
  readonly update: readonly UpdateAction[];
}

const EXPRESSIONS = ['ConditionExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues'];
const SHARED = ['TableName', 'ReturnValuesOnConditionCheckFailure', ...EXPRESSIONS];

export function readPut(store: Store, input: JsonInput, more: readonly string[] = []): WriteAction {
  only(input, [...SHARED, 'Item', ...more]);
  const table = store.table(input['TableName']);
  const item = itemOf(input, 'Item');
  table.checkItem(item);
  return { table, key: table.keyOf(item), ...conditionOf(input), next: () => item, update: [] };
}

export function readDelete(store: Store, input: JsonInput, more: readonly string[] = []): WriteAction {
  only(input, [...SHARED, 'Key', ...more]);
  return { ...keyed(store, input), ...conditionOf(input), next: () => undefined, update: [] };
}

export function readCheck(store: Store, input: JsonInput): WriteAction {
  only(input, [...SHARED, 'Key']);
  textOf(input, 'ConditionExpression');
  return { ...keyed(store, input), ...conditionOf(input), next: () => null, update: [] };
}

export function readUpdate(store: Store, input: JsonInput, more: readonly string[] = []): WriteAction {
  only(input, [...SHARED, 'Key', 'UpdateExpression', ...more]);
  const { table, key } = keyed(store, input);
  const substitutions = substitutionsOf(input);
  const expression = optionalText(input, 'UpdateExpression');
  const update = expression === undefined ? [] : parseUpdate(expression, substitutions);
  const condition = conditionOf(input, substitutions);
  for (const { path } of update) {
    if (path[0] === table.definition.key.hash || path[0] === table.definition.key.range) {
      throw validation(
        `One or more parameter values were invalid: Cannot update attribute ${path[0]}. This attribute is part of the key`,
      );
    }
  }
  const next = (before: Item | undefined): Item => {
    const after = applyUpdate(update, before ?? key);
    table.checkItem(after);
    return after;
  };
  return { table, key, ...condition, next, update };
}

function keyed(store: Store, input: JsonInput): { table: Table; key: Item } {
  const table = store.table(input['TableName']);
  const key = itemOf(input, 'Key');
  table.checkKey(key);
  return { table, key };
}

function substitutionsOf(input: JsonInput): Substitutions {
  return new Substitutions(input['ExpressionAttributeNames'], input['ExpressionAttributeValues']);
}

function conditionOf(
  input: JsonInput,
  substitutions = substitutionsOf(input),
): Pick<WriteAction, 'condition' | 'returnOnFailure'> {
  const expression = optionalText(input, 'ConditionExpression');
  const condition = expression === undefined ? null : parseCondition(expression, 'ConditionExpression', substitutions);
  substitutions.checkAllUsed();
  return {
    condition,
    returnOnFailure: oneOf(input, 'ReturnValuesOnConditionCheckFailure', ['NONE', 'ALL_OLD']) === 'ALL_OLD',
  };
}

/** What an action does to its item now. */
export interface Effect {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  readonly conditionHolds: boolean;
  readonly change: Change | null;
}

export function effectOf(action: WriteAction): Effect {
  const { table, key, condition } = action;
  const before = table.get(key);
  if (condition && !meets(condition, before ?? {}))
    return { before, after: before, conditionHolds: false, change: null };
  const next = action.next(before);
  const { name } = table.definition;
  if (next === null) return { before, after: before, conditionHolds: true, change: null };
  const change: Change = next === undefined ? { table: name, delete: key } : { table: name, put: next };
  return { before, after: next, conditionHolds: true, change };
}
