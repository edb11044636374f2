import SpaceBetween from '@cloudscape-design/components/space-between';
import { loadManifest } from '../data/runs.ts';
import { useLoaded } from '../data/use-loaded.ts';
import { Page } from '../ui/page.tsx';
import { type Column, RowTable } from '../ui/row-table.tsx';
import { runKey, useRunAddress } from './run-address.ts';

interface Note {
  readonly code: string;
  readonly subject: string;
  readonly meaning: string;
}

/** What was not read and what was not judged: what a silence in this report does not mean. */
export function CompletenessPage() {
  const run = useRunAddress();
  const loaded = useLoaded(runKey(run), () => loadManifest(run));
  return (
    <Page title="Completeness" description={`Account ${run.accountId}, night of ${run.runId}`} loaded={loaded}>
      {({ completeness }) => (
        <SpaceBetween size="l">
          <RowTable
            title="Not collected"
            rows={completeness.notCollected}
            rowId={noteId}
            columns={columns}
            empty="Everything that was asked for was read."
          />
          <RowTable
            title="Not evaluated"
            rows={completeness.notEvaluated}
            rowId={noteId}
            columns={columns}
            empty="Everything that was read was judged."
          />
        </SpaceBetween>
      )}
    </Page>
  );
}

function noteId(note: Note): string {
  return `${note.code} ${note.subject} ${note.meaning}`;
}

const columns: readonly Column<Note>[] = [
  { id: 'subject', header: 'What', cell: (note) => note.subject, text: (note) => note.subject },
  { id: 'meaning', header: 'What it means', cell: (note) => note.meaning, text: (note) => note.meaning },
  { id: 'code', header: 'Code', cell: (note) => note.code, text: (note) => note.code, width: 180 },
];
