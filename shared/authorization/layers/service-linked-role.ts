import type { Principal } from '../request.ts';

/** A role under `/aws-service-role/`: neither SCPs nor RCPs bind its calls (D02, D13, J06). */
export function isServiceLinkedRole(principal: Principal): boolean {
  if (principal.kind === 'role') return principal.arn.includes(':role/aws-service-role/');
  return principal.kind === 'role-session' && principal.roleArn.includes(':role/aws-service-role/');
}
