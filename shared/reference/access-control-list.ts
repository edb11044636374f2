import type { AclGrant, Request, S3Facts } from '../authorization/request.ts';
import { callerAccount, hasAccountCredentials } from './caller.ts';
import type { NamedAs } from './principal.ts';
import type { Finding } from './statement.ts';

/**
 * The grants of the bucket's and the object's access control list that reach the request. ACLs only grant; with Bucket
 * owner enforced they are off (I09).
 *
 * Pages: AmazonS3/latest/userguide/acl-overview.html, about-object-ownership.html
 */
export function aclFindings(facts: S3Facts, request: Request): Finding[] {
  if (facts.objectOwnership === 'BucketOwnerEnforced') return [];
  return [
    ...granted(facts.bucketAcl ?? [], BUCKET_ACL, facts, request),
    ...granted(facts.objectAcl ?? [], OBJECT_ACL, facts, request),
  ];
}

/** Which of the two lists a finding is of, as its place in the layer. */
const BUCKET_ACL = 0;
export const OBJECT_ACL = 1;

/** The table "Mapping of ACL permissions and access policy permissions". */
const BUCKET_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  READ: ['s3:listbucket', 's3:listbucketversions', 's3:listbucketmultipartuploads'],
  WRITE: ['s3:putobject'],
  READ_ACP: ['s3:getbucketacl'],
  WRITE_ACP: ['s3:putbucketacl'],
};

const OBJECT_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  READ: ['s3:getobject', 's3:getobjectversion'],
  READ_ACP: ['s3:getobjectacl', 's3:getobjectversionacl'],
  WRITE_ACP: ['s3:putobjectacl', 's3:putobjectversionacl'],
};

/** Actions on an existing object that its own ACL governs. */
export function isGovernedByObjectAcl(action: string): boolean {
  return Object.values(OBJECT_ACTIONS).some((actions) => actions.includes(action.toLowerCase()));
}

function granted(
  acl: readonly AclGrant[],
  list: typeof BUCKET_ACL | typeof OBJECT_ACL,
  facts: S3Facts,
  request: Request,
): Finding[] {
  const action = request.action.toLowerCase();
  const actionsOf = list === BUCKET_ACL ? BUCKET_ACTIONS : OBJECT_ACTIONS;
  return acl.flatMap((grant) => {
    const actions =
      grant.permission === 'FULL_CONTROL' ? Object.values(actionsOf).flat() : (actionsOf[grant.permission] ?? []);
    const named = granteeIs(grant.grantee, facts, request);
    if (!actions.includes(action) || named === null) return [];
    return [
      {
        layer: 'acl',
        level: null,
        policy: null,
        policyIndex: list,
        statement: null,
        sid: null,
        effect: 'Allow',
        applies: named.truth,
        named: [named],
      },
    ];
  });
}

const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';
const AUTHENTICATED_USERS = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';

/** IgnorePublicAcls disregards both public groups (I06); authenticated means any AWS account (I10). */
function granteeIs(grantee: string, facts: S3Facts, request: Request): NamedAs | null {
  const { principal } = request;
  const ignored =
    facts.publicAccessBlock?.ignorePublicAcls === true ||
    facts.accessPoint?.publicAccessBlock?.ignorePublicAcls === true;
  if (grantee === ALL_USERS) return ignored ? null : { form: 'everyone', truth: 'true' };
  if (grantee === AUTHENTICATED_USERS) {
    return ignored || !hasAccountCredentials(principal) ? null : { form: 'everyone', truth: 'true' };
  }
  if (/^\d{12}$/.test(grantee)) {
    const same = hasAccountCredentials(principal) && callerAccount(request) === grantee;
    return same ? { form: 'account', truth: 'true' } : null;
  }
  // Other groups (log delivery) are services of AWS; a canonical id stands for an account that nothing here names.
  if (grantee.startsWith('http')) return null;
  return hasAccountCredentials(principal) ? { form: 'account', truth: 'unknown' } : null;
}
