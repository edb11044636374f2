import type { JsonInput, Operation, Operations } from '../http/aws-json.ts';
import { type Item, sizeOfItem } from './attribute-value.ts';
import { consumed, readUnits, writeUnits } from './capacity.ts';
import { dynamoError } from './errors.ts';
import { project } from './evaluate-update.ts';
import { itemOf, oneOf, only, optionalText } from './input.ts';
import { parseProjection, Substitutions } from './parse-expression.ts';
import type { Store } from './store.ts';
import { effectOf, readDelete, readPut, readUpdate, type WriteAction } from './write-actions.ts';

const CAPACITY = ['NONE', 'TOTAL', 'INDEXES'] as const;
const MORE = ['ReturnValues', 'ReturnConsumedCapacity'];

/** PutItem, UpdateItem, DeleteItem and GetItem. */
export function itemOperations(store: Store): Operations {
  return new Map<string, Operation>([
    [
      'PutItem',
      (input) => {
        const returned = oneOf(input, 'ReturnValues', ['NONE', 'ALL_OLD']);
        return perform(store, readPut(store, input, MORE), input, returned);
      },
    ],
    [
      'DeleteItem',
      (input) => {
        const returned = oneOf(input, 'ReturnValues', ['NONE', 'ALL_OLD']);
        return perform(store, readDelete(store, input, MORE), input, returned);
      },
    ],
    [
      'UpdateItem',
      (input) => {
        const returned = oneOf(input, 'ReturnValues', ['NONE', 'ALL_OLD', 'ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW']);
        return perform(store, readUpdate(store, input, MORE), input, returned);
      },
    ],
    ['GetItem', (input) => getItem(store, input)],
  ]);
}

function perform(store: Store, action: WriteAction, input: JsonInput, returned: string) {
  const capacity = oneOf(input, 'ReturnConsumedCapacity', CAPACITY);
  const { before, after, conditionHolds, change } = effectOf(action);
  if (!conditionHolds) throw conditionFailed(action, before);
  if (change) store.write([change]);
  const attributes = returnedAttributes(returned, action, before, after);
  return {
    ...(attributes ? { Attributes: attributes } : {}),
    ...consumed(capacity, { [action.table.definition.name]: writeUnits(before, after) }, false),
  };
}

export const CONDITION_FAILED = 'The conditional request failed';

function conditionFailed(action: WriteAction, before: Item | undefined) {
  const members = action.returnOnFailure && before ? { Item: before } : {};
  return dynamoError('ConditionalCheckFailedException', CONDITION_FAILED, members);
}

function returnedAttributes(returned: string, action: WriteAction, before: Item | undefined, after: Item | undefined) {
  if (returned === 'ALL_OLD') return before;
  if (returned === 'ALL_NEW') return after;
  if (returned === 'NONE') return undefined;
  const source = returned === 'UPDATED_OLD' ? before : after;
  const part = source
    ? project(
        source,
        action.update.map(({ path }) => path),
      )
    : {};
  return Object.keys(part).length === 0 ? undefined : part;
}

function getItem(store: Store, input: JsonInput) {
  const names = ['TableName', 'Key', 'ConsistentRead', 'ProjectionExpression', 'ExpressionAttributeNames'];
  only(input, [...names, 'ReturnConsumedCapacity']);
  const table = store.table(input['TableName']);
  const key = itemOf(input, 'Key');
  table.checkKey(key);
  const pick = projectionOf(input);
  const item = table.get(key);
  const units = readUnits(item ? sizeOfItem(item) : 0, input['ConsistentRead'] === true ? 'consistent' : 'eventual');
  const capacity = oneOf(input, 'ReturnConsumedCapacity', CAPACITY);
  return { ...(item ? { Item: pick(item) } : {}), ...consumed(capacity, { [table.definition.name]: units }, false) };
}

/** Cuts items to a ProjectionExpression, where there is one. */
export function projectionOf(input: JsonInput): (item: Item) => Item {
  const substitutions = new Substitutions(input['ExpressionAttributeNames'], undefined);
  const expression = optionalText(input, 'ProjectionExpression');
  const paths = expression === undefined ? null : parseProjection(expression, substitutions);
  substitutions.checkAllUsed();
  return (item) => (paths ? project(item, paths) : item);
}
