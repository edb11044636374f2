import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { S3Error } from './errors.ts';
import { md5Hex, multipartEtag } from './etag.ts';

const SMALLEST_PART = 5 * 1024 * 1024;
const MOST_PARTS = 10_000;

interface Upload {
  readonly bucket: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Uploads in parts that are under way: a folder for each, so that they outlive the process as they do on AWS. */
export class Uploads {
  private readonly folder: string;

  constructor(stateFolder: string) {
    this.folder = join(stateFolder, 'uploads');
    mkdirSync(this.folder, { recursive: true });
  }

  create(upload: Upload): string {
    const before = readdirSync(this.folder).map(Number);
    const id = String(Math.max(0, ...before) + 1).padStart(8, '0');
    mkdirSync(join(this.folder, id));
    writeFileSync(join(this.folder, id, 'upload.json'), JSON.stringify(upload));
    return id;
  }

  /** Throws NoSuchUpload unless the upload is of this object. */
  find(id: string, bucket: string, key: string): Upload {
    const file = join(this.folder, /^\d+$/.test(id) ? id : '-', 'upload.json');
    // Safe: only `create` writes this file.
    const upload = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Upload) : null;
    if (upload?.bucket === bucket && upload.key === key) return upload;
    throw new S3Error(404, 'NoSuchUpload', 'The specified upload does not exist.');
  }

  putPart(id: string, number: number, body: Buffer): string {
    if (!Number.isInteger(number) || number < 1 || number > MOST_PARTS) {
      throw new S3Error(
        400,
        'InvalidArgument',
        `Part number must be an integer between 1 and ${MOST_PARTS}, inclusive`,
      );
    }
    const file = join(this.folder, id, String(number));
    writeFileSync(`${file}.part`, body);
    renameSync(`${file}.part`, file);
    return `"${md5Hex(body)}"`;
  }

  /** The whole object's bytes and ETag, of the parts that the request lists. */
  assemble(id: string, parts: readonly { number: number; etag: string }[]): { body: Buffer; etag: string } {
    if (parts.length === 0) throw new S3Error(400, 'MalformedXML', 'expected at least one part');
    const bodies: Buffer[] = [];
    if (parts.some((part, at) => at > 0 && part.number <= (parts[at - 1]?.number ?? 0))) {
      throw new S3Error(400, 'InvalidPartOrder', 'The list of parts was not in ascending order.');
    }
    for (const [at, part] of parts.entries()) {
      const file = join(this.folder, id, String(part.number));
      const body = existsSync(file) ? readFileSync(file) : null;
      if (!body || md5Hex(body) !== part.etag.replaceAll('"', '')) {
        throw new S3Error(400, 'InvalidPart', 'One or more of the specified parts could not be found.');
      }
      if (body.length < SMALLEST_PART && at < parts.length - 1) {
        throw new S3Error(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
      }
      bodies.push(body);
    }
    return { body: Buffer.concat(bodies), etag: multipartEtag(parts.map((part) => part.etag)) };
  }

  remove(id: string): void {
    rmSync(join(this.folder, id), { recursive: true, force: true });
  }
}
