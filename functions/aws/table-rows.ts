import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import type { z } from 'zod';
import { ERRORS } from '../../shared/contract/errors.ts';
import type { Condition } from '../ports/condition.ts';
import type { Row, Write } from '../ports/rows.ts';
import { StepError } from '../ports/step-error.ts';
import { conditionExpression } from './condition-expression.ts';

/** Full key of a row: both key attributes with their values. */
export type FullKey = Readonly<Record<string, string>>;

/** What both tables do alike. A failed condition is an answer (false), everything else is thrown as it came. */
export class TableRows {
  private readonly client: DynamoDBDocumentClient;
  private readonly table: string;
  private readonly partitionKey: string;
  private readonly sortKey: string;

  constructor(client: DynamoDBDocumentClient, table: string, partitionKey: string, sortKey: string) {
    this.client = client;
    this.table = table;
    this.partitionKey = partitionKey;
    this.sortKey = sortKey;
  }

  async get<T>(key: FullKey, schema: z.ZodType<T>): Promise<T | null> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.table, Key: { ...key }, ConsistentRead: true }),
    );
    return Item === undefined ? null : this.parse(Item, schema);
  }

  async has(key: FullKey): Promise<boolean> {
    const { Item } = await this.client.send(
      new GetCommand({
        TableName: this.table,
        Key: { ...key },
        ConsistentRead: true,
        ProjectionExpression: '#key',
        ExpressionAttributeNames: { '#key': this.sortKey },
      }),
    );
    return Item !== undefined;
  }

  async query<T>(partition: string, prefix: string, schema: z.ZodType<T>): Promise<{ key: string; row: T }[]> {
    const rows: { key: string; row: T }[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await this.client.send(
        new QueryCommand({
          TableName: this.table,
          ConsistentRead: true,
          KeyConditionExpression: prefix === '' ? '#p = :p' : '#p = :p AND begins_with(#s, :s)',
          ExpressionAttributeNames: { '#p': this.partitionKey, ...(prefix === '' ? {} : { '#s': this.sortKey }) },
          ExpressionAttributeValues: { ':p': partition, ...(prefix === '' ? {} : { ':s': prefix }) },
          ...(from === undefined ? {} : { ExclusiveStartKey: from }),
        }),
      );
      for (const item of page.Items ?? [])
        rows.push({ key: String(item[this.sortKey]), row: this.parse(item, schema) });
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return rows;
  }

  async put(key: FullKey, row: Row, when?: Condition): Promise<boolean> {
    return this.unlessConditionFailed(() =>
      this.client.send(new PutCommand({ TableName: this.table, Item: { ...row, ...key }, ...this.expression(when) })),
    );
  }

  async delete(key: FullKey, when?: Condition): Promise<boolean> {
    return this.unlessConditionFailed(() =>
      this.client.send(new DeleteCommand({ TableName: this.table, Key: { ...key }, ...this.expression(when) })),
    );
  }

  async transact(writes: readonly Write<FullKey>[]): Promise<boolean> {
    const items = writes.map((write) => this.transactItem(write));
    return this.unlessConditionFailed(() => this.client.send(new TransactWriteCommand({ TransactItems: items })));
  }

  private transactItem(write: Write<FullKey>) {
    const target = { TableName: this.table };
    switch (write.kind) {
      case 'put':
        return { Put: { ...target, Item: { ...write.row, ...write.key }, ...this.expression(write.when) } };
      case 'delete':
        return { Delete: { ...target, Key: { ...write.key }, ...this.expression(write.when) } };
      case 'check': {
        const condition = conditionExpression(write.when, this.partitionKey);
        return { ConditionCheck: { ...target, Key: { ...write.key }, ...condition } };
      }
    }
  }

  private expression(when: Condition | undefined) {
    return when === undefined ? {} : conditionExpression(when, this.partitionKey);
  }

  private parse<T>(item: Record<string, unknown>, schema: z.ZodType<T>): T {
    const parsed = schema.safeParse(item);
    if (parsed.success) return parsed.data;
    const first = parsed.error.issues[0];
    throw new StepError(
      ERRORS.unexpected,
      `row \`${String(item[this.sortKey])}\`: ${first?.message ?? 'does not fit'} at \`/${first?.path.map(String).join('/') ?? ''}\``,
    );
  }

  private async unlessConditionFailed(write: () => Promise<unknown>): Promise<boolean> {
    try {
      await write();
      return true;
    } catch (error) {
      if (isFailedCondition(error)) return false;
      throw error;
    }
  }
}

/**
 * True where the write was refused for its condition. A transaction that met another one on the same rows is not:
 * that is thrown, and the step is tried again.
 */
function isFailedCondition(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'ConditionalCheckFailedException') return true;
  if (error.name !== 'TransactionCanceledException' || !('CancellationReasons' in error)) return false;
  const reasons = Array.isArray(error.CancellationReasons) ? error.CancellationReasons : [];
  const codes = reasons.map((reason: { Code?: string }) => reason.Code ?? 'None');
  return codes.includes('ConditionalCheckFailed') && !codes.includes('TransactionConflict');
}
