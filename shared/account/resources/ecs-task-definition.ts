import { z } from 'zod';
import { arn, count, text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** An ECS task definition: containers hold the task role, the agent the execution role (rule J09). */
export const ecsTaskDefinition = resourceType({
  type: 'AWS::ECS::TaskDefinition',
  service: 'ecs',
  policy: false,
  fields: z.looseObject({
    family: text.optional(),
    revision: count.optional(),
    /** Null: tasks run without a role. */
    taskRoleArn: arn.nullable().optional(),
    executionRoleArn: arn.nullable().optional(),
  }),
  deciding: ['taskRoleArn', 'executionRoleArn'],
});
