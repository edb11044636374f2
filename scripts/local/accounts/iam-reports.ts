import { numberOf, only, QueryError, type QueryRequest, type XmlValue } from './query-protocol.ts';
import type { SnapshotFolder } from './snapshot-folder.ts';

/** Columns of the credential report, in their order, by the snapshot's names. */
const COLUMNS = {
  user: 'user',
  arn: 'arn',
  user_creation_time: 'userCreationTime',
  password_enabled: 'passwordEnabled',
  password_last_used: 'passwordLastUsed',
  password_last_changed: 'passwordLastChanged',
  password_next_rotation: 'passwordNextRotation',
  mfa_active: 'mfaActive',
  access_key_1_active: 'accessKey1Active',
  access_key_1_last_rotated: 'accessKey1LastRotated',
  access_key_1_last_used_date: 'accessKey1LastUsedDate',
  access_key_1_last_used_region: 'accessKey1LastUsedRegion',
  access_key_1_last_used_service: 'accessKey1LastUsedService',
  access_key_2_active: 'accessKey2Active',
  access_key_2_last_rotated: 'accessKey2LastRotated',
  access_key_2_last_used_date: 'accessKey2LastUsedDate',
  access_key_2_last_used_region: 'accessKey2LastUsedRegion',
  access_key_2_last_used_service: 'accessKey2LastUsedService',
  cert_1_active: 'cert1Active',
  cert_1_last_rotated: 'cert1LastRotated',
  cert_2_active: 'cert2Active',
  cert_2_last_rotated: 'cert2LastRotated',
} as const;

interface Report {
  readonly generatedTime?: string;
  readonly entries: readonly Readonly<Record<string, unknown>>[];
}

function reportOf(snapshot: SnapshotFolder): Report {
  // Safe: snapshots are checked by their schema where they are read as such.
  const report = snapshot.json('credential-report.json') as Report | null;
  if (report) return report;
  throw new QueryError('AccessDenied', 'the snapshot did not collect the credential report', 403);
}

/** The first call starts, the next finds it complete. */
export function generateCredentialReport(
  request: QueryRequest,
  snapshot: SnapshotFolder,
  started: Set<string>,
): XmlValue {
  only(request, []);
  reportOf(snapshot);
  if (started.has(snapshot.folder)) return { State: 'COMPLETE' };
  started.add(snapshot.folder);
  return { State: 'STARTED', Description: 'No report exists. Starting a new report generation task' };
}

export function getCredentialReport(
  request: QueryRequest,
  snapshot: SnapshotFolder,
  started: ReadonlySet<string>,
): XmlValue {
  only(request, []);
  const report = reportOf(snapshot);
  if (!started.has(snapshot.folder)) throw new QueryError('ReportNotPresent', 'No report exists', 410);
  const rows = report.entries.map((entry) =>
    Object.values(COLUMNS)
      .map((name) => cell(entry[name]))
      .join(','),
  );
  const csv = [Object.keys(COLUMNS).join(','), ...rows].join('\n');
  const generated = report.generatedTime ?? accountTime(snapshot);
  return { Content: Buffer.from(csv).toString('base64'), ReportFormat: 'text/csv', GeneratedTime: generated };
}

function accountTime(snapshot: SnapshotFolder): string {
  const account = snapshot.json('account.json') as { collectedAt?: string } | null;
  return account?.collectedAt ?? '1970-01-01T00:00:00Z';
}

function cell(value: unknown): string {
  return value === null || value === undefined ? 'N/A' : String(value);
}

/** A started job: it can be read only with the credentials that started it. */
export interface AccessedJob {
  readonly arn: string;
  readonly granularity: string;
  readonly accessKeyId: string;
}

export type AccessedJobs = Map<string, AccessedJob>;

export function generateLastAccessed(
  request: QueryRequest,
  snapshot: SnapshotFolder,
  accessKeyId: string,
  jobs: AccessedJobs,
): XmlValue {
  only(request, ['Arn', 'Granularity']);
  const arn = request.parameters.get('Arn') ?? '';
  const granularity = request.parameters.get('Granularity') ?? 'SERVICE_LEVEL';
  accessedLines(snapshot);
  const id = `00000000-0000-4000-a000-${jobs.size.toString(16).padStart(12, '0')}`;
  jobs.set(id, { arn, granularity, accessKeyId });
  return { JobId: id };
}

export function getLastAccessed(
  request: QueryRequest,
  snapshot: SnapshotFolder,
  accessKeyId: string,
  jobs: AccessedJobs,
  mostPerPage: number,
): XmlValue {
  only(request, ['JobId', 'MaxItems', 'Marker']);
  const job = jobs.get(request.parameters.get('JobId') ?? '');
  if (!job || job.accessKeyId !== accessKeyId) throw new QueryError('NoSuchEntity', 'The job does not exist', 404);
  const line = accessedLines(snapshot).find((candidate) => candidate.arn === job.arn);
  const services = line?.servicesLastAccessed ?? [];
  const start = Number(request.parameters.get('Marker') ?? 0);
  const size = Math.min(numberOf(request.parameters, 'MaxItems', 1, 1000) ?? 100, mostPerPage);
  const page = services.slice(start, start + size).map((service) => accessedService(service, job));
  const truncated = start + size < services.length;
  return {
    JobStatus: 'COMPLETED',
    JobType: job.granularity,
    JobCreationDate: accountTime(snapshot),
    JobCompletionDate: accountTime(snapshot),
    ServicesLastAccessed: page,
    IsTruncated: truncated,
    ...(truncated ? { Marker: String(start + size) } : {}),
  };
}

interface AccessedLine {
  readonly arn: string;
  readonly servicesLastAccessed: readonly AccessedService[];
}

interface AccessedService {
  readonly serviceNamespace: string;
  readonly lastAuthenticated?: string | null;
  readonly trackedActionsLastAccessed?:
    | readonly { readonly actionName: string; readonly lastAccessedTime?: string | null }[]
    | null;
}

function accessedLines(snapshot: SnapshotFolder): readonly AccessedLine[] {
  // Safe: snapshots are checked by their schema where they are read as such.
  const lines = snapshot.lines('last-accessed.jsonl') as AccessedLine[] | null;
  if (lines) return lines;
  throw new QueryError('AccessDenied', 'the snapshot did not collect what was last accessed', 403);
}

function accessedService(service: AccessedService, job: AccessedJob): XmlValue {
  const actions = service.trackedActionsLastAccessed ?? [];
  return {
    ServiceName: service.serviceNamespace,
    ServiceNamespace: service.serviceNamespace,
    LastAuthenticated: service.lastAuthenticated,
    LastAuthenticatedEntity: service.lastAuthenticated ? job.arn : undefined,
    TotalAuthenticatedEntities: service.lastAuthenticated ? 1 : 0,
    ...(job.granularity === 'ACTION_LEVEL' && actions.length > 0
      ? {
          TrackedActionsLastAccessed: actions.map(({ actionName, lastAccessedTime }) => ({
            ActionName: actionName,
            LastAccessedTime: lastAccessedTime,
            LastAccessedEntity: lastAccessedTime ? job.arn : undefined,
          })),
        }
      : {}),
  };
}
