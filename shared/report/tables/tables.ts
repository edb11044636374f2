import type { AccessLine } from '../../access/verdict.ts';
import { byCodeUnits, canonicalJson } from '../canonical-json.ts';
import { lineFile, type RunFileContent } from '../run-file.ts';
import type { PrincipalRow, ResourceRow } from '../view/rows.ts';
import { type CsvCell, csvRecord, csvTime } from './csv.ts';
import { tableServiceName } from './service-name.ts';

/**
 * The four k9-compatible tables (contracts page): the same columns in the same order as k9 Security's published
 * tables. They hold IAM users and roles alone.
 */
const PRINCIPAL_COLUMNS =
  'analysis_time,principal_name,principal_arn,principal_type,principal_is_iam_admin,principal_last_used,principal_tag_business_unit,principal_tag_environment,principal_tag_used_by,principal_tags,password_last_used,password_last_rotated,password_state,access_key_1_last_used,access_key_1_last_rotated,access_key_1_state,access_key_2_last_used,access_key_2_last_rotated,access_key_2_state';
const RESOURCE_COLUMNS =
  'analysis_time,resource_name,resource_arn,resource_type,resource_tag_business_unit,resource_tag_environment,resource_tag_owner,resource_tag_confidentiality,resource_tag_integrity,resource_tag_availability,resource_tags';
const PRINCIPAL_ACCESS_COLUMNS =
  'analysis_time,principal_name,principal_arn,principal_type,principal_tags,service_name,access_capability,resource_arn';
const RESOURCE_ACCESS_COLUMNS =
  'analysis_time,service_name,resource_name,resource_arn,access_capability,principal_type,principal_name,principal_arn,resource_tag_confidentiality';

export interface TablesInput {
  /** ISO 8601 UTC. */
  readonly analysisTime: string;
  readonly accountId: string;
  readonly principals: readonly PrincipalRow[];
  readonly resources: readonly ResourceRow[];
  /** Called once per table that needs them; lines in the order of the run. */
  accessLines(): Iterable<AccessLine>;
}

/** The `principals` table. */
export function principalsTable(name: string, input: TablesInput): RunFileContent {
  return table(name, PRINCIPAL_COLUMNS, input, function* () {
    for (const row of input.principals) {
      const type = tablePrincipalType(row.type);
      if (type === null || row.accountId !== input.accountId) continue;
      const [key1, key2] = row.credentials?.accessKeys ?? [];
      const password = row.credentials?.password;
      yield [
        row.name,
        row.arn,
        type,
        row.isAdmin,
        csvTime(row.lastUsedAt),
        tag(row.tags, 'business_unit'),
        tag(row.tags, 'environment'),
        tag(row.tags, 'used_by'),
        canonicalJson(row.tags ?? {}),
        csvTime(password?.lastUsedAt),
        csvTime(password?.lastChangedAt),
        password === null || password === undefined ? null : state(password.enabled),
        ...keyCells(key1),
        ...keyCells(key2),
      ];
    }
  });
}

/** The `resources` table. */
export function resourcesTable(name: string, input: TablesInput): RunFileContent {
  return table(name, RESOURCE_COLUMNS, input, function* () {
    for (const row of input.resources) {
      if (row.accountId !== input.accountId) continue;
      yield [
        row.name,
        row.arn,
        row.type,
        tag(row.tags, 'business_unit'),
        tag(row.tags, 'environment'),
        tag(row.tags, 'owner'),
        row.classification.confidentiality,
        row.classification.integrity,
        row.classification.availability,
        canonicalJson(row.tags ?? {}),
      ];
    }
  });
}

/** The `principal-access-summaries` table; a blank resource is the whole service. */
export function principalAccessTable(name: string, input: TablesInput): RunFileContent {
  const principals = byArn(input.principals);
  return table(name, PRINCIPAL_ACCESS_COLUMNS, input, function* () {
    for (const line of input.accessLines()) {
      const principal = principals.get(line.principalArn);
      const type = tablePrincipalType(line.principalType);
      if (type === null || principal === undefined || principal.accountId !== input.accountId) continue;
      yield [
        principal.name,
        line.principalArn,
        type,
        canonicalJson(principal.tags ?? {}),
        tableServiceName(line.service),
        line.capability,
        line.resourceArn,
      ];
    }
  });
}

/** The `resource-access-summaries` table, sorted by resource. */
export function resourceAccessTable(name: string, input: TablesInput): RunFileContent {
  const principals = byArn(input.principals);
  const resources = byArn(input.resources);
  return table(name, RESOURCE_ACCESS_COLUMNS, input, function* () {
    const records: { readonly key: string; readonly cells: readonly CsvCell[] }[] = [];
    for (const line of input.accessLines()) {
      const resource = line.resourceArn === null ? undefined : resources.get(line.resourceArn);
      const type = tablePrincipalType(line.principalType);
      if (type === null || resource === undefined || resource.accountId !== input.accountId) continue;
      records.push({
        key: `${resource.arn} ${line.capability} ${line.principalArn}`,
        cells: [
          tableServiceName(line.service),
          resource.name,
          resource.arn,
          line.capability,
          type,
          principals.get(line.principalArn)?.name ?? line.principalArn,
          line.principalArn,
          resource.classification.confidentiality,
        ],
      });
    }
    records.sort((a, b) => byCodeUnits(a.key, b.key));
    for (const record of records) yield record.cells;
  });
}

function table(
  name: string,
  columns: string,
  input: TablesInput,
  rows: () => Iterable<readonly CsvCell[]>,
): RunFileContent {
  const time = csvTime(input.analysisTime);
  function* records(): Generator<string> {
    for (const cells of rows()) yield csvRecord([time, ...cells]);
  }
  return lineFile(name, records(), `${columns}\r\n`);
}

/** k9's word for the type; null for principals that these tables leave out. */
function tablePrincipalType(type: PrincipalRow['type']): 'IAMUser' | 'IAMRole' | null {
  return type === 'user' ? 'IAMUser' : type === 'role' ? 'IAMRole' : null;
}

function keyCells(
  key: { active: boolean; lastRotatedAt: string | null; lastUsedAt: string | null } | undefined,
): CsvCell[] {
  if (key === undefined || (!key.active && key.lastRotatedAt === null)) return [null, null, null];
  return [csvTime(key.lastUsedAt), csvTime(key.lastRotatedAt), state(key.active)];
}

function state(enabled: boolean): string {
  return enabled ? 'Enabled' : 'Disabled';
}

/** A tag by name, however people write it: `BusinessUnit`, `business-unit`, `business_unit`. */
function tag(tags: Readonly<Record<string, string>> | undefined, name: string): string | null {
  const wanted = name.replaceAll('_', '');
  for (const key of Object.keys(tags ?? {}).sort(byCodeUnits)) {
    if (key.toLowerCase().replaceAll(/[^a-z]/g, '') === wanted) return tags?.[key] ?? null;
  }
  return null;
}

function byArn<T extends { readonly arn: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.arn, row]));
}
