import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { AccessLine } from '../../../shared/report/view/index.ts';
import { loadReachersOf } from '../data/access.ts';
import { loadResources, loadStatements } from '../data/runs.ts';
import { useLoaded } from '../data/use-loaded.ts';
import { paths, type RunAddress } from '../paths.ts';
import { accessColumns, accessRowId } from '../ui/access-columns.tsx';
import { Page } from '../ui/page.tsx';
import { PageLink } from '../ui/page-link.tsx';
import { type Column, RowTable } from '../ui/row-table.tsx';
import { Terms } from '../ui/terms.tsx';
import { runKey, useArn, useRunAddress } from './run-address.ts';

/** Who can reach this resource. */
export function ResourcePage() {
  const run = useRunAddress();
  const arn = useArn();
  const loaded = useLoaded(`${runKey(run)} ${arn}`, () => load(run, arn));
  return (
    <Page title="Who can reach this?" description={arn} loaded={loaded}>
      {(value) => <Reachers run={run} loaded={value} />}
    </Page>
  );
}

async function load(run: RunAddress, arn: string) {
  const [resources, statements, lines] = await Promise.all([
    loadResources(run),
    loadStatements(run),
    loadReachersOf(run, arn),
  ]);
  return { known: lines.length > 0 || resources.some((row) => row.arn === arn), statements, lines };
}

function Reachers(props: { readonly run: RunAddress; readonly loaded: Awaited<ReturnType<typeof load>> }) {
  const { run, loaded } = props;
  const [selected, select] = useState<AccessLine>();
  if (!loaded.known) {
    return <Alert type="info">There is no such resource in this night.</Alert>;
  }
  return (
    <SpaceBetween size="l">
      <RowTable
        title="Access"
        rows={loaded.lines}
        rowId={accessRowId}
        columns={[principalColumn(run), ...accessColumns]}
        empty="Nobody that was judged can reach this resource."
        selected={selected}
        onSelect={select}
      />
      {selected !== undefined && <Terms line={selected} statements={loaded.statements} />}
    </SpaceBetween>
  );
}

function principalColumn(run: RunAddress): Column<AccessLine> {
  return {
    id: 'principal',
    header: 'Principal',
    cell: (line) => <PageLink to={paths.principal(run, line.principalArn)}>{line.principalArn}</PageLink>,
    text: (line) => line.principalArn,
  };
}
