import { z } from 'zod';
import { arn, text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

/** A SageMaker notebook: who opens it acts as its role (rule J09). */
export const sageMakerNotebookInstance = resourceType({
  type: 'AWS::SageMaker::NotebookInstance',
  service: 'sagemaker',
  policy: false,
  fields: z.looseObject({
    roleArn: arn.optional(),
    kmsKeyId: text.nullable().optional(),
    directInternetAccess: text.optional(),
  }),
  deciding: ['roleArn'],
});
