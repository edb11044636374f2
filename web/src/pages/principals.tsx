import Badge from '@cloudscape-design/components/badge';
import type { PrincipalRow } from '../../../shared/report/view/index.ts';
import { loadRowCounts } from '../data/access.ts';
import { loadPrincipals } from '../data/runs.ts';
import { useLoaded } from '../data/use-loaded.ts';
import { paths, type RunAddress } from '../paths.ts';
import { Page } from '../ui/page.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { type Column, RowTable } from '../ui/row-table.tsx';
import { runKey, useRunAddress } from './run-address.ts';

/** Everyone who has access in the account. */
export function PrincipalsPage() {
  const run = useRunAddress();
  const loaded = useLoaded(runKey(run), () => Promise.all([loadPrincipals(run), loadRowCounts(run)]));
  return (
    <Page title="Principals" description={`Account ${run.accountId}, night of ${run.runId}`} loaded={loaded}>
      {([principals, counts]) => (
        <RowTable
          title="Principals"
          rows={principals}
          rowId={(row) => row.arn}
          columns={columnsOf(run, counts.byPrincipal)}
          empty="The account has no principals."
        />
      )}
    </Page>
  );
}

function columnsOf(run: RunAddress, rows: ReadonlyMap<string, number>): readonly Column<PrincipalRow>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      cell: (row) => <PageLink to={paths.principal(run, row.arn)}>{row.name}</PageLink>,
      text: (row) => row.name,
    },
    { id: 'type', header: 'Type', cell: (row) => row.type, text: (row) => row.type, width: 120 },
    {
      id: 'admin',
      header: 'Administrator',
      cell: (row) => (row.isAdmin ? <Badge color="red">administrator</Badge> : ''),
      text: (row) => (row.isAdmin ? 'administrator' : ''),
      width: 150,
    },
    {
      id: 'lastUsed',
      header: 'Last used',
      cell: (row) => lastUsed(row),
      text: (row) => lastUsed(row),
      width: 150,
    },
    {
      id: 'rows',
      header: 'Access rows',
      cell: (row) => rows.get(row.arn) ?? 0,
      text: (row) => String(rows.get(row.arn) ?? 0).padStart(9, '0'),
      width: 130,
    },
    { id: 'arn', header: 'ARN', cell: (row) => row.arn, text: (row) => row.arn },
  ];
}

/** Nobody looked and never used are different answers. */
function lastUsed(row: PrincipalRow): string {
  if (row.lastUsedAt === undefined) return 'not collected';
  return row.lastUsedAt === null ? 'never' : row.lastUsedAt.slice(0, 10);
}
