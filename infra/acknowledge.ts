import { CfnElement, Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Takes note of a check that fires on purpose; the reason is for whoever reads the template's review. */
export function acknowledge(construct: IConstruct, rule: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: rule, reason });
}

/** Takes note of one resource of a policy that ends in a wildcard on purpose; every other one still fires. */
export function acknowledgeResource(construct: IConstruct, resource: string, reason: string): void {
  acknowledge(construct, `AwsSolutions-IAM5[Resource::${resource}]`, reason);
}

/** An attribute of a construct's resource as the check writes it: `<LogicalId.Arn>`. */
export function attribute(construct: IConstruct, name: string): string {
  const resource = construct.node.defaultChild;
  if (!CfnElement.isCfnElement(resource)) throw new Error(`${construct.node.path}: expected a resource, found none`);
  return `<${Stack.of(construct).getLogicalId(resource)}.${name}>`;
}
