import type { Request } from '../authorization/request.ts';
import { serviceOfAction, splitArn } from './arn.ts';

/** An sts: action on a role: the resource policy is the role's trust policy (A05, J01). */
export function isRolesTrust(request: Request): boolean {
  return serviceOfAction(request.action) === 'sts' && isRole(request);
}

export function isRole(request: Request): boolean {
  const arn = splitArn(request.resource);
  return arn?.service === 'iam' && arn.resource.startsWith('role/');
}

/** A KMS key: its key policy is mandatory (H01). Aliases have no policy of their own (M19). */
export function isKmsKey(request: Request): boolean {
  const arn = splitArn(request.resource);
  return serviceOfAction(request.action) === 'kms' && arn?.service === 'kms' && arn.resource.startsWith('key/');
}

/** Role trust policies and key policies must themselves allow, directly or by delegation (A05). */
export function resourcePolicyMustAllow(request: Request): boolean {
  return isRolesTrust(request) || isKmsKey(request);
}
