import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a snapshot; no other is served. */
export const SNAPSHOT_FILES = [
  'account.json',
  'authorization-details.json',
  'organization.json',
  'resources.jsonl',
  'credential-report.json',
  'last-accessed.jsonl',
  'identity-center.json',
] as const;
export type SnapshotFile = (typeof SNAPSHOT_FILES)[number];

/** A snapshot as it lies on disk: read when asked for, so that tests may change it between calls. */
export class SnapshotFolder {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The file's text, or null: it was not collected. */
  text(file: SnapshotFile): string | null {
    const path = join(this.folder, file);
    return existsSync(path) ? readFileSync(path, 'utf8') : null;
  }

  /** The parsed file, or null. */
  json(file: SnapshotFile): unknown {
    const text = this.text(file);
    return text === null ? null : JSON.parse(text);
  }

  lines(file: SnapshotFile): unknown[] | null {
    const text = this.text(file);
    return text === null ? null : text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line)]));
  }
}
