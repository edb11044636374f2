import type { AccessLine } from '../access/verdict.ts';
import type { Account } from '../account/model.ts';
import type { Manifest } from './manifest.ts';
import type { RunFiles } from './run-file.ts';
import type { PrincipalRow, ResourceRow, StatementRow } from './view/rows.ts';
import { expand, readTermSets, type StoredAccessLine, type TermSet } from './view/stored-access.ts';
import { decodeWorld } from './world/codec.ts';

/** A run folder that cannot be read: which file, where, what was expected and found. */
export interface RunProblem {
  readonly file: string;
  readonly place: string;
  readonly expected: string;
  readonly found: string;
}

/** A run, read from its folder alone; every part is loaded when it is first asked for. */
export interface Run {
  readonly manifest: Manifest;
  principals(): readonly PrincipalRow[];
  resources(): readonly ResourceRow[];
  accessLines(): Iterable<AccessLine>;
  statements(): ReadonlyMap<string, StatementRow>;
  accounts(): readonly Account[];
}

/** Opens a run; a folder without a readable manifest is a problem, never an empty run. */
export function openRun(files: RunFiles): { readonly run: Run } | { readonly problem: RunProblem } {
  const text = files.read('manifest.json');
  if (text === null)
    return { problem: { file: 'manifest.json', place: '/', expected: 'a run folder with a manifest', found: 'none' } };
  let manifest: Manifest;
  try {
    manifest = JSON.parse(text) as Manifest;
  } catch {
    return { problem: { file: 'manifest.json', place: '/', expected: 'JSON', found: text.slice(0, 40) } };
  }
  if (!Array.isArray(manifest.files)) {
    return {
      problem: { file: 'manifest.json', place: '/files', expected: 'a list of files', found: typeof manifest.files },
    };
  }
  for (const file of manifest.files) {
    if (files.read(file.name) === null) {
      return { problem: { file: file.name, place: '/', expected: 'a file that the manifest lists', found: 'none' } };
    }
  }
  return { run: new OpenRun(manifest, files) };
}

class OpenRun implements Run {
  readonly manifest: Manifest;
  readonly #files: RunFiles;
  #accounts: readonly Account[] | null = null;
  #statements: ReadonlyMap<string, StatementRow> | null = null;
  #termSets: ReadonlyMap<string, TermSet> | null = null;

  constructor(manifest: Manifest, files: RunFiles) {
    this.manifest = manifest;
    this.#files = files;
  }

  principals(): readonly PrincipalRow[] {
    return [...this.#lines<PrincipalRow>('principals.jsonl')];
  }

  resources(): readonly ResourceRow[] {
    return [...this.#lines<ResourceRow>('resources.jsonl')];
  }

  *accessLines(): Generator<AccessLine> {
    const names = this.manifest.files.map((file) => file.name);
    this.#termSets ??= readTermSets(
      names.filter((name) => name.startsWith('access-terms')).map((name) => this.#text(name)),
    );
    const sets = this.#termSets;
    for (const name of names) {
      if (!name.startsWith('access') || name.startsWith('access-terms')) continue;
      for (const line of this.#lines<StoredAccessLine>(name)) yield expand(line, sets);
    }
  }

  statements(): ReadonlyMap<string, StatementRow> {
    this.#statements ??= new Map([...this.#lines<StatementRow>('statements.jsonl')].map((row) => [row.id, row]));
    return this.#statements;
  }

  accounts(): readonly Account[] {
    if (this.#accounts === null) {
      const decoded = decodeWorld(this.#text('world.jsonl'));
      // The manifest's hash covers the file; a line that does not decode is a bug of the writer.
      if ('problem' in decoded)
        throw new Error(`world.jsonl line ${decoded.problem.line}: expected ${decoded.problem.expected}`);
      this.#accounts = decoded.accounts;
    }
    return this.#accounts;
  }

  *#lines<T>(name: string): Generator<T> {
    for (const line of this.#text(name).split('\n')) if (line !== '') yield JSON.parse(line) as T; // written by this product
  }

  #text(name: string): string {
    return this.#files.read(name) ?? '';
  }
}
