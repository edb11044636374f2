import type { AccessLine } from '../access/verdict.ts';
import type { Account } from '../account/model.ts';
import { RUN_FILES } from '../contract/object-keys.ts';
import { manifestSchema } from '../contract/published/run.ts';
import { PackedLookup } from './access/packed-lookup.ts';
import { type Manifest, RUN_SCHEMA_VERSION } from './manifest.ts';
import type { RunFiles } from './run-file.ts';
import { packedFileOf } from './view/packed-access.ts';
import { unpack } from './view/packed-run.ts';
import type { PrincipalRow, ResourceRow, StatementRow } from './view/rows.ts';
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
  /** The lines of one principal, in the order of the run. */
  linesOf(principalArn: string): readonly AccessLine[];
  /** The lines on one resource, or for null the service-level ones, in the order of the run. */
  linesOn(resourceArn: string | null): Iterable<AccessLine>;
  statements(): ReadonlyMap<string, StatementRow>;
  accounts(): readonly Account[];
}

/**
 * Opens a run; a folder without a readable manifest is a problem, never an empty run, and so is a file that is not the
 * one that was written. `hash`: SHA-256 in hex.
 */
export function openRun(
  files: RunFiles,
  hash: (text: string) => string,
): { readonly run: Run } | { readonly problem: RunProblem } {
  const read = readManifest(files.read(MANIFEST));
  if ('problem' in read) return read;
  for (const { name, sha256 } of read.manifest.files) {
    const text = files.read(name);
    if (text === null)
      return { problem: { file: name, place: '/', expected: 'a file that the manifest lists', found: 'none' } };
    const found = hash(text);
    if (found !== sha256)
      return { problem: { file: name, place: '/', expected: `the SHA-256 of the manifest, ${sha256}`, found } };
  }
  for (const name of NEEDED) {
    if (!read.manifest.files.some((file) => file.name === name))
      return { problem: { file: MANIFEST, place: '/files', expected: `${name} among the files`, found: 'none' } };
  }
  return { run: new OpenRun(read.manifest, files) };
}

const MANIFEST = 'manifest.json';
/** What every run has, beside its shards. */
const NEEDED = [RUN_FILES.world, RUN_FILES.statements, RUN_FILES.principals, RUN_FILES.resources];

function readManifest(text: string | null): { readonly manifest: Manifest } | { readonly problem: RunProblem } {
  const problem = (place: string, expected: string, found: string) => ({
    problem: { file: MANIFEST, place, expected, found: found.slice(0, 60) },
  });
  if (text === null) return problem('/', 'a run folder with a manifest', 'none');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return problem('/', 'JSON', text);
  }
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path ?? [];
    return problem(
      `/${place.join('/')}`,
      issue?.code === 'invalid_type' ? issue.expected : (issue?.message ?? 'a manifest'),
      JSON.stringify(valueAt(value, place)) ?? 'nothing',
    );
  }
  if (parsed.data.schemaVersion !== RUN_SCHEMA_VERSION)
    return problem('/schemaVersion', String(RUN_SCHEMA_VERSION), String(parsed.data.schemaVersion));
  return { manifest: value as Manifest }; // as the published schema says
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, name) => (at !== null && typeof at === 'object' ? Reflect.get(at, name) : undefined),
    value,
  );
}

class OpenRun implements Run {
  readonly manifest: Manifest;
  readonly #files: RunFiles;
  #accounts: readonly Account[] | null = null;
  #statements: ReadonlyMap<string, StatementRow> | null = null;
  #lookup: PackedLookup | null = null;

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

  accessLines(): Iterable<AccessLine> {
    return unpack(this.#packed());
  }

  linesOf(principalArn: string): readonly AccessLine[] {
    return this.#lookedUp().linesOf(principalArn);
  }

  linesOn(resourceArn: string | null): Iterable<AccessLine> {
    return this.#lookedUp().linesOn(resourceArn);
  }

  #lookedUp(): PackedLookup {
    this.#lookup ??= new PackedLookup(this.#packed());
    return this.#lookup;
  }

  #packed(): readonly { readonly name: string; readonly text: string }[] {
    const names = this.manifest.files.map((file) => file.name).filter((name) => packedFileOf(name) !== null);
    return names.map((name) => ({ name, text: this.#text(name) }));
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
      // In the order of the analysis: the run's own first, the others by id, as they were written.
      const own = ({ accountId }: Account) => accountId === this.manifest.accountId;
      this.#accounts = [...decoded.accounts.filter(own), ...decoded.accounts.filter((account) => !own(account))];
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
