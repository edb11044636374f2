import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LocalDynamoDB } from './local-dynamodb.ts';

const seed = Number(process.env['NIGHTJAR_SEED'] ?? 20261101);
const TableName = 'table';
const key = (pk: string) => ({ pk: { S: pk } });

/** Reads all of a few known keys in one go. */
function read(local: LocalDynamoDB): string {
  const TransactItems = ['a', 'b', 'c'].map((pk) => ({ Get: { TableName, Key: key(pk) } }));
  return JSON.stringify(local.call('TransactGetItems', { TransactItems }));
}

function create(local: LocalDynamoDB): void {
  const KeySchema = [{ AttributeName: 'pk', KeyType: 'HASH' }];
  local.call('CreateTable', {
    TableName,
    KeySchema,
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  });
}

const pk = fc.constantFrom('a', 'b', 'c');
const write = fc.record({ pk, value: fc.option(fc.string(), { nil: null }) });
const transaction = fc.uniqueArray(write, { minLength: 1, maxLength: 3, selector: ({ pk }) => pk });

test(`a journal cut anywhere is the state after some acknowledged transaction, whole (seed ${seed})`, () => {
  const root = mkdtempSync(join(tmpdir(), 'store-test-'));
  let turn = 0;
  fc.assert(
    fc.property(fc.array(transaction, { minLength: 1, maxLength: 6 }), fc.nat(), (transactions, cut) => {
      const folder = join(root, String(++turn));
      const local = new LocalDynamoDB({ folder });
      create(local);
      const states = [read(local)];
      for (const writes of transactions) {
        const TransactItems = writes.map(({ pk, value }) =>
          value === null
            ? { Delete: { TableName, Key: key(pk) } }
            : { Put: { TableName, Item: { ...key(pk), value: { S: value } } } },
        );
        local.call('TransactWriteItems', { TransactItems });
        states.push(read(local));
      }
      local.close();
      const journal = readFileSync(join(folder, 'dynamodb.jsonl'));
      const table = journal.indexOf('\n') + 1;
      const killed = join(root, `${turn}-killed`);
      mkdirSync(killed);
      writeFileSync(join(killed, 'dynamodb.jsonl'), journal.subarray(0, table + (cut % (journal.length - table + 1))));
      const after = new LocalDynamoDB({ folder: killed });
      expect(states).toContain(read(after));
      after.close();
    }),
    { seed, numRuns: 60 },
  );
  rmSync(root, { recursive: true });
});
