import { expect, test } from 'vitest';
import { type Row, run } from './run.ts';

/** One test per row; its title names the source. */
export function check(rows: readonly Row[]): void {
  test.each(rows.map((row) => [`${row.title} [${row.source}]`, row] as const))('%s', async (_title, row) => {
    const { execution } = await run(row);
    if (row.error === undefined) {
      expect(execution).toMatchObject({ status: 'SUCCEEDED' });
      expect(JSON.parse(execution.output ?? 'null')).toEqual(row.output);
    } else {
      expect(execution).toMatchObject({ status: 'FAILED', error: row.error });
      expect(execution.cause).toMatch(row.cause ?? /./s);
    }
  });
}
