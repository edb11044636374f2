import { rcpServices } from '../../catalog/catalog.ts';
import type { Question } from '../question.ts';

/**
 * Whether RCPs bind the request (D12, D13, D16): resources of member accounts whoever calls, in the services that
 * support RCPs. Not resources of the management account, not calls of service-linked roles, not AWS managed keys, not
 * kms:RetireGrant. RCPFullAWSAccess stands at every level (D14), so that RCPs only deny.
 */
export function resourceControlPoliciesBind(question: Question): boolean {
  if (question.request.resourceAccount?.managementAccount === true) return false;
  if (!rcpServices.has(question.service) || question.isServiceLinkedRole) return false;
  return question.action !== 'kms:retiregrant' && question.facts?.kms?.keyManager !== 'AWS';
}
