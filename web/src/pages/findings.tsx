import Badge, { type BadgeProps } from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Finding, Severity } from '../../../shared/report/view/index.ts';
import { loadFindings } from '../data/runs.ts';
import { useLoaded } from '../data/use-loaded.ts';
import { Page } from '../ui/page.tsx';
import { type Column, RowTable } from '../ui/row-table.tsx';
import { runKey, useRunAddress } from './run-address.ts';

/** What deserves attention, most severe first. */
export function FindingsPage() {
  const run = useRunAddress();
  const loaded = useLoaded(runKey(run), () => loadFindings(run));
  return (
    <Page title="Findings" description={`Account ${run.accountId}, night of ${run.runId}`} loaded={loaded}>
      {(findings) => <Findings findings={findings} />}
    </Page>
  );
}

function Findings(props: { readonly findings: readonly Finding[] }) {
  const [selected, select] = useState<Finding>();
  const sorted = [...props.findings].sort((a, b) => RANK[a.severity] - RANK[b.severity] || (a.id < b.id ? -1 : 1));
  return (
    <SpaceBetween size="l">
      <RowTable
        title="Findings"
        rows={sorted}
        rowId={(finding) => finding.id}
        columns={columns}
        empty="Nothing in this account deserves attention."
        selected={selected}
        onSelect={select}
      />
      {selected !== undefined && <Why finding={selected} />}
    </SpaceBetween>
  );
}

const RANK: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3 };
const COLOUR: Readonly<Record<Severity, NonNullable<BadgeProps['color']>>> = {
  critical: 'severity-critical',
  high: 'severity-high',
  medium: 'severity-medium',
  low: 'severity-low',
};

const columns: readonly Column<Finding>[] = [
  {
    id: 'severity',
    header: 'Severity',
    cell: ({ severity }) => <Badge color={COLOUR[severity]}>{severity}</Badge>,
    text: ({ severity }) => `${RANK[severity]} ${severity}`,
    width: 130,
  },
  {
    id: 'type',
    header: 'What',
    cell: ({ type }) => type.replaceAll('-', ' '),
    text: ({ type }) => type.replaceAll('-', ' '),
    width: 260,
  },
  { id: 'subject', header: 'Subject', cell: ({ subject }) => subject, text: ({ subject }) => subject },
];

function Why(props: { readonly finding: Finding }) {
  const { finding } = props;
  return (
    <Container
      header={
        <Header variant="h2" description={finding.subject}>
          {finding.type.replaceAll('-', ' ')}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <KeyValuePairs
          columns={2}
          items={[
            { label: 'Why this severity', value: finding.severityReason },
            { label: 'What to do', value: finding.suggestedFix.words },
            ...Object.entries(finding.evidence.facts).map(([name, value]) => ({
              label: wordsOf(name),
              value: value === null ? 'none' : Array.isArray(value) ? value.join(', ') : String(value),
            })),
          ]}
        />
        {finding.path !== undefined && (
          <ol>
            {finding.path.map((step) => (
              <li key={`${step.from} ${step.to} ${step.technique}`}>{step.words}</li>
            ))}
          </ol>
        )}
        <Box variant="h4">Statements</Box>
        <ul>
          {finding.evidence.statements.map((statement) => (
            <li key={`${statement.id} ${statement.attachedTo}`}>
              {statement.policy}, statement {statement.statement + 1}
              {statement.sid === null ? '' : ` (${statement.sid})`}, on {statement.attachedTo}
            </li>
          ))}
          {finding.evidence.statements.length === 0 && <li>none: the finding is about what is not there</li>}
        </ul>
      </SpaceBetween>
    </Container>
  );
}

/** `lastUsedAt` → `Last used at`. */
function wordsOf(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
