import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeRun } from '../scripts/analysis/write-run.ts';
import { dashboardBundle } from '../scripts/serve/bundle.ts';
import { openData } from '../scripts/serve/data.ts';
import { serveDashboard } from '../scripts/serve/server.ts';
import { readInput } from '../scripts/snapshot/read.ts';
import { openBrowser } from './testing/browser.ts';

const SNAPSHOT = resolve(import.meta.dirname, '../scripts/demo/estate/heron-analytics/2026-11-19');

let folder: string;
let server: Server;
let browser: Browser;
let url: string;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nightjar-web-'));
  const account = await readInput(SNAPSHOT);
  writeRun({
    customerId: 'C000002',
    runId: '2026-11-19',
    analysisTime: '2026-11-19T06:00:00Z',
    accounts: [account],
    runFolder: folder,
    tablesFolder: join(folder, 'tables'),
  });
  ({ url, server } = await serveDashboard(openData(folder), await dashboardBundle(), 0));
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function heading(): Promise<string> {
  return (await page.locator('h1').first().textContent()) ?? '';
}

test('the accounts page lists the published night', async () => {
  await page.goto(url);
  await page.locator('table').waitFor();
  expect(await heading()).toContain('Accounts');
  expect(await page.locator('table').textContent()).toContain('2026-11-19');
});

test('from an account to a principal to what it can reach, with the grants', async () => {
  await page.goto(url);
  await page.locator('table').getByRole('link').first().click();
  await page.getByRole('heading', { name: 'Principals', level: 1 }).waitFor();
  const rows = page.locator('table').getByRole('link');
  await rows.first().waitFor();
  await rows.first().click();
  await page.getByRole('heading', { name: 'What can this principal reach?' }).waitFor();
  const radio = page.getByRole('radio').first();
  await radio.waitFor();
  await radio.check({ force: true });
  await page.getByText('Granted by').first().waitFor();
  expect(await page.getByText('Proof: a request that is allowed').count()).toBeGreaterThan(0);
});

test('from a resource to who can reach it', async () => {
  await page.goto(url);
  await page.locator('table').getByRole('link').first().click();
  await page.getByRole('link', { name: 'Resources' }).click();
  await page.getByRole('heading', { name: 'Resources', level: 1 }).waitFor();
  await page.locator('table').getByRole('link').first().click();
  await page.getByRole('heading', { name: 'Who can reach this?' }).waitFor();
});

test('the findings say what, why and what to do', async () => {
  await page.goto(url);
  await page.locator('table').getByRole('link').first().click();
  await page.getByRole('link', { name: 'Findings' }).click();
  await page.getByRole('heading', { name: 'Findings', level: 1 }).waitFor();
  await page.getByRole('radio').first().check({ force: true });
  await page.getByText('What to do').waitFor();
  expect(await page.getByText('Why this severity').count()).toBe(1);
});

test('the filter narrows the rows and stands in the address', async () => {
  await page.goto(url);
  await page.locator('table').getByRole('link').first().click();
  await page.getByRole('heading', { name: 'Principals', level: 1 }).waitFor();
  await page.getByLabel('Filter Principals').fill('no such principal');
  await page.getByText('Nothing matches the filter.').waitFor();
  expect(page.url()).toContain('filter=no+such+principal');
  await page.getByRole('button', { name: 'Clear filter' }).click();
  await page.locator('table').getByRole('link').first().waitFor();
});

test('an unknown run and an unknown page say so', async () => {
  await page.goto(`${url}C000002/111111111111/2020-01-01/principals`);
  await page.getByText('There is no such report.').waitFor();
  await page.goto(`${url}nowhere`);
  await page.getByText('No such page').first().waitFor();
});

test('the pages fit a narrow window', async () => {
  await page.setViewportSize({ width: 400, height: 800 });
  await page.goto(url);
  await page.locator('table').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await page.setViewportSize({ width: 1280, height: 900 });
});

test('the browser reports no error of the page', () => {
  // A missing run answers 404 on purpose; nothing else may be logged.
  expect(problems.filter((problem) => !problem.includes('404'))).toEqual([]);
});
