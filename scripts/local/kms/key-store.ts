import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kmsError } from './errors.ts';

export interface Key {
  readonly id: string;
  readonly arn: string;
  /** Base64; gone for ever when the key is deleted. */
  readonly material: string;
  readonly description: string;
  readonly policy: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly enabled: boolean;
  /** Milliseconds since 1970 from which on the key is gone; null: not scheduled. */
  readonly deletedAt: number | null;
}

/** The keys, in memory and where a folder is given in `kms.json`. */
export class KeyStore {
  private readonly keys = new Map<string, Key>();
  private readonly file: string | null;
  private readonly now: () => number;
  private readonly prefix: string;

  constructor(folder: string | undefined, now: () => number, prefix: string) {
    this.now = now;
    this.prefix = prefix;
    this.file = folder === undefined ? null : join(folder, 'kms.json');
    if (folder !== undefined) mkdirSync(folder, { recursive: true });
    // Safe: only `set` writes this file.
    const known =
      this.file !== null && existsSync(this.file) ? (JSON.parse(readFileSync(this.file, 'utf8')) as Key[]) : [];
    for (const key of known) this.keys.set(key.id, key);
  }

  arnOf(id: string): string {
    return `${this.prefix}${id}`;
  }

  set(key: Key): void {
    this.keys.set(key.id, key);
    this.save();
  }

  /** By id or ARN; throws NotFoundException. A key whose waiting period is over is gone, with its material. */
  get(reference: string): Key {
    const id = reference.startsWith(this.prefix) ? reference.slice(this.prefix.length) : reference;
    const key = this.keys.get(id);
    if (key && key.deletedAt !== null && key.deletedAt <= this.now()) {
      this.keys.delete(id);
      this.save();
    } else if (key) return key;
    throw kmsError('NotFoundException', `Key '${reference}' does not exist`);
  }

  all(): Key[] {
    return [...this.keys.values()];
  }

  private save(): void {
    if (this.file === null) return;
    writeFileSync(`${this.file}.part`, JSON.stringify(this.all()), { mode: 0o600 });
    renameSync(`${this.file}.part`, this.file);
  }
}

/** Throws unless the key can be used now: DisabledException, KMSInvalidStateException. */
export function checkUsable(key: Key): void {
  if (key.deletedAt !== null) throw kmsError('KMSInvalidStateException', `${key.arn} is pending deletion.`);
  if (!key.enabled) throw kmsError('DisabledException', `${key.arn} is disabled.`);
}
