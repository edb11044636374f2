import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { AccessLine } from '../../../shared/report/view/index.ts';
import { type LoadedRun, loadRun } from '../data/runs.ts';
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
  const loaded = useLoaded(runKey(run), () => loadRun(run));
  return (
    <Page title="Who can reach this?" description={arn} loaded={loaded}>
      {(value) => <Reachers run={run} arn={arn} loaded={value} />}
    </Page>
  );
}

function Reachers(props: { readonly run: RunAddress; readonly arn: string; readonly loaded: LoadedRun }) {
  const { run, arn, loaded } = props;
  const [selected, select] = useState<AccessLine>();
  const rows = loaded.access.filter((line) => line.resourceArn === arn);
  if (rows.length === 0 && !loaded.resources.some((row) => row.arn === arn)) {
    return <Alert type="info">There is no such resource in this night.</Alert>;
  }
  return (
    <SpaceBetween size="l">
      <RowTable
        title="Access"
        rows={rows}
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
