import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

/**
 * A headless Chromium that comes as a package. On a machine without NSS it brings its own libraries when it
 * believes to run in Lambda.
 */
export async function openBrowser(): Promise<Browser> {
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs24.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: await packaged.executablePath(),
    headless: true,
    args: [
      ...packaged.args.filter((argument) => !argument.startsWith('--headless')),
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    env: { ...process.env, HOME: mkdtempSync(join(tmpdir(), 'nightjar-browser-')) },
  });
}
