import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { Exposure, ResourceRow } from '../../../shared/report/view/index.ts';
import { loadRowCounts } from '../data/access.ts';
import { loadResources } from '../data/runs.ts';
import { useLoaded } from '../data/use-loaded.ts';
import { paths, type RunAddress } from '../paths.ts';
import { Page } from '../ui/page.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { type Column, RowTable } from '../ui/row-table.tsx';
import { runKey, useRunAddress } from './run-address.ts';

/** Everything that was collected, and how far it is open. */
export function ResourcesPage() {
  const run = useRunAddress();
  const loaded = useLoaded(runKey(run), () => Promise.all([loadResources(run), loadRowCounts(run)]));
  return (
    <Page title="Resources" description={`Account ${run.accountId}, night of ${run.runId}`} loaded={loaded}>
      {([resources, counts]) => (
        <RowTable
          title="Resources"
          rows={resources}
          rowId={(row) => row.arn}
          columns={columnsOf(run, counts.byResource)}
          empty="No resources were collected: access is reported by service."
        />
      )}
    </Page>
  );
}

const EXPOSURE: Readonly<Record<Exposure, StatusIndicatorProps.Type>> = {
  public: 'error',
  'cross-account': 'warning',
  organization: 'info',
  private: 'success',
};

function columnsOf(run: RunAddress, rows: ReadonlyMap<string, number>): readonly Column<ResourceRow>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      cell: (row) => <PageLink to={paths.resource(run, row.arn)}>{row.name}</PageLink>,
      text: (row) => row.name,
    },
    { id: 'type', header: 'Type', cell: (row) => row.type, text: (row) => row.type },
    {
      id: 'exposure',
      header: 'Exposure',
      cell: (row) => <StatusIndicator type={EXPOSURE[row.exposure]}>{row.exposure}</StatusIndicator>,
      text: (row) => row.exposure,
      width: 150,
    },
    {
      id: 'region',
      header: 'Region',
      cell: (row) => row.region ?? 'global',
      text: (row) => row.region ?? 'global',
      width: 130,
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
