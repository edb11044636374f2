/**
 * CSV as RFC 4180 has it, with cells that a spreadsheet would run as a formula escaped by a leading apostrophe
 * (OWASP, CSV injection). Booleans are `True` and `False`, none is blank: the form of the k9-compatible tables.
 */
export type CsvCell = string | boolean | null;

/** One record, ended by CR LF. */
export function csvRecord(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? 'True' : 'False';
  const text = FORMULA_STARTS.has(cell.charAt(0)) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const FORMULA_STARTS: ReadonlySet<string> = new Set(['=', '+', '-', '@', '\t', '\r']);

/** `2022-12-21T07:15:36.947776+00:00` from an ISO 8601 UTC time; blank for none. */
export function csvTime(time: string | null | undefined): string | null {
  if (time === null || time === undefined || time === '') return null;
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d+))?(?:Z|\+00:00)$/.exec(time);
  if (match === null) return time;
  return `${match[1]}.${(match[2] ?? '').padEnd(6, '0').slice(0, 6)}+00:00`;
}
