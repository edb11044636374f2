import type { JsonInput, Operation } from '../http/aws-json.ts';
import { type AttributeValue, type Item, readItem, sizeOfItem } from './attribute-value.ts';
import { consumed, readUnits } from './capacity.ts';
import { validation } from './errors.ts';
import { meets } from './evaluate-condition.ts';
import { project } from './evaluate-update.ts';
import type { Condition, DocumentPath } from './expression.ts';
import { numberOf, oneOf, only, optionalText, recordOf, textOf } from './input.ts';
import { parseCondition, parseProjection, Substitutions } from './parse-expression.ts';
import type { Store } from './store.ts';
import type { IndexDefinition, KeySchema, Table } from './table.ts';

const PAGE_BYTES = 1024 * 1024;
const NAMES = [
  'TableName',
  'IndexName',
  'KeyConditionExpression',
  'FilterExpression',
  'ProjectionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'ScanIndexForward',
  'Limit',
  'ExclusiveStartKey',
  'ConsistentRead',
  'Select',
  'ReturnConsumedCapacity',
];

/** One partition, in order, in pages of at most 1 MB read. */
export function query(store: Store): Operation {
  return (input) => {
    only(input, NAMES);
    const table = store.table(input['TableName']);
    const indexName = optionalText(input, 'IndexName');
    const index = indexName === undefined ? null : table.index(indexName);
    if (index && input['ConsistentRead'] === true) {
      throw validation('Consistent reads are not supported on global secondary indexes');
    }
    const plan = planOf(input, table, index);
    const forward = input['ScanIndexForward'] !== false;
    const ordered = table.partition(index, plan.hash).filter((item) => plan.range === null || meets(plan.range, item));
    if (!forward) ordered.reverse();
    const { read, bytes, last } = pageOf(ordered, input, table, index, forward);
    const kept = read.filter((item) => plan.filter === null || meets(plan.filter, item));
    const capacity = oneOf(input, 'ReturnConsumedCapacity', ['NONE', 'TOTAL', 'INDEXES']);
    const units = readUnits(bytes, input['ConsistentRead'] === true ? 'consistent' : 'eventual');
    return {
      ...(input['Select'] === 'COUNT' ? {} : { Items: kept.map((item) => plan.pick(visible(item, table, index))) }),
      Count: kept.length,
      ScannedCount: read.length,
      ...(last ? { LastEvaluatedKey: table.keyOf(last, index) } : {}),
      ...consumed(capacity, { [table.definition.name]: units }, false),
    };
  };
}

interface Plan {
  readonly hash: AttributeValue;
  readonly range: Condition | null;
  readonly filter: Condition | null;
  readonly pick: (item: Item) => Item;
}

function planOf(input: JsonInput, table: Table, index: IndexDefinition | null): Plan {
  const substitutions = new Substitutions(input['ExpressionAttributeNames'], input['ExpressionAttributeValues']);
  const condition = parseCondition(textOf(input, 'KeyConditionExpression'), 'KeyConditionExpression', substitutions);
  const filterText = optionalText(input, 'FilterExpression');
  const filter = filterText === undefined ? null : parseCondition(filterText, 'FilterExpression', substitutions);
  const projection = optionalText(input, 'ProjectionExpression');
  const paths = projection === undefined ? null : parseProjection(projection, substitutions);
  substitutions.checkAllUsed();
  const select = optionalText(input, 'Select');
  const selects = ['ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES', 'SPECIFIC_ATTRIBUTES', 'COUNT'];
  if (select !== undefined && !selects.includes(select)) throw validation(`\`Select\`: found \`${select}\``);
  const schema = index?.key ?? table.definition.key;
  for (const path of filter ? pathsOf(filter) : []) {
    if (path[0] === schema.hash || path[0] === schema.range) {
      throw validation(
        `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${path[0]}`,
      );
    }
  }
  const pick = (item: Item) => (paths ? project(item, paths) : item);
  return { ...splitKeys(condition, schema), filter, pick };
}

/** A key condition is an equality on the partition key, and at most one test of the sort key. */
function splitKeys(condition: Condition, schema: KeySchema): Pick<Plan, 'hash' | 'range'> {
  const parts = conjuncts(condition);
  const hash = parts.find((part) => part.kind === 'compare' && part.comparator === '=' && isPathTo(part, schema.hash));
  if (hash?.kind !== 'compare' || hash.right.kind !== 'value') {
    throw validation(`Query condition missed key schema element: ${schema.hash}`);
  }
  const [range, ...others] = parts.filter((part) => part !== hash);
  if (others.length > 0) throw validation('Conditions can be of length 1 or 2 only');
  if (range && !isRangeTest(range, schema)) {
    throw validation(
      schema.range === null
        ? 'Query key condition not supported'
        : `Query condition missed key schema element: ${schema.range}`,
    );
  }
  return { hash: hash.right.value, range: range ?? null };
}

function conjuncts(condition: Condition): Condition[] {
  return condition.kind === 'and' ? [...conjuncts(condition.left), ...conjuncts(condition.right)] : [condition];
}

function isPathTo(condition: Condition, name: string | null): boolean {
  const operand =
    condition.kind === 'compare' ? condition.left : condition.kind === 'between' ? condition.operand : null;
  const path = condition.kind === 'begins_with' ? condition.path : operand?.kind === 'path' ? operand.path : [];
  return name !== null && path.length === 1 && path[0] === name;
}

function isRangeTest(condition: Condition, schema: KeySchema): boolean {
  if (!isPathTo(condition, schema.range)) return false;
  return (
    condition.kind === 'between' ||
    condition.kind === 'begins_with' ||
    (condition.kind === 'compare' && condition.comparator !== '<>')
  );
}

function pathsOf(condition: Condition): DocumentPath[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...pathsOf(condition.left), ...pathsOf(condition.right)];
    case 'not':
      return pathsOf(condition.inner);
    case 'exists':
    case 'attribute_type':
    case 'begins_with':
    case 'contains':
      return [condition.path];
    case 'compare':
      return [condition.left, condition.right].flatMap((operand) => (operand.kind === 'value' ? [] : [operand.path]));
    case 'between':
    case 'in':
      return condition.operand.kind === 'value' ? [] : [condition.operand.path];
  }
}

/** What one call reads: up to `Limit` items and 1 MB; `last` where it stopped before knowing the end. */
function pageOf(
  ordered: readonly Item[],
  input: JsonInput,
  table: Table,
  index: IndexDefinition | null,
  forward: boolean,
) {
  const start = input['ExclusiveStartKey'] ? readItem(recordOf(input['ExclusiveStartKey'], 'ExclusiveStartKey')) : null;
  if (start) checkStart(start, table, index);
  const limit = numberOf(input, 'Limit') ?? Number.POSITIVE_INFINITY;
  const schema = index?.key ?? table.definition.key;
  const read: Item[] = [];
  let bytes = 0;
  for (const item of ordered) {
    if (start) {
      const order = table.order(schema, item, start);
      if (forward ? order <= 0 : order >= 0) continue;
    }
    const size = sizeOfItem(item);
    if (read.length > 0 && bytes + size > PAGE_BYTES) return { read, bytes, last: read.at(-1) };
    read.push(item);
    bytes += size;
    // As on AWS a page that `Limit` ended names a last key even where nothing follows.
    if (read.length >= limit) return { read, bytes, last: item };
  }
  return { read, bytes, last: undefined };
}

function checkStart(start: Item, table: Table, index: IndexDefinition | null): void {
  const { hash, range } = table.definition.key;
  const names = [hash, range, index?.key.hash, index?.key.range].filter((name) => name !== null && name !== undefined);
  if (Object.keys(start).length !== new Set(names).size || !names.every((name) => start[name])) {
    throw validation('The provided starting key is invalid');
  }
}

function visible(item: Item, table: Table, index: IndexDefinition | null): Item {
  if (!index || index.projection.type === 'ALL') return item;
  const keys = table.keyOf(item, index);
  const more = index.projection.attributes.flatMap((name) => (item[name] ? [[name, item[name]] as const] : []));
  return { ...keys, ...Object.fromEntries(more) };
}
