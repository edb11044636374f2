import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Takes note of a check that fires on purpose; the reason is for whoever reads the template's review. */
export function acknowledge(construct: IConstruct, rule: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: rule, reason });
}
