import { type AttributeValue, compare, type Item, sizeOfItem } from './attribute-value.ts';
import { validation } from './errors.ts';

export interface KeySchema {
  readonly hash: string;
  readonly range: string | null;
}

export interface Projection {
  readonly type: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  readonly attributes: readonly string[];
}

export interface IndexDefinition {
  readonly name: string;
  readonly key: KeySchema;
  readonly projection: Projection;
}

export interface TableDefinition {
  readonly name: string;
  readonly key: KeySchema;
  /** Types of key attributes, of the table and of its indexes. */
  readonly types: Readonly<Record<string, 'S' | 'N' | 'B'>>;
  readonly indexes: readonly IndexDefinition[];
  readonly createdAt: number;
}

export const MOST_ITEM_BYTES = 400 * 1024;
const MOST_HASH_BYTES = 2048;
const MOST_RANGE_BYTES = 1024;

/** Items of one table, by partition and sort key. */
export class Table {
  readonly definition: TableDefinition;
  ttlAttribute: string | null = null;
  private readonly partitions = new Map<string, Map<string, Item>>();

  constructor(definition: TableDefinition) {
    this.definition = definition;
  }

  get(key: Item): Item | undefined {
    return this.partitions.get(this.partOf(key, 'hash'))?.get(this.partOf(key, 'range'));
  }

  put(item: Item): void {
    const hash = this.partOf(item, 'hash');
    const partition = this.partitions.get(hash) ?? new Map<string, Item>();
    this.partitions.set(hash, partition);
    partition.set(this.partOf(item, 'range'), item);
  }

  delete(key: Item): void {
    const hash = this.partOf(key, 'hash');
    const partition = this.partitions.get(hash);
    partition?.delete(this.partOf(key, 'range'));
    if (partition?.size === 0) this.partitions.delete(hash);
  }

  all(): Item[] {
    return [...this.partitions.values()].flatMap((partition) => [...partition.values()]);
  }

  /** Items of one partition of the table or of an index, in the order of the sort key. */
  partition(index: IndexDefinition | null, hash: AttributeValue): Item[] {
    const schema = index?.key ?? this.definition.key;
    const items = index
      ? this.all().filter((item) => hasKey(item, schema) && sameKey(item[schema.hash], hash))
      : [...(this.partitions.get(JSON.stringify(hash))?.values() ?? [])];
    return items.sort((one, other) => this.order(schema, one, other));
  }

  /** Order within a partition of the table or an index; items of one index key are ordered by the table's key. */
  order(schema: KeySchema, one: Item, other: Item): number {
    const { hash, range } = this.definition.key;
    for (const name of [schema.range, hash, range]) {
      const [a, b] = name === null ? [] : [one[name], other[name]];
      const order = a && b ? compare(a, b) : 0;
      if (order) return order;
    }
    return 0;
  }

  index(name: string): IndexDefinition {
    const index = this.definition.indexes.find((candidate) => candidate.name === name);
    if (index) return index;
    throw validation(`The table does not have the specified index: ${name}`);
  }

  /** The key attributes of an item, of the table and, where given, of an index. */
  keyOf(item: Item, index: IndexDefinition | null = null): Item {
    const schemas = index ? [this.definition.key, index.key] : [this.definition.key];
    const names = schemas.flatMap((schema) => [schema.hash, ...(schema.range === null ? [] : [schema.range])]);
    return Object.fromEntries([...new Set(names)].flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
  }

  /** Throws unless this is exactly a primary key of the table. */
  checkKey(key: Item): void {
    const { hash, range } = this.definition.key;
    const names = range === null ? [hash] : [hash, range];
    if (Object.keys(key).length !== names.length || !names.every((name) => this.isKeyValue(name, key[name]))) {
      throw validation('The provided key element does not match the schema');
    }
    this.checkKeyValues(key);
  }

  /** Throws unless the item has this table's key, fits 400 KB, and its index keys are of their types. */
  checkItem(item: Item): void {
    const { key, indexes } = this.definition;
    for (const name of key.range === null ? [key.hash] : [key.hash, key.range]) {
      if (item[name] === undefined) {
        throw validation(`One or more parameter values were invalid: Missing the key ${name} in the item`);
      }
      if (!this.isKeyValue(name, item[name])) throw this.wrongType(name, item[name]);
    }
    this.checkKeyValues(item);
    for (const index of indexes) {
      for (const name of index.key.range === null ? [index.key.hash] : [index.key.hash, index.key.range]) {
        if (item[name] !== undefined && !this.isKeyValue(name, item[name])) throw this.wrongType(name, item[name]);
      }
    }
    if (sizeOfItem(item) > MOST_ITEM_BYTES) throw validation('Item size has exceeded the maximum allowed size');
  }

  private wrongType(name: string, value: AttributeValue | undefined) {
    const actual = Object.keys(value ?? {})[0];
    return validation(
      `One or more parameter values were invalid: Type mismatch for key ${name} expected: ${this.definition.types[name]} actual: ${actual}`,
    );
  }

  private isKeyValue(name: string, value: AttributeValue | undefined): boolean {
    const type = this.definition.types[name];
    return value !== undefined && type !== undefined && Object.hasOwn(value, type);
  }

  private checkKeyValues(item: Item): void {
    const { hash, range } = this.definition.key;
    for (const [name, most] of [[hash, MOST_HASH_BYTES] as const, [range, MOST_RANGE_BYTES] as const]) {
      const value = name === null ? undefined : item[name];
      if (!value || 'N' in value) continue;
      const bytes = 'S' in value ? Buffer.byteLength(value.S) : 'B' in value ? Buffer.byteLength(value.B, 'base64') : 0;
      if (bytes === 0) {
        throw validation(
          `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`,
        );
      }
      if (bytes > most)
        throw validation(
          `One or more parameter values were invalid: Size of key ${name} exceeds the maximum of ${most} bytes`,
        );
    }
  }

  private partOf(item: Item, part: 'hash' | 'range'): string {
    const name = this.definition.key[part];
    return name === null ? '' : JSON.stringify(item[name]);
  }
}

function hasKey(item: Item, schema: KeySchema): boolean {
  return item[schema.hash] !== undefined && (schema.range === null || item[schema.range] !== undefined);
}

function sameKey(one: AttributeValue | undefined, other: AttributeValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
