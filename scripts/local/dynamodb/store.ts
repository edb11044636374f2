import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Item } from './attribute-value.ts';
import { dynamoError } from './errors.ts';
import { Table, type TableDefinition } from './table.ts';

/** A change of one item. */
export type Change = { readonly table: string; readonly put: Item } | { readonly table: string; readonly delete: Item };

/** A token that a transaction was made under, with a digest of its parameters. */
export interface Token {
  readonly token: string;
  readonly digest: string;
  readonly at: number;
}

type Line =
  | { readonly create: TableDefinition }
  | { readonly drop: string }
  | { readonly ttl: string; readonly attribute: string | null }
  | { readonly changes: readonly Change[]; readonly token?: Token };

/**
 * All tables, in memory, and where a folder is given a journal of every change: one line per acknowledged write, so that
 * a transaction is there whole or not at all. A last line without its end was never acknowledged and is dropped.
 */
export class Store {
  readonly tables = new Map<string, Table>();
  readonly tokens = new Map<string, Token>();
  private readonly file: string | null;
  private handle: number | null = null;

  constructor(folder: string | undefined) {
    this.file = folder === undefined ? null : join(folder, 'dynamodb.jsonl');
    if (folder === undefined || this.file === null) return;
    mkdirSync(folder, { recursive: true });
    if (existsSync(this.file)) this.load(this.file);
    this.handle = openSync(this.file, 'a');
  }

  table(name: unknown): Table {
    const table = typeof name === 'string' ? this.tables.get(name) : undefined;
    if (table) return table;
    throw dynamoError('ResourceNotFoundException', `Requested resource not found: Table: ${String(name)} not found`);
  }

  write(changes: readonly Change[], token?: Token): void {
    this.commit(token ? { changes, token } : { changes });
  }

  commit(line: Line): void {
    if (this.handle !== null) writeSync(this.handle, `${JSON.stringify(line)}\n`);
    this.apply(line);
  }

  close(): void {
    if (this.handle !== null) closeSync(this.handle);
    this.handle = null;
  }

  private apply(line: Line): void {
    if ('create' in line) this.tables.set(line.create.name, new Table(line.create));
    else if ('drop' in line) this.tables.delete(line.drop);
    else if ('ttl' in line) this.table(line.ttl).ttlAttribute = line.attribute;
    else {
      for (const change of line.changes) {
        if ('put' in change) this.table(change.table).put(change.put);
        else this.table(change.table).delete(change.delete);
      }
      if (line.token) this.tokens.set(line.token.token, line.token);
    }
  }

  /** Replays the journal and writes it anew, without what later lines undid. */
  private load(file: string): void {
    const text = readFileSync(file, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    // Safe: only `commit` writes this file.
    for (const line of whole.split('\n')) if (line !== '') this.apply(JSON.parse(line) as Line);
    const lines: Line[] = [];
    for (const [name, table] of this.tables) {
      lines.push({ create: table.definition });
      if (table.ttlAttribute !== null) lines.push({ ttl: name, attribute: table.ttlAttribute });
      for (const put of table.all()) lines.push({ changes: [{ table: name, put }] });
    }
    for (const token of this.tokens.values()) lines.push({ changes: [], token });
    writeFileSync(`${file}.part`, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    renameSync(`${file}.part`, file);
  }
}
