import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { casesFolder } from '../checks/cases.ts';
import { type CheckReport, ROOT, reportPath } from '../checks/report.ts';
import { type PassedTest, rulesTable, unheld } from './table.ts';

/** Where the table lies. */
export const RULES_PAGE = 'shared/authorization/RULES.md';

/** The passed tests of the product's last test report, those beside known answers left out: they may be absent. */
export function passedTests(): readonly PassedTest[] {
  const report = JSON.parse(readFileSync(reportPath('vitest-tests'), 'utf8')) as {
    readonly testResults: readonly {
      readonly name: string;
      readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
    }[];
  }; // vitest's own report
  return report.testResults
    .map(({ name, assertionResults }) => ({ file: relative(ROOT, name), assertionResults }))
    .filter(({ file }) => file.startsWith('shared/') && !file.includes('known-answers'))
    .flatMap(({ file, assertionResults }) =>
      assertionResults.filter(({ status }) => status === 'passed').map(({ fullName }) => ({ file, title: fullName })),
    );
}

/** The checker `rules`: the page is what the report says, and no rule is without a test or a word. */
export function rulesCheck(): CheckReport {
  // Some rules are shown by tests on the case library; where it is absent the page cannot be judged.
  if (casesFolder() === null) {
    return {
      checker: 'rules',
      passed: 0,
      failed: 0,
      skipped: 1,
      failures: ['skipped: the case library is not present'],
    };
  }
  const tests = passedTests();
  const failures = unheld(tests).map((id) => `${RULES_PAGE}: ${id}: no test shows it and nothing names it`);
  if (readFileSync(`${ROOT}/${RULES_PAGE}`, 'utf8') !== rulesTable(tests)) {
    failures.push(`${RULES_PAGE}: not what the tests show; run npm run rules`);
  }
  return { checker: 'rules', passed: failures.length === 0 ? 1 : 0, failed: failures.length, skipped: 0, failures };
}
