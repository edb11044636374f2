import { z } from 'zod';
import { arn, text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** A Step Functions state machine: it acts with its role (rule J09). */
export const stepFunctionsStateMachine = resourceType({
  type: 'AWS::StepFunctions::StateMachine',
  service: 'states',
  policy: false,
  fields: z.looseObject({
    roleArn: arn.optional(),
    stateMachineType: text.optional(),
    status: text.optional(),
    encryptionConfiguration: z.looseObject({ type: text, kmsKeyId: text.nullable().optional() }).nullable().optional(),
  }),
  deciding: ['roleArn'],
});
