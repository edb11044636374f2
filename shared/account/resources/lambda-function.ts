import { z } from 'zod';
import { arn, policyDocument, text } from '../schema/scalars.ts';
import { resourceType } from './resource-type.ts';

const urlConfigSchema = z.looseObject({
  functionUrl: text,
  /** ARN of the function, or of the alias whose URL it is. */
  functionArn: arn,
  /** `NONE` is public where the function's policy says so (rule K02). */
  authType: z.enum(['AWS_IAM', 'NONE'], { error: '`AWS_IAM` or `NONE`' }),
  invokeMode: text.optional(),
});

/** A Lambda function. Its versions and aliases have policies of their own: the qualifier is part of the resource (rule K02). */
export const lambdaFunction = resourceType({
  type: 'AWS::Lambda::Function',
  service: 'lambda',
  policy: true,
  fields: z.looseObject({
    runtime: text.nullable().optional(),
    lastModified: text.optional(),
    /** The execution role. */
    role: arn.optional(),
    /** Customer-managed key of the environment; null: Lambda's own. */
    kmsKeyArn: arn.nullable().optional(),
    functionUrlConfigs: z.array(urlConfigSchema).nullable().optional(),
    versions: z
      .array(z.looseObject({ functionArn: arn, version: text, policy: policyDocument.nullable().optional() }))
      .nullable()
      .optional(),
    aliases: z
      .array(
        z.looseObject({
          aliasArn: arn,
          name: text,
          functionVersion: text,
          policy: policyDocument.nullable().optional(),
        }),
      )
      .nullable()
      .optional(),
    layers: z.array(z.looseObject({ arn })).nullable().optional(),
  }),
  deciding: ['role', 'functionUrlConfigs'],
  parts: (fields) => [
    ...(fields.versions ?? []).map((version, index) => ({
      arn: version.functionArn,
      where: `/versions/${index}/policy`,
      name: 'version policy',
      policy: version.policy,
    })),
    ...(fields.aliases ?? []).map((alias, index) => ({
      arn: alias.aliasArn,
      where: `/aliases/${index}/policy`,
      name: 'alias policy',
      policy: alias.policy,
    })),
  ],
});
