import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { notSupported } from './errors.ts';
import { md5Hex } from './etag.ts';

/** What is known of an object beside its bytes. */
export interface ObjectFacts {
  readonly key: string;
  readonly size: number;
  /** With its quotes. */
  readonly etag: string;
  readonly lastModified: number;
  /** Headers that are returned as they were sent: content type, user metadata, encryption, checksum. */
  readonly headers: Readonly<Record<string, string>>;
  /** The file's own time, by which a change behind our back is noticed. */
  readonly fileTime: number;
}

type Line = { readonly put: ObjectFacts } | { readonly deleted: string };

/**
 * The objects of one bucket: a folder that mirrors the keys, and a journal of their facts elsewhere. An object exists
 * when the journal says so; bytes are written beside and renamed. After a kill between rename and journal the newest
 * bytes stand, with facts computed anew.
 */
export class BucketStore {
  private readonly folder: string;
  private readonly journal: string;
  private readonly scratch: string;
  private readonly objects = new Map<string, ObjectFacts>();
  private sorted: string[] | null = null;
  private writes = 0;

  constructor(folder: string, stateFolder: string, name: string) {
    this.folder = folder;
    this.journal = join(stateFolder, `${name}.jsonl`);
    this.scratch = join(stateFolder, `${name}.part`);
    mkdirSync(folder, { recursive: true });
    mkdirSync(stateFolder, { recursive: true });
    this.load();
  }

  facts(key: string): ObjectFacts | undefined {
    return this.objects.get(key);
  }

  read(key: string): Buffer {
    return readFileSync(this.fileOf(key));
  }

  /** In the order of S3's lists: by UTF-8 bytes. */
  keys(): readonly string[] {
    this.sorted ??= [...this.objects.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    return this.sorted;
  }

  put(key: string, body: Buffer, facts: Omit<ObjectFacts, 'key' | 'size' | 'fileTime'>): ObjectFacts {
    const file = this.fileOf(key);
    const part = `${this.scratch}${++this.writes}`;
    writeFileSync(part, body);
    try {
      mkdirSync(dirname(file), { recursive: true });
      renameSync(part, file);
    } catch (error) {
      rmSync(part, { force: true });
      const code = (error as NodeJS.ErrnoException).code ?? '';
      if (!['EEXIST', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ENOTEMPTY'].includes(code)) throw error;
      throw notSupported(`key \`${key}\`, which no file beside the others can mirror (${code}),`);
    }
    const stored = { ...facts, key, size: body.length, fileTime: statSync(file).mtimeMs };
    this.append({ put: stored });
    return stored;
  }

  delete(key: string): void {
    if (!this.objects.has(key)) return;
    rmSync(this.fileOf(key), { force: true });
    this.append({ deleted: key });
    for (let folder = dirname(this.fileOf(key)); folder !== this.folder; folder = dirname(folder)) {
      try {
        rmdirSync(folder);
      } catch {
        // Not empty: other objects lie in it.
        break;
      }
    }
  }

  private fileOf(key: string): string {
    const segments = key.split('/');
    if (segments.some((segment) => segment === '' || segment === '.' || segment === '..' || segment.includes('\0'))) {
      throw notSupported(`key \`${key}\`, which no file can mirror,`);
    }
    return join(this.folder, ...segments);
  }

  private append(line: Line): void {
    appendFileSync(this.journal, `${JSON.stringify(line)}\n`);
    this.apply(line);
  }

  private apply(line: Line): void {
    if ('put' in line) {
      if (!this.objects.has(line.put.key)) this.sorted = null;
      this.objects.set(line.put.key, line.put);
    } else {
      this.objects.delete(line.deleted);
      this.sorted = null;
    }
  }

  private load(): void {
    if (!existsSync(this.journal)) return;
    const text = readFileSync(this.journal, 'utf8');
    // A last line without its end was being written when the process was killed.
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    // Safe: only `append` writes this file.
    for (const line of whole.split('\n')) if (line !== '') this.apply(JSON.parse(line) as Line);
    for (const facts of [...this.objects.values()]) this.refresh(facts);
    const lines = [...this.objects.values()].map((put) => `${JSON.stringify({ put })}\n`);
    writeFileSync(this.scratch, lines.join(''));
    renameSync(this.scratch, this.journal);
  }

  private refresh(facts: ObjectFacts): void {
    const stat = statSync(this.fileOf(facts.key), { throwIfNoEntry: false });
    if (!stat) {
      this.objects.delete(facts.key);
      this.sorted = null;
    } else if (stat.mtimeMs !== facts.fileTime) {
      const body = this.read(facts.key);
      const headers = Object.fromEntries(
        Object.entries(facts.headers).filter(([name]) => !name.startsWith('x-amz-checksum')),
      );
      const etag = `"${md5Hex(body)}"`;
      this.objects.set(facts.key, { ...facts, etag, headers, size: body.length, fileTime: stat.mtimeMs });
    }
  }
}
