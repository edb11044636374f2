import { writeFileSync } from 'node:fs';
import { ROOT } from '../checks/report.ts';
import { passedTests, RULES_PAGE } from './check.ts';
import { rulesTable } from './table.ts';

/** `npm run rules`: writes the page from the report of the last `npm test`. */
writeFileSync(`${ROOT}/${RULES_PAGE}`, rulesTable(passedTests()));
process.stdout.write(`${RULES_PAGE} written\n`);
