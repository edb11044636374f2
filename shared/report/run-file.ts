/**
 * A file of a run as text to be written: whoever runs the writer (a function, a command) streams the chunks to
 * its store and computes size and hash. Nothing here knows of disks or buckets.
 */
export interface RunFileContent {
  /** Name inside the run folder, or an object key for tables. */
  readonly name: string;
  /** Chunks of whole lines; may be read once. */
  readonly chunks: Iterable<string>;
  /** Lines of data (a header is none), valid once the chunks are read to the end. */
  rows(): number;
}

/** What a store knows of a file once it is written. */
export interface WrittenFile {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** A file whose lines come one by one; lines are gathered into chunks of some 64 KiB. */
export function lineFile(name: string, lines: Iterable<string>, header = ''): RunFileContent {
  let rows = 0;
  function* chunks(): Generator<string> {
    let chunk = header;
    for (const line of lines) {
      rows += 1;
      chunk += line;
      if (chunk.length >= CHUNK_CHARACTERS) {
        yield chunk;
        chunk = '';
      }
    }
    if (chunk !== '') yield chunk;
  }
  return { name, chunks: chunks(), rows: () => rows };
}

const CHUNK_CHARACTERS = 65_536;

/** Reads a run's files: a folder on disk, a bucket, a browser's fetch. A missing file is null. */
export interface RunFiles {
  read(name: string): string | null;
}
