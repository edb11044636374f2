import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ManifestView } from '../../../shared/report/view/index.ts';
import { loadManifest, loadPublishedRuns, type PublishedRun } from '../data/runs.ts';
import { useLoaded } from '../data/use-loaded.ts';
import { paths } from '../paths.ts';
import { Page } from '../ui/page.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { type Column, RowTable } from '../ui/row-table.tsx';

interface AccountRow {
  readonly run: PublishedRun;
  readonly manifest: ManifestView;
}

/** Every account's published nights, newest first. */
export function AccountsPage() {
  const loaded = useLoaded('accounts', async () =>
    Promise.all((await loadPublishedRuns()).map(async (run) => ({ run, manifest: await loadManifest(run) }))),
  );
  return (
    <Page title="Accounts" description="Who has access to what, as of each night" loaded={loaded}>
      {(rows) => (
        <RowTable
          title="Nights"
          rows={rows}
          rowId={(row) => `${row.run.accountId} ${row.run.runId}`}
          columns={columns}
          empty="No account has been read yet."
        />
      )}
    </Page>
  );
}

const columns: readonly Column<AccountRow>[] = [
  {
    id: 'account',
    header: 'Account',
    cell: ({ run, manifest }) => (
      <PageLink to={paths.principals(run)}>
        {run.accountId}
        {manifest.accountAlias === null ? '' : ` (${manifest.accountAlias})`}
      </PageLink>
    ),
    text: ({ run, manifest }) => `${run.accountId} ${manifest.accountAlias ?? ''}`,
  },
  { id: 'customer', header: 'Customer', cell: ({ run }) => run.customerId, text: ({ run }) => run.customerId },
  { id: 'night', header: 'Night', cell: ({ run }) => run.runId, text: ({ run }) => run.runId },
  {
    id: 'asOf',
    header: 'As of (UTC)',
    cell: ({ run }) => run.analysisTime.replace('T', ' ').replace(/(\.\d+)?Z$/, ''),
    text: ({ run }) => run.analysisTime,
  },
  {
    id: 'status',
    header: 'Status',
    cell: ({ run, manifest }) => (
      <StatusIndicator type={run.status === 'complete' ? 'success' : run.status === 'partial' ? 'warning' : 'error'}>
        <PageLink to={paths.completeness(run)}>
          {run.status}
          {gaps(manifest) === 0 ? '' : `, ${gaps(manifest)} notes`}
        </PageLink>
      </StatusIndicator>
    ),
    text: ({ run }) => run.status,
  },
  {
    id: 'principals',
    header: 'Principals',
    cell: ({ manifest }) => manifest.counts.principals,
    text: ({ manifest }) => String(manifest.counts.principals).padStart(9, '0'),
  },
  {
    id: 'resources',
    header: 'Resources',
    cell: ({ run, manifest }) => <PageLink to={paths.resources(run)}>{manifest.counts.resources}</PageLink>,
    text: ({ manifest }) => String(manifest.counts.resources).padStart(9, '0'),
  },
  {
    id: 'rows',
    header: 'Access rows',
    cell: ({ manifest }) => manifest.counts.accessRows,
    text: ({ manifest }) => String(manifest.counts.accessRows).padStart(12, '0'),
  },
  {
    id: 'findings',
    header: 'Findings of note',
    cell: ({ run, manifest }) => <PageLink to={paths.findings(run)}>{ofNote(manifest)}</PageLink>,
    text: ({ manifest }) => String(ofNote(manifest)).padStart(9, '0'),
  },
];

/** Critical and high ones. */
function ofNote({ counts }: ManifestView): number {
  return counts.findings.critical + counts.findings.high;
}

function gaps(manifest: ManifestView): number {
  return manifest.completeness.notCollected.length + manifest.completeness.notEvaluated.length;
}
