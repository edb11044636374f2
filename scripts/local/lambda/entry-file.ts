import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** File and export of a handler name: `index.handler` is `handler` of `index`. */
export function splitHandler(handler: string): [file: string, exportName: string] {
  const dot = handler.lastIndexOf('.');
  if (dot <= 0) throw new Error(`handler: expected \`file.export\`, found \`${handler}\``);
  return [handler.slice(0, dot), handler.slice(dot + 1)];
}

/** The bundle's entry file, by the endings that Lambda's Node runtime tries. */
export function entryFile(bundleFolder: string, file: string): string {
  for (const ending of ['.mjs', '.js', '.cjs']) {
    const path = join(bundleFolder, `${file}${ending}`);
    if (existsSync(path)) return path;
  }
  throw new Error(`bundle: expected \`${file}.mjs\`, \`.js\` or \`.cjs\` in \`${bundleFolder}\`, found none`);
}
