/**
 * STS, and the IAM of customers' accounts, answered from snapshot folders: AssumeRole, GetCallerIdentity,
 * GetAccountAuthorizationDetails, Generate/GetCredentialReport, Generate/GetServiceLastAccessedDetails.
 *
 * A STAND-IN-ONLY DOOR, which the reading work replaces: `GET /snapshot/<accountId>/<file>` with the header
 * `x-amz-security-token` of an assumed session gives one file of the session's snapshot as it lies (404: not collected).
 *
 * Enforced: external ids (AccessDenied where wrong or missing), sessions' expiry, one hour for chained sessions, session
 * policies of 2,048 characters, names of sessions; pages with Marker and MaxItems, encoded documents; a job of last
 * accessed data belongs to the session that started it; what a snapshot did not collect is AccessDenied, never "none".
 *
 * NOT enforced: signatures and secrets; who may assume (trust policies but for the external id, and the caller's own
 * policies), what a session may do (its role's policies, its session policy, SCPs): a gate decides by `callerOf`;
 * request rates (a gate may throttle); IAM's eventual consistency; sessions after a restart (assume again).
 */
import { createHash } from 'node:crypto';
import type { Gates } from '../http/gate.ts';
import {
  accessKeyIdOf,
  Gatekeeper,
  type HttpAnswer,
  type HttpRequest,
  type Listener,
  listen,
} from '../http/listener.ts';
import { type AssumeRequest, assumed, readAssumeRole } from './assume-role.ts';
import { authorizationDetails } from './authorization-details.ts';
import {
  type AccessedJobs,
  generateCredentialReport,
  generateLastAccessed,
  getCredentialReport,
  getLastAccessed,
} from './iam-reports.ts';
import {
  only,
  QueryError,
  type QueryRequest,
  queryAnswer,
  queryFailure,
  readQuery,
  type XmlValue,
} from './query-protocol.ts';
import { type Caller, type Session, Sessions } from './session.ts';
import { SNAPSHOT_FILES, SnapshotFolder } from './snapshot-folder.ts';

/** A role in a customer's account, and what reading through it shows. */
export interface CustomerRole {
  readonly roleArn: string;
  readonly externalId: string;
  readonly snapshotFolder: string;
}

export interface LocalAccountsOptions {
  readonly customerRoles: readonly CustomerRole[];
  /** Roles of our own that may be assumed with session tags and without an external id: `scanner`, `tenant-data`. */
  readonly ownRoles?: readonly string[];
  readonly ownAccountId?: string;
  /** ARNs of callers by access key, as functions get them from their environment. Others are `assumed-role/local/<key>`. */
  readonly callers?: Readonly<Record<string, string>>;
  readonly now?: () => number;
  /** The most that a page of IAM's holds, whatever is asked for. Default 1,000. */
  readonly mostPerPage?: number;
}

const STS = '2011-06-15';
const IAM = '2010-05-08';

export class LocalAccounts {
  private readonly options: LocalAccountsOptions;
  private readonly sessions: Sessions;
  private readonly customerRoles: ReadonlyMap<string, CustomerRole>;
  private readonly startedReports = new Set<string>();
  private readonly jobs: AccessedJobs = new Map();
  private readonly now: () => number;
  private made = 0;

  constructor(options: LocalAccountsOptions) {
    this.options = options;
    this.now = options.now ?? Date.now;
    this.sessions = new Sessions(this.now);
    this.customerRoles = new Map(options.customerRoles.map((role) => [role.roleArn, role]));
  }

  /** Serves `@aws-sdk/client-sts` and `@aws-sdk/client-iam`, both at one endpoint. */
  listen(gates?: Gates): Promise<Listener> {
    const keepers = { sts: new Gatekeeper('sts', gates), iam: new Gatekeeper('iam', gates) };
    return listen((request) => {
      return request.method === 'GET' ? this.snapshotDoor(request) : this.answer(keepers, request);
    });
  }

  /** The session behind an access key, for those who decide what it may do; null where there is none (any more). */
  callerOf(accessKeyId: string): Caller | null {
    return this.sessions.callerOf(accessKeyId);
  }

  private async answer(keepers: { sts: Gatekeeper; iam: Gatekeeper }, http: HttpRequest): Promise<HttpAnswer> {
    const request = readQuery(http);
    try {
      const caller = this.callerFrom(http);
      const keeper = request.version === STS ? keepers.sts : keepers.iam;
      const input = Object.fromEntries(request.parameters);
      const passed = await keeper.pass(request.action, input, http.headers, () => this.perform(request, caller));
      if ('value' in passed) return queryAnswer(request, passed.value);
      return passed.refusal.status === 0 ? { status: 0 } : queryFailure(passed.refusal, request.version);
    } catch (error) {
      if (error instanceof QueryError) return queryFailure(error, request.version);
      throw error;
    }
  }

  private perform(request: QueryRequest, caller: Caller): XmlValue {
    switch (`${request.version} ${request.action}`) {
      case `${STS} AssumeRole`:
        return this.assumeRole(readAssumeRole(request, caller), caller);
      case `${STS} GetCallerIdentity`:
        only(request, []);
        return { UserId: caller.userId, Account: caller.accountId, Arn: caller.arn };
      case `${IAM} GetAccountAuthorizationDetails`:
        return authorizationDetails(request, this.snapshotOf(request, caller), this.options.mostPerPage ?? 1000);
      case `${IAM} GenerateCredentialReport`:
        return generateCredentialReport(request, this.snapshotOf(request, caller), this.startedReports);
      case `${IAM} GetCredentialReport`:
        return getCredentialReport(request, this.snapshotOf(request, caller), this.startedReports);
      case `${IAM} GenerateServiceLastAccessedDetails`:
        return generateLastAccessed(request, this.snapshotOf(request, caller), caller.accessKeyId, this.jobs);
      case `${IAM} GetServiceLastAccessedDetails`: {
        const snapshot = this.snapshotOf(request, caller);
        return getLastAccessed(request, snapshot, caller.accessKeyId, this.jobs, this.options.mostPerPage ?? 1000);
      }
      default:
        throw new QueryError(
          'InvalidAction',
          `operation \`${request.action}\` (${request.version}) is not supported by this stand-in`,
        );
    }
  }

  private assumeRole(request: AssumeRequest, caller: Caller): XmlValue {
    const own = this.options.ownRoles?.includes(request.roleArn) ?? false;
    const role = this.customerRoles.get(request.roleArn);
    const trusted = own || (role !== undefined && role.externalId === request.externalId);
    // Session tags and source identity need rights in the customer's trust policy that the product does not ask for.
    const plain = own || (Object.keys(request.tags).length === 0 && !request.sourceIdentity);
    if (!trusted || !plain) {
      const action = trusted ? 'sts:TagSession' : 'sts:AssumeRole';
      throw new QueryError(
        'AccessDenied',
        `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${request.roleArn}`,
        403,
      );
    }
    const number = (++this.made).toString(36).toUpperCase().padStart(6, '0');
    const secret = digest(`secret ${number} ${request.roleArn} ${this.now()}`);
    const session: Session = {
      roleArn: request.roleArn,
      sessionName: request.sessionName,
      sessionToken: digest(`token ${number} ${request.roleArn} ${this.now()}`),
      tags: request.tags,
      policy: request.policy,
      expiresAt: this.now() + request.seconds * 1000,
    };
    const assumedCaller: Caller = {
      accessKeyId: `ASIALOCAL${number.padStart(11, '0')}`,
      accountId: request.accountId,
      arn: `arn:aws:sts::${request.accountId}:assumed-role/${request.roleName}/${request.sessionName}`,
      userId: `AROA${digest(request.roleArn).slice(0, 17).toUpperCase()}:${request.sessionName}`,
      session,
    };
    this.sessions.add(assumedCaller);
    return assumed(assumedCaller, session, secret);
  }

  private callerFrom(request: HttpRequest): Caller {
    const accessKeyId = accessKeyIdOf(request.headers);
    if (accessKeyId === null)
      throw new QueryError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
    const token = request.headers['x-amz-security-token'] ?? null;
    if (accessKeyId.startsWith('ASIALOCAL')) return this.sessions.find(accessKeyId, token);
    const accountId = this.options.ownAccountId ?? '000000000000';
    const arn = this.options.callers?.[accessKeyId] ?? `arn:aws:sts::${accountId}:assumed-role/local/${accessKeyId}`;
    return { accessKeyId, accountId, arn, userId: `AROALOCAL:${accessKeyId}`, session: null };
  }

  /** What the caller's role shows; our own roles see no customer's account. */
  private snapshotOf({ action }: QueryRequest, caller: Caller): SnapshotFolder {
    const role = caller.session ? this.customerRoles.get(caller.session.roleArn) : undefined;
    if (role) return new SnapshotFolder(role.snapshotFolder);
    throw new QueryError('AccessDenied', `User: ${caller.arn} is not authorized to perform: iam:${action}`, 403);
  }

  private async snapshotDoor(request: HttpRequest): Promise<HttpAnswer> {
    const [, door, accountId, name] = request.path.split('/');
    const caller = this.sessions.byToken(request.headers['x-amz-security-token'] ?? '');
    const role = caller?.session ? this.customerRoles.get(caller.session.roleArn) : undefined;
    const text = (status: number, body: string): HttpAnswer => ({
      status,
      headers: { 'content-type': 'text/plain' },
      body,
    });
    const file = SNAPSHOT_FILES.find((candidate) => candidate === name);
    if (door !== 'snapshot' || !file)
      return text(400, `expected /snapshot/<account>/<file>, found \`${request.path}\``);
    if (!role || caller?.accountId !== accountId)
      return text(403, 'AccessDenied: expected the token of a session of this account');
    const body = new SnapshotFolder(role.snapshotFolder).text(file);
    return body === null ? text(404, `\`${file}\` was not collected`) : text(200, body);
  }
}

function digest(source: string): string {
  return createHash('sha256').update(source).digest('base64url').replaceAll(/[-_]/g, 'x');
}
