import type { Lookup } from '../../policy/lookup.ts';
import { type Forms, NOBODY, SESSION } from '../forms.ts';
import type { Question } from '../question.ts';
import type { KmsGrant, Principal } from '../request.ts';

/**
 * What the key's grants give the caller. A grant only allows (H06); the caller needs no policy beside it, in the key's
 * account or in another (H04). Constraints bind it to an encryption context (M21).
 */
export function kmsGrantForms(question: Question): Forms {
  const grants = question.facts?.kms?.grants ?? null;
  if (grants === null || question.service !== 'kms') return NOBODY;
  return grants.some((grant) => reaches(grant, question)) ? SESSION : NOBODY;
}

function reaches(grant: KmsGrant, question: Question): boolean {
  if (!isGrantee(grant.granteePrincipal, question.principal)) return false;
  const operation = question.action.slice('kms:'.length);
  if (!grant.operations.some((one) => one.toLowerCase() === operation)) return false;
  return constraintsHold(grant, question);
}

function isGrantee(grantee: string, principal: Principal): boolean {
  switch (principal.kind) {
    case 'role-session':
      return grantee === principal.arn || grantee === principal.roleArn;
    case 'user':
    case 'role':
    case 'federated-user':
    case 'root':
      return grantee === principal.arn;
    case 'service':
      return grantee === principal.service;
    case 'federated':
    case 'anonymous':
      return false;
  }
}

/** `Equals`: the request's encryption context is just this. `Subset`: it holds at least this. */
function constraintsHold({ constraints }: KmsGrant, question: Question): boolean {
  const equals = constraints?.encryptionContextEquals ?? null;
  const subset = constraints?.encryptionContextSubset ?? null;
  if (equals !== null) {
    if (!holds(equals, question.lookup)) return false;
    if (encryptionContextSize(question) !== Object.keys(equals).length) return false;
  }
  return subset === null || holds(subset, question.lookup);
}

const PREFIX = 'kms:EncryptionContext:';

function holds(wanted: Readonly<Record<string, string>>, lookup: Lookup): boolean {
  return Object.entries(wanted).every(([name, value]) => {
    const key = PREFIX + name;
    return lookup(key.toLowerCase(), key) === value;
  });
}

function encryptionContextSize({ request }: Question): number {
  const prefix = PREFIX.toLowerCase();
  return Object.keys(request.context).filter((key) => key.toLowerCase().startsWith(prefix)).length;
}
