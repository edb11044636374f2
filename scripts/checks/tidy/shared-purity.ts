import { isProduct, type TidyRule } from './tidy.ts';

/** What would let a clock, chance, Node or the network into `shared/`. */
const IMPURE: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /\bDate\.now\(|\bnew Date\(\s*\)|\bperformance\.now\(/, what: 'a clock' },
  { pattern: /\bMath\.random\(|\bcrypto\./, what: 'randomness' },
  { pattern: /\bprocess\.|\bBuffer\b|\b__dirname\b|\bimport\.meta\b|\brequire\(/, what: 'a Node global' },
  { pattern: /\bfetch\(|\bsetTimeout\(|\bsetInterval\(/, what: 'the outside world' },
  { pattern: /\bconsole\./, what: 'output' },
  // Time zones are the one thing of Intl that is data, not taste.
  { pattern: /\blocaleCompare\(|\btoLocale\w+\(|\bIntl\.(?!DateTimeFormat)/, what: 'the locale' },
];

export const sharedPurity: TidyRule = {
  name: 'shared is pure',
  check(files) {
    const breaches: string[] = [];
    for (const file of files) {
      if (!file.path.startsWith('shared/') || !isProduct(file.path)) continue;
      file.text.split('\n').forEach((line, index) => {
        const code = line.replace(/\/\/.*$/, '').replace(/^\s*\*.*$/, '');
        for (const { pattern, what } of IMPURE) {
          if (pattern.test(code)) breaches.push(`${file.path}:${index + 1}: ${what}: ${line.trim().slice(0, 80)}`);
        }
      });
    }
    return breaches;
  },
};
