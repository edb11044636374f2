import { listOf, numberOf, only, QueryError, type QueryRequest, type XmlValue } from './query-protocol.ts';
import type { Caller, Session } from './session.ts';

const NAME = /^[\w+=,.@-]{2,64}$/;
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;
const ROLE = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([\w+=,.@-]{1,64})$/;
const MOST_POLICY = 2048;
const HOUR = 3600;

/** What AssumeRole asks for, checked by STS's rules for its parameters. */
export interface AssumeRequest {
  readonly roleArn: string;
  readonly accountId: string;
  readonly roleName: string;
  readonly sessionName: string;
  readonly externalId: string | null;
  readonly seconds: number;
  readonly policy: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly sourceIdentity: boolean;
}

/** Throws ValidationError, MalformedPolicyDocument or PackedPolicyTooLarge. */
export function readAssumeRole(request: QueryRequest, caller: Caller): AssumeRequest {
  const names = ['RoleArn', 'RoleSessionName', 'DurationSeconds', 'ExternalId', 'Policy', 'Tags', 'SourceIdentity'];
  only(request, names);
  const { parameters } = request;
  const roleArn = parameters.get('RoleArn') ?? '';
  const role = ROLE.exec(roleArn);
  if (!role) throw new QueryError('ValidationError', `${roleArn} is invalid`);
  const sessionName = parameters.get('RoleSessionName') ?? '';
  if (!NAME.test(sessionName)) throw constraint('roleSessionName', sessionName, NAME);
  const externalId = parameters.get('ExternalId');
  if (externalId !== null && !EXTERNAL_ID.test(externalId)) throw constraint('externalId', externalId, EXTERNAL_ID);
  const seconds = numberOf(parameters, 'DurationSeconds', 900, 43_200) ?? HOUR;
  // Every caller here is a session of a role (a function's, or one made here), so every session is a chained one.
  if (seconds > HOUR && caller.arn.includes(':assumed-role/')) {
    const message = 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining';
    throw new QueryError('ValidationError', message);
  }
  return {
    roleArn,
    accountId: role[1] ?? '',
    roleName: role[2] ?? '',
    sessionName,
    externalId,
    seconds,
    policy: readPolicy(parameters.get('Policy')),
    tags: readTags(parameters),
    sourceIdentity: parameters.has('SourceIdentity'),
  };
}

function constraint(name: string, value: string, pattern: RegExp): QueryError {
  return new QueryError(
    'ValidationError',
    `Value '${value}' at '${name}' failed to satisfy constraint: ${pattern.source}`,
  );
}

function readPolicy(policy: string | null): string | null {
  if (policy === null) return null;
  if (policy.length > MOST_POLICY) {
    throw new QueryError(
      'ValidationError',
      `Value at 'policy' failed to satisfy constraint: at most ${MOST_POLICY} characters`,
    );
  }
  try {
    JSON.parse(policy);
    return policy;
  } catch {
    throw new QueryError('MalformedPolicyDocument', 'The policy is not in the valid JSON format.');
  }
}

function readTags(parameters: URLSearchParams): Record<string, string> {
  const tags: Record<string, string> = {};
  for (let at = 1; parameters.has(`Tags.member.${at}.Key`); at += 1) {
    tags[parameters.get(`Tags.member.${at}.Key`) ?? ''] = parameters.get(`Tags.member.${at}.Value`) ?? '';
  }
  if (Object.keys(tags).length > 50 || listOf(parameters, 'Tags').length > 0) {
    throw new QueryError('ValidationError', "Value at 'tags' failed to satisfy constraint: at most 50 pairs");
  }
  return tags;
}

/** STS's answer for a new session. */
export function assumed(caller: Caller, session: Session, secret: string): XmlValue {
  return {
    Credentials: {
      AccessKeyId: caller.accessKeyId,
      SecretAccessKey: secret,
      SessionToken: session.sessionToken,
      Expiration: new Date(session.expiresAt).toISOString(),
    },
    AssumedRoleUser: { AssumedRoleId: caller.userId, Arn: caller.arn },
    PackedPolicySize: 1,
  };
}
