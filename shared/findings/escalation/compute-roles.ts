import type { Account, Resource } from '../../account/model.ts';

/** Where each type of compute names the role that it runs as. */
const ROLE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  'AWS::Lambda::Function': ['role'],
  'AWS::CodeBuild::Project': ['serviceRole'],
  'AWS::CloudFormation::Stack': ['roleARN'],
  'AWS::ECS::TaskDefinition': ['taskRoleArn'],
  'AWS::SageMaker::NotebookInstance': ['roleArn'],
  'AWS::StepFunctions::StateMachine': ['roleArn'],
  'AWS::AppRunner::Service': ['instanceRoleArn'],
  'AWS::BedrockAgentCore::CodeInterpreterCustom': ['executionRoleArn'],
  'AWS::Glue::DevEndpoint': ['roleArn'],
  'AWS::Glue::Job': ['role'],
};

/** Types whose role comes by an instance profile. */
const PROFILE_TYPES: ReadonlySet<string> = new Set(['AWS::EC2::Instance', 'AWS::EC2::LaunchTemplate']);

/** ARN of the role that a resource runs its code as; null: none, or none that is known. */
export function computeRoleOf(account: Account, resource: Resource): string | null {
  if (PROFILE_TYPES.has(resource.type)) {
    const profile = profileArn(resource.details['iamInstanceProfile']);
    return (
      account.roles.find(({ instanceProfiles }) => profile !== null && instanceProfiles.includes(profile))?.arn ?? null
    );
  }
  for (const field of ROLE_FIELDS[resource.type] ?? []) {
    const named = resource.details[field];
    if (typeof named !== 'string') continue;
    // Glue takes a name as well as an ARN.
    return account.roles.find(({ arn, name }) => arn === named || name === named)?.arn ?? null;
  }
  return null;
}

function profileArn(profile: unknown): string | null {
  if (typeof profile !== 'object' || profile === null || !('arn' in profile)) return null;
  return typeof profile.arn === 'string' ? profile.arn : null;
}
