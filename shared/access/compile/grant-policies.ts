import type { AclGrant, KmsGrant } from '../../authorization/request.ts';
import type { Condition, NamedPolicy, PrincipalEntry, Statement } from '../../policy/model.ts';

/**
 * Grants that are no policies, written as the policies they amount to, so that one rule decides about all: access
 * control lists of buckets (I09, I10) and grants on keys (H06). `which`: grants to the two public groups may be
 * ignored (I06).
 */
export function aclPolicy(
  grants: readonly AclGrant[],
  which: 'all' | 'not-public' | 'public',
  bucketArn: string,
): NamedPolicy {
  const statements: Statement[] = [];
  grants.forEach((grant, index) => {
    const entry = granteeOf(grant.grantee);
    const actions =
      grant.permission === 'FULL_CONTROL' ? Object.values(BUCKET_ACTIONS).flat() : BUCKET_ACTIONS[grant.permission];
    if (entry === null || (which !== 'all' && (entry.kind === 'everyone') !== (which === 'public'))) return;
    statements.push(statement(index, entry, actions, [bucketArn, `${bucketArn}/*`], []));
  });
  return named(which === 'public' ? 'access control list, ignored' : 'access control list', statements);
}

/** One statement per grant, in the order in which the key lists them. */
export function kmsGrantsPolicy(grants: readonly KmsGrant[], keyArn: string): NamedPolicy {
  const statements: Statement[] = [];
  grants.forEach((grant, index) => {
    const entry = grantPrincipal(grant.granteePrincipal);
    if (entry === null) return;
    const wanted = { ...grant.constraints?.encryptionContextSubset, ...grant.constraints?.encryptionContextEquals };
    const conditions = Object.entries(wanted).map(
      ([name, value]): Condition => ({
        operator: 'StringEquals',
        quantifier: null,
        ifExists: false,
        key: `kms:EncryptionContext:${name}`,
        keyId: `kms:encryptioncontext:${name.toLowerCase()}`,
        values: [value],
      }),
    );
    const actions = grant.operations.map((o) => `kms:${o}`);
    if (actions.length > 0) statements.push(statement(index, entry, actions, [keyArn], conditions));
  });
  return named('grants', statements);
}

/** The table "Mapping of ACL permissions and access policy permissions" (AmazonS3, acl-overview). */
const BUCKET_ACTIONS: Readonly<Record<AclGrant['permission'], readonly string[]>> = {
  FULL_CONTROL: [],
  READ: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'],
  WRITE: ['s3:PutObject'],
  READ_ACP: ['s3:GetBucketAcl'],
  WRITE_ACP: ['s3:PutBucketAcl'],
};

const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';
const AUTHENTICATED_USERS = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';

/** Null: a grantee that no caller here can be known to be (a canonical id, M07). */
function granteeOf(grantee: string): PrincipalEntry | null {
  if (grantee === ALL_USERS || grantee === AUTHENTICATED_USERS) {
    return { kind: 'everyone', text: grantee === ALL_USERS ? '*' : AUTHENTICATED_USERS };
  }
  if (/^\d{12}$/.test(grantee)) return { kind: 'account', text: grantee, partition: null, accountId: grantee };
  return null;
}

function grantPrincipal(text: string): PrincipalEntry | null {
  const parts = /^arn:[^:]*:(iam|sts)::(\d{12}):(root$|user\/|role\/|assumed-role\/)?/.exec(text);
  if (parts === null) return text.endsWith('.amazonaws.com') ? { kind: 'service', text } : null;
  const accountId = parts[2] ?? '';
  if (parts[3] === 'user/') return { kind: 'user', text, accountId };
  if (parts[3] === 'role/') return { kind: 'role', text, accountId };
  if (parts[3] === 'assumed-role/') return { kind: 'role-session', text, accountId };
  // A grant to an account's root reaches its root user alone.
  return parts[3] === 'root' ? { kind: 'user', text, accountId } : null;
}

function statement(
  index: number,
  entry: PrincipalEntry,
  actions: readonly string[],
  resources: readonly string[],
  conditions: readonly Condition[],
): Statement {
  return {
    index,
    sid: null,
    effect: 'Allow',
    principal: { negated: false, entries: [entry] },
    action: { negated: false, patterns: actions },
    resource: { negated: false, patterns: resources },
    conditions,
    unresolved: [],
  };
}

function named(name: string, statements: readonly Statement[]): NamedPolicy {
  return { name, document: { version: '2008-10-17', id: null, statements, source: null, issues: [] } };
}

/** Whether an entry made from an ACL asks for credentials of some account (I10). */
export function asksForCredentials(entry: PrincipalEntry): boolean {
  return entry.kind === 'everyone' && entry.text === AUTHENTICATED_USERS;
}
