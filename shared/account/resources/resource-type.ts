import type { z } from 'zod';

/** What the product knows of one CloudFormation resource type: its fields in a snapshot, and how access hangs on them. */
export interface ResourceType<T extends string = string, S extends z.ZodRawShape = z.ZodRawShape> {
  /** CloudFormation type name, e.g. `AWS::S3::Bucket`. */
  readonly type: T;
  /** Prefix of the service's actions, e.g. `s3`. */
  readonly service: string;
  /**
   * Whether AWS knows a resource-based policy for the type. Without one, a line needs no `policy`; with one, a line
   * without `policy` is "not collected".
   */
  readonly policy: boolean;
  /** Its own fields, as AWS's responses name them, in camelCase. All may be absent: not collected. */
  readonly fields: z.ZodObject<S, z.core.$loose>;
  /** Fields without which access to the resource cannot be judged in full. */
  readonly deciding: readonly (keyof S & string)[];
  /** Policies of its parts (access points, aliases, streams, consumers), each with the part's ARN and its place in the line. */
  readonly parts?: (fields: z.infer<z.ZodObject<S, z.core.$loose>>) => readonly PartPolicy[];
}

/** The policy of a part of a resource: `undefined`: not collected, `null`: AWS said there is none. */
export interface PartPolicy {
  readonly arn: string;
  /** JSON pointer into the line. */
  readonly where: string;
  readonly name: string;
  readonly policy: Readonly<Record<string, unknown>> | string | null | undefined;
}

/** Keeps the literal type name and the fields' types while the object is checked. */
export function resourceType<const T extends string, S extends z.ZodRawShape>(
  type: ResourceType<T, S>,
): ResourceType<T, S> {
  return type;
}
