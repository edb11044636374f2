import { createHash } from 'node:crypto';
import type { RunFileContent, WrittenFile } from '../../shared/report/run-file.ts';

/** A file's bytes with what a manifest says of them. Reads the chunks to the end. */
export function writeFile(content: RunFileContent): { readonly bytes: Uint8Array; readonly written: WrittenFile } {
  const hash = createHash('sha256');
  const parts: Buffer[] = [];
  for (const chunk of content.chunks) {
    const part = Buffer.from(chunk, 'utf8');
    hash.update(part);
    parts.push(part);
  }
  const bytes = Buffer.concat(parts);
  return {
    bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length),
    written: { name: content.name, rows: content.rows(), bytes: bytes.length, sha256: hash.digest('hex') },
  };
}
