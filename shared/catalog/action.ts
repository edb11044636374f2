import type { Capability } from './capability.ts';
import type { AccessLevel } from './generated-data.ts';

export type { AccessLevel } from './generated-data.ts';

/** An IAM action as AWS describes it, with what it lets a principal do in the six words of the report. */
export interface Action {
  /** As AWS spells it, e.g. `s3:GetObject`. */
  readonly id: string;
  /** The prefix, e.g. `s3`. */
  readonly service: string;
  readonly name: string;
  readonly accessLevel: AccessLevel;
  /** Empty: the action has no resource-level permission; only `*`, or a pattern for all of the service, grants it (E21). */
  readonly resourceTypes: readonly ActionResource[];
  /** Keys of the request that hold for the action whatever the resource, beside the global ones (F28). */
  readonly conditionKeys: readonly string[];
  /** Further actions that AWS says the call needs; the present data names none. */
  readonly dependentActions: readonly string[];
  /** What a principal with this action can do; never empty. */
  readonly capabilities: readonly Capability[];
  /** What decides behind the API and is not evaluated (rule 5, M27), in words; null: nothing that is known. */
  readonly limitedBy: string | null;
  /** True: means something only in a trust policy, so an identity policy gives no row for it. */
  readonly trustOnly: boolean;
}

/** A resource type that an action acts on. */
export interface ActionResource {
  readonly type: ResourceType;
  /** True: the request names one of these in any case; false: it depends on the call. */
  readonly required: boolean;
  /** Keys that hold for the action on this type, beside the action's own (F28). */
  readonly conditionKeys: readonly string[];
}

/** A resource type of a service, as the Service Authorization Reference names it. */
export interface ResourceType {
  /** The service in whose table the type stands; its ARNs may belong to another one (`ebs` acts on `ec2` snapshots). */
  readonly service: string;
  /** Lower case, e.g. `accesspointobject`. */
  readonly name: string;
  /** ARN templates, e.g. `arn:${Partition}:s3:::${BucketName}`; most types have one. */
  readonly arns: readonly string[];
  /** CloudFormation's name of the type, e.g. `AWS::S3::Bucket`; null where the catalogue knows none. */
  readonly cloudFormationType: string | null;
  readonly conditionKeys: readonly string[];
}
