import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { AccessLine } from '../../../shared/report/view/index.ts';
import { CAPABILITY_WORDS, conditionsWords } from '../../../shared/report/view/words.ts';
import type { Column } from './row-table.tsx';

/** The columns every list of access rows shares. */
export const accessColumns: readonly Column<AccessLine>[] = [
  {
    id: 'capability',
    header: 'Can',
    cell: (line) => CAPABILITY_WORDS[line.capability],
    text: (line) => CAPABILITY_WORDS[line.capability] ?? line.capability,
    width: 150,
  },
  {
    id: 'verdict',
    header: 'When',
    cell: (line) =>
      line.verdict === 'allowed' ? (
        <StatusIndicator type="success">always</StatusIndicator>
      ) : (
        <StatusIndicator type="info">{conditionsWords(line.terms[0]?.conditions ?? [])}</StatusIndicator>
      ),
    text: (line) => (line.verdict === 'allowed' ? 'always' : conditionsWords(line.terms[0]?.conditions ?? [])),
  },
];

/** Tells rows apart: a row is one principal, resource and capability. */
export function accessRowId(line: AccessLine): string {
  return `${line.principalArn} ${line.capability} ${line.resourceArn ?? line.service}`;
}
