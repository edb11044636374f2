import { z } from 'zod';

/** One line of `nightjar decide`, question and answer, for those who write such lines. */
const policy = z.strictObject({ name: z.string(), document: z.unknown() });
const levels = z.array(z.array(policy));
const account = z.union([
  z.string(),
  z.strictObject({
    id: z.string(),
    organizationId: z.string().nullish(),
    organizationPath: z.string().nullish(),
    managementAccount: z.boolean().nullish(),
  }),
]);
const publicAccessBlock = z.looseObject({
  blockPublicAcls: z.boolean().nullish(),
  ignorePublicAcls: z.boolean().nullish(),
  blockPublicPolicy: z.boolean().nullish(),
  restrictPublicBuckets: z.boolean().nullish(),
});
const acl = z.array(z.looseObject({ grantee: z.string(), permission: z.string() }));

export const decideQuestionSchema = z.looseObject({
  id: z.union([z.string(), z.number()]).nullish(),
  request: z.looseObject({
    principal: z.string().describe('an ARN, `service:<name>`, `federated:<provider>` or `anonymous`'),
    roleArn: z.string().nullish(),
    userArn: z.string().nullish(),
    principalId: z.string().nullish(),
    principalAccount: account.nullish(),
    action: z.string(),
    resource: z.string(),
    resourceAccount: account.nullish(),
    context: z.record(z.string(), z.unknown()).nullish(),
  }),
  identityPolicies: z.array(policy).nullish(),
  permissionsBoundaries: z.array(policy).nullish().describe('null: none set; []: set and empty'),
  sessionPolicies: z.array(policy).nullish(),
  resourcePolicy: policy.nullish(),
  serviceControlPolicies: levels.nullish().describe('root, OUs, account'),
  resourceControlPolicies: levels.nullish(),
  vpcEndpointPolicies: z.array(policy).nullish(),
  facts: z
    .looseObject({
      s3: z
        .looseObject({
          publicAccessBlock: publicAccessBlock.nullish(),
          objectOwnership: z.string().nullish(),
          bucketAcl: acl.nullish(),
          objectAcl: acl.nullish(),
          objectOwner: z.string().nullish(),
          accessPoint: z
            .looseObject({
              arn: z.string(),
              policy: policy.nullish(),
              publicAccessBlock: publicAccessBlock.nullish(),
              vpcId: z.string().nullish(),
            })
            .nullish(),
        })
        .nullish(),
      kms: z
        .looseObject({
          keyManager: z.string().nullish(),
          state: z.string().nullish(),
          grants: z.array(z.looseObject({ granteePrincipal: z.string(), operations: z.array(z.string()) })).nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

export const decideAnswerSchema = z.union([
  z.strictObject({
    id: z.union([z.string(), z.number()]).nullable(),
    decision: z.enum(['allowed', 'implicit-deny', 'explicit-deny', 'undetermined']),
    because: z.array(
      z.strictObject({
        layer: z.string(),
        level: z.number().int().nullable(),
        policy: z.string().nullable(),
        statement: z.number().int().nullable(),
        sid: z.string().nullable(),
        effect: z.enum(['Allow', 'Deny', 'silent']),
      }),
    ),
    notEvaluated: z.array(z.strictObject({ code: z.string(), where: z.string(), couldChange: z.boolean() })),
  }),
  z.strictObject({
    id: z.union([z.string(), z.number()]).nullable(),
    line: z.number().int(),
    error: z.strictObject({ code: z.string(), where: z.string(), expected: z.string(), found: z.string() }),
  }),
]);
