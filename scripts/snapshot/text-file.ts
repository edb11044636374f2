import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { InputError } from '../cli/command.ts';

/** A file that was read: its text and the SHA-256 of its bytes. */
export interface TextFile {
  readonly text: string;
  readonly sha256: string;
}

/** Longer than this no engine holds a file as one text. */
const LARGEST = 400 * 1024 * 1024;

/** Reads a text file; null where there is none. Anything else that keeps it from being read is an `InputError`. */
export async function readTextFile(path: string): Promise<TextFile | null> {
  try {
    const { size } = await stat(path);
    if (size > LARGEST) throw new InputError(`${path}: expected at most ${LARGEST} bytes, found ${size}`);
    const bytes = await readFile(path);
    return { text: decode(bytes, path), sha256: createHash('sha256').update(bytes).digest('hex') };
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (codeOf(error) === 'ENOENT') return null;
    throw unreadable(path, error);
  }
}

/** The one line for a path that the system does not let us read. */
export function unreadable(path: string, error: unknown): InputError {
  return new InputError(`${path}: expected a readable file or folder, found ${codeOf(error) ?? String(error)}`);
}

export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** UTF-8, or UTF-16 with its mark, as one Windows shell writes what a command prints. */
function decode(bytes: Uint8Array, path: string): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // Not text at all: the decoder has no more to say than that.
    throw new InputError(`${path}: expected JSON text in UTF-8, found bytes that are no text`);
  }
}
