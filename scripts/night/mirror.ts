import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { indexFileSchema } from '../../shared/contract/index-file.ts';
import { customerPrefix, indexKey, RUN_FILES } from '../../shared/contract/object-keys.ts';

/**
 * Copies what customers see of the bucket into a folder of the same layout: the runs that the index names, the
 * tables, the index itself last. Work, cache and sweep lists stay behind. A file that is the same is left alone.
 */
export function mirror(bucketFolder: string, customerIds: readonly string[], out: string): void {
  for (const customerId of customerIds) {
    const index = indexKey(customerId);
    if (!existsSync(join(bucketFolder, index))) continue;
    const { accounts } = indexFileSchema.parse(JSON.parse(readFileSync(join(bucketFolder, index), 'utf8')));
    for (const { prefix } of accounts.flatMap((account) => account.runs)) {
      const manifest = `${prefix}${RUN_FILES.manifest}`;
      const { files } = manifestSchema.parse(JSON.parse(readFileSync(join(bucketFolder, manifest), 'utf8')));
      for (const { name } of files) copy(bucketFolder, `${prefix}${name}`, out);
      // Last: a folder with a manifest is a whole run.
      copy(bucketFolder, manifest, out);
    }
    for (const folder of ['reports/', 'hive/']) {
      const prefix = `${customerPrefix(customerId)}${folder}`;
      for (const name of filesBelow(join(bucketFolder, prefix))) copy(bucketFolder, `${prefix}${name}`, out);
    }
    copy(bucketFolder, index, out);
  }
}

function copy(bucketFolder: string, key: string, out: string): void {
  const from = readFileSync(join(bucketFolder, key));
  const to = join(out, key);
  if (existsSync(to) && readFileSync(to).equals(from)) return;
  mkdirSync(dirname(to), { recursive: true });
  const part = `${to}.part-${process.pid}`;
  writeFileSync(part, from);
  renameSync(part, to);
}

/** What the copy needs of a manifest. */
const manifestSchema = z.object({ files: z.array(z.object({ name: z.string() })) });

/** Files below a folder, relative to it, sorted; none where there is no folder. */
function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
}
