import { createHash } from 'node:crypto';
import { AwsJsonError, type JsonInput, type Operation, type Operations } from '../http/aws-json.ts';
import { type Item, sizeOfItem } from './attribute-value.ts';
import { consumed, readUnits, writeUnits } from './capacity.ts';
import { dynamoError, validation } from './errors.ts';
import { itemOf, listOf, oneOf, only, optionalText, recordOf } from './input.ts';
import { CONDITION_FAILED, projectionOf } from './item-operations.ts';
import type { Store } from './store.ts';
import {
  type Effect,
  effectOf,
  readCheck,
  readDelete,
  readPut,
  readUpdate,
  type WriteAction,
} from './write-actions.ts';

const MOST_ACTIONS = 100;
const MOST_BYTES = 4 * 1024 * 1024;
/** How long AWS remembers a ClientRequestToken. */
const TOKEN_MILLISECONDS = 10 * 60 * 1000;
const CAPACITY = ['NONE', 'TOTAL', 'INDEXES'] as const;

const READERS: Readonly<Record<string, (store: Store, input: JsonInput) => WriteAction>> = {
  Put: readPut,
  Update: readUpdate,
  Delete: readDelete,
  ConditionCheck: readCheck,
};

export function transactionOperations(store: Store, now: () => number): Operations {
  return new Map<string, Operation>([
    ['TransactWriteItems', (input) => transactWrite(store, input, now)],
    ['TransactGetItems', (input) => transactGet(store, input)],
  ]);
}

interface Reason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: Item;
}

function transactWrite(store: Store, input: JsonInput, now: () => number) {
  only(input, ['TransactItems', 'ClientRequestToken', 'ReturnConsumedCapacity']);
  const actions = requestsOf(input).map((entry) => {
    const [kind, ...others] = Object.keys(entry);
    const read = kind !== undefined && others.length === 0 ? READERS[kind] : undefined;
    if (!read) throw validation('TransactItems can only contain one of Check, Put, Update or Delete');
    return read(store, recordOf(entry[kind ?? ''], kind ?? ''));
  });
  const keys = actions.map(({ table, key }) => `${table.definition.name} ${JSON.stringify(table.keyOf(key))}`);
  if (new Set(keys).size < keys.length) {
    throw validation('Transaction request cannot include multiple operations on one item');
  }
  const capacity = oneOf(input, 'ReturnConsumedCapacity', CAPACITY);
  const token = tokenOf(store, input, now());
  if (token === 'done') return {};
  const effects = decide(actions);
  const bytes = effects.reduce((sum, { after }) => sum + (after ? sizeOfItem(after) : 0), 0);
  if (bytes > MOST_BYTES) throw validation('Transaction request size exceeds 4 MB');
  store.write(
    effects.flatMap(({ change }) => (change ? [change] : [])),
    token,
  );
  const units: Record<string, number> = {};
  for (const [at, { before, after }] of effects.entries()) {
    const name = actions[at]?.table.definition.name ?? '';
    units[name] = (units[name] ?? 0) + writeUnits(before, after, true);
  }
  return consumed(capacity, units, true);
}

function requestsOf(input: JsonInput): JsonInput[] {
  const items = listOf(input['TransactItems'], 'TransactItems');
  if (items.length < 1 || items.length > MOST_ACTIONS) {
    throw validation(
      `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to ${MOST_ACTIONS}, and at least 1`,
    );
  }
  return items.map((item) => recordOf(item, 'TransactItems'));
}

/** All effects, or TransactionCanceledException with one reason per action. */
function decide(actions: readonly WriteAction[]): Effect[] {
  const outcomes = actions.map((action): { effect: Effect | null; reason: Reason } => {
    try {
      const effect = effectOf(action);
      if (effect.conditionHolds) return { effect, reason: { Code: 'None' } };
      const item = action.returnOnFailure && effect.before ? { Item: effect.before } : {};
      return { effect: null, reason: { Code: 'ConditionalCheckFailed', Message: CONDITION_FAILED, ...item } };
    } catch (error) {
      if (!(error instanceof AwsJsonError)) throw error;
      return { effect: null, reason: { Code: 'ValidationError', Message: error.message } };
    }
  });
  const effects = outcomes.flatMap(({ effect }) => (effect ? [effect] : []));
  if (effects.length === outcomes.length) return effects;
  const reasons = outcomes.map(({ reason }) => reason);
  const codes = reasons.map(({ Code }) => Code).join(', ');
  throw dynamoError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons },
  );
}

/** Has the transaction of this token been made already? A token with other parameters is an error. */
function tokenOf(
  store: Store,
  input: JsonInput,
  at: number,
): 'done' | { token: string; digest: string; at: number } | undefined {
  const token = optionalText(input, 'ClientRequestToken');
  if (token === undefined) return undefined;
  if (token.length < 1 || token.length > 36) throw validation('ClientRequestToken: expected 1 to 36 characters');
  const digest = createHash('sha256').update(JSON.stringify(input['TransactItems'])).digest('hex');
  const known = store.tokens.get(token);
  if (!known || at - known.at > TOKEN_MILLISECONDS) return { token, digest, at };
  if (known.digest === digest) return 'done';
  throw dynamoError(
    'IdempotentParameterMismatchException',
    'The request uses the same client token as a previous, but non-identical request.',
  );
}

function transactGet(store: Store, input: JsonInput) {
  only(input, ['TransactItems', 'ReturnConsumedCapacity']);
  const units: Record<string, number> = {};
  let bytes = 0;
  const responses = requestsOf(input).map((entry) => {
    only(entry, ['Get']);
    const get = recordOf(entry['Get'], 'Get');
    only(get, ['TableName', 'Key', 'ProjectionExpression', 'ExpressionAttributeNames']);
    const table = store.table(get['TableName']);
    const key = itemOf(get, 'Key');
    table.checkKey(key);
    const item = table.get(key);
    const size = item ? sizeOfItem(item) : 0;
    bytes += size;
    const { name } = table.definition;
    units[name] = (units[name] ?? 0) + readUnits(size, 'transactional');
    return item ? { Item: projectionOf(get)(item) } : {};
  });
  if (bytes > MOST_BYTES) throw validation('Transaction request size exceeds 4 MB');
  return { Responses: responses, ...consumed(oneOf(input, 'ReturnConsumedCapacity', CAPACITY), units, true) };
}
