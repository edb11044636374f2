/** What the dashboard may see of the report: row types and words, nothing that decides. */
export type { AccessLine, Scope, Term, TermCondition, Witness } from '../../access/verdict.ts';
export type { Capability } from '../../catalog/capability.ts';
export type { Finding, Severity } from '../../findings/finding.ts';
export type { Manifest as ManifestView } from '../manifest.ts';
export type { Exposure, PrincipalRow, ResourceRow, StatementRow } from './rows.ts';
