import { type Item, sizeOfItem } from './attribute-value.ts';

/** Write units: one for each started kilobyte of the larger of the item before and after; twice in a transaction. */
export function writeUnits(before: Item | undefined, after: Item | undefined, transactional = false): number {
  const bytes = Math.max(before ? sizeOfItem(before) : 0, after ? sizeOfItem(after) : 0);
  return Math.max(1, Math.ceil(bytes / 1024)) * (transactional ? 2 : 1);
}

/** Read units: one for each started 4 kB; half for an eventually consistent read, twice in a transaction. */
export function readUnits(bytes: number, kind: 'eventual' | 'consistent' | 'transactional'): number {
  const units = Math.max(1, Math.ceil(bytes / 4096));
  return kind === 'eventual' ? units / 2 : kind === 'transactional' ? units * 2 : units;
}

/** `ConsumedCapacity` as ReturnConsumedCapacity asks for it. */
export function consumed(
  asked: string,
  units: Readonly<Record<string, number>>,
  many: boolean,
): { ConsumedCapacity?: unknown } {
  if (asked === 'NONE') return {};
  const list = Object.entries(units).map(([TableName, CapacityUnits]) => ({ TableName, CapacityUnits }));
  return { ConsumedCapacity: many ? list : list[0] };
}
