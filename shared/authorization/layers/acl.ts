import { isAccountId } from '../../policy/arn.ts';
import { ACCOUNT, EVERYONE, type Forms, NOBODY, uncertain } from '../forms.ts';
import type { Question } from '../question.ts';
import type { AclGrant, S3Facts } from '../request.ts';

/** What the bucket's and the object's access control lists give the caller (I09). */
export interface AclForms {
  readonly bucket: Forms;
  readonly object: Forms;
}

const SILENT: AclForms = { bucket: NOBODY, object: NOBODY };

/**
 * ACLs only grant, and with Bucket owner enforced they are off (I09).
 *
 * Pages: AmazonS3/latest/userguide/acl-overview.html, about-object-ownership.html
 */
export function aclForms(question: Question): AclForms {
  const s3 = question.facts?.s3 ?? null;
  if (s3 === null || s3.objectOwnership === 'BucketOwnerEnforced' || question.service !== 's3') return SILENT;
  return {
    bucket: given(s3.bucketAcl, BUCKET_ACTIONS, s3, question),
    object: given(s3.objectAcl, OBJECT_ACTIONS, s3, question),
  };
}

/** Actions on an existing object that its own ACL governs, where another account owns it (I11). */
export function isGovernedByObjectAcl(action: string): boolean {
  return OBJECT_ACTIONS.has(action);
}

type Permission = Exclude<AclGrant['permission'], 'FULL_CONTROL'>;

/** acl-overview.html, "Mapping of ACL permissions and access policy permissions". */
const BUCKET_ACTIONS: ReadonlyMap<string, Permission> = new Map([
  ['s3:listbucket', 'READ'],
  ['s3:listbucketversions', 'READ'],
  ['s3:listbucketmultipartuploads', 'READ'],
  ['s3:putobject', 'WRITE'],
  ['s3:getbucketacl', 'READ_ACP'],
  ['s3:putbucketacl', 'WRITE_ACP'],
]);

const OBJECT_ACTIONS: ReadonlyMap<string, Permission> = new Map([
  ['s3:getobject', 'READ'],
  ['s3:getobjectversion', 'READ'],
  ['s3:getobjectacl', 'READ_ACP'],
  ['s3:getobjectversionacl', 'READ_ACP'],
  ['s3:putobjectacl', 'WRITE_ACP'],
  ['s3:putobjectversionacl', 'WRITE_ACP'],
]);

function given(
  acl: readonly AclGrant[] | null,
  actions: ReadonlyMap<string, Permission>,
  s3: S3Facts,
  question: Question,
): Forms {
  const permission = actions.get(question.action);
  if (acl === null || permission === undefined) return NOBODY;
  let forms: Forms = NOBODY;
  for (const grant of acl) {
    if (grant.permission === permission || grant.permission === 'FULL_CONTROL') {
      forms |= granteeForms(grant.grantee, s3, question);
    }
  }
  return forms;
}

const GROUPS = 'http://acs.amazonaws.com/groups/';

function granteeForms(grantee: string, s3: S3Facts, question: Question): Forms {
  if (grantee.startsWith(GROUPS)) {
    // IgnorePublicAcls disregards both public groups (I06).
    if (ignoresPublicAcls(s3)) return NOBODY;
    if (grantee === `${GROUPS}global/AllUsers`) return EVERYONE;
    // Any AWS account, not just this one's (I10).
    return grantee === `${GROUPS}global/AuthenticatedUsers` && question.signs ? EVERYONE : NOBODY;
  }
  if (!question.signs) return NOBODY;
  if (isAccountId(grantee)) return grantee === question.callerAccount ? ACCOUNT : NOBODY;
  // A canonical id stands for an account, and nothing in the question says for which.
  return grantee.startsWith('http') ? NOBODY : uncertain(ACCOUNT);
}

function ignoresPublicAcls(s3: S3Facts): boolean {
  return (
    s3.publicAccessBlock?.ignorePublicAcls === true || s3.accessPoint?.publicAccessBlock?.ignorePublicAcls === true
  );
}
