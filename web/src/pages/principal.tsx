import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { AccessLine } from '../../../shared/report/view/index.ts';
import { loadReachOf } from '../data/access.ts';
import { loadPrincipals, loadStatements } from '../data/runs.ts';
import { useLoaded } from '../data/use-loaded.ts';
import { paths, type RunAddress } from '../paths.ts';
import { accessColumns, accessRowId } from '../ui/access-columns.tsx';
import { Page } from '../ui/page.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { type Column, RowTable } from '../ui/row-table.tsx';
import { Terms } from '../ui/terms.tsx';
import { runKey, useArn, useRunAddress } from './run-address.ts';

/** What can this principal reach. */
export function PrincipalPage() {
  const run = useRunAddress();
  const arn = useArn();
  const loaded = useLoaded(`${runKey(run)} ${arn}`, () => load(run, arn));
  return (
    <Page title="What can this principal reach?" description={arn} loaded={loaded}>
      {(value) => <Reach run={run} loaded={value} />}
    </Page>
  );
}

async function load(run: RunAddress, arn: string) {
  const [principals, statements, lines] = await Promise.all([
    loadPrincipals(run),
    loadStatements(run),
    loadReachOf(run, arn),
  ]);
  return { known: principals.some((row) => row.arn === arn), statements, lines };
}

function Reach(props: { readonly run: RunAddress; readonly loaded: Awaited<ReturnType<typeof load>> }) {
  const { run, loaded } = props;
  const [selected, select] = useState<AccessLine>();
  if (!loaded.known) {
    return <Alert type="info">There is no such principal in this night.</Alert>;
  }
  return (
    <SpaceBetween size="l">
      <RowTable
        title="Access"
        rows={loaded.lines}
        rowId={accessRowId}
        columns={[resourceColumn(run), ...accessColumns]}
        empty="This principal can reach nothing that was judged."
        selected={selected}
        onSelect={select}
      />
      {selected !== undefined && <Terms line={selected} statements={loaded.statements} />}
    </SpaceBetween>
  );
}

function resourceColumn(run: RunAddress): Column<AccessLine> {
  return {
    id: 'resource',
    header: 'Resource',
    cell: (line) =>
      line.resourceArn === null ? (
        `the whole service ${line.service}`
      ) : (
        <PageLink to={paths.resource(run, line.resourceArn)}>{line.resourceArn}</PageLink>
      ),
    text: (line) => line.resourceArn ?? `the whole service ${line.service}`,
  };
}
