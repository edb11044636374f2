import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Root of the checkout. */
export const ROOT = resolve(import.meta.dirname, '../..');
const FOLDER = resolve(ROOT, 'reports');

/** What a checker leaves behind: how many of its checks held, and words for those that did not. */
export interface CheckReport {
  readonly checker: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** One line per failure, at most a few dozen. */
  readonly failures: readonly string[];
}

/** Forgets the reports of an earlier run: a checker that dies must not be counted by an old one. */
export function clearReports(): void {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
}

export function writeReport(report: CheckReport): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(reportPath(report.checker), `${JSON.stringify(report, null, 2)}\n`);
}

/** The report of a checker; a missing or unreadable one counts as one failure. */
export function readReport(checker: string): CheckReport {
  try {
    return JSON.parse(readFileSync(reportPath(checker), 'utf8')) as CheckReport; // written by writeReport
  } catch {
    return { checker, passed: 0, failed: 1, skipped: 0, failures: ['no report: the checker did not finish'] };
  }
}

export function reportPath(checker: string): string {
  return resolve(FOLDER, `${checker}.json`);
}
