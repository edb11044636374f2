import { sameAccountRule } from '../../catalog/resource-policies.ts';

/**
 * Whether it is known how a service joins its resource policies with identity policies inside one account: either
 * allows (A04), or the resource's policy must allow itself or by delegation (A05). AWS's page on evaluation logic says
 * that services may differ; one that is not known is decided as A04 says, and the answer names it.
 */
export function resourcePolicyRuleKnown(service: string): boolean {
  // K06: either allows, apigateway-authorization-flow.html, table A.
  return service === 'execute-api' || sameAccountRule(service) !== null;
}
