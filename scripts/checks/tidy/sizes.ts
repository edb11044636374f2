import { isProduct, type TidyRule } from './tidy.ts';

/** A file beyond this is a cupboard: split it by concept. */
const MOST_LINES = 400;

/** Names that say nothing about what is inside. */
const NAMELESS = /(^|\/)(utils?|helpers?|misc|common)(\.|\/)/;

export const sizes: TidyRule = {
  name: 'sizes and names',
  check(files) {
    const breaches: string[] = [];
    for (const file of files) {
      if (!/\.(ts|tsx)$/.test(file.path)) continue;
      const lines = file.text.split('\n').length;
      if (isProduct(file.path) && lines > MOST_LINES)
        breaches.push(`${file.path}: ${lines} lines, at most ${MOST_LINES}`);
      if (NAMELESS.test(file.path)) breaches.push(`${file.path}: a name that says nothing`);
      file.text.split('\n').forEach((line, index) => {
        if (/\b(test|it|describe)\.(only|todo)\(/.test(line))
          breaches.push(`${file.path}:${index + 1}: ${line.trim().slice(0, 60)}`);
        if (/@ts-(ignore|nocheck)|biome-ignore-all/.test(line) && !/sizes\.ts$/.test(file.path)) {
          breaches.push(`${file.path}:${index + 1}: ${line.trim().slice(0, 80)}`);
        }
      });
    }
    return breaches;
  },
};
