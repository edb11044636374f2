import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RunFileContent, WrittenFile } from '../../shared/report/run-file.ts';

/** SHA-256 of a text, in hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Streams a file into a folder and says what was written. `path` differs from the name for tables. */
export function writeFileInto(folder: string, content: RunFileContent, path = content.name): WrittenFile {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  const file = openSync(target, 'w');
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for (const chunk of content.chunks) {
      const data = new TextEncoder().encode(chunk);
      hash.update(data);
      bytes += data.length;
      writeSync(file, data);
    }
  } finally {
    closeSync(file);
  }
  return { name: path, rows: content.rows(), bytes, sha256: hash.digest('hex') };
}
