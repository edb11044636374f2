import type { TidyRule } from './tidy.ts';

/** The repository speaks of the product alone: no machine paths. */
const FOREIGN = [/\/(home|root|Users)\/[a-z]/, /\/work\/(main|shared)\b/];

export const repositorySpeech: TidyRule = {
  name: 'the repository speaks of the product',
  check(files) {
    const breaches: string[] = [];
    for (const file of files) {
      if (file.path.startsWith('scripts/checks/tidy/')) continue;
      file.text.split('\n').forEach((line, index) => {
        if (FOREIGN.some((pattern) => pattern.test(line)))
          breaches.push(`${file.path}:${index + 1}: a machine path: ${line.trim().slice(0, 80)}`);
      });
    }
    return breaches;
  },
};
