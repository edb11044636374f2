import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from '../../../../shared/account/model.ts';
import { problemLine } from '../../../../shared/account/problem.ts';
import { readSnapshot, SNAPSHOT_FILES } from '../../../../shared/account/snapshot.ts';

/**
 * The three accounts of pathfinding-labs as snapshots. `resources.json` was written down from Terraform: Terraform's
 * names of types become CloudFormation's, its ARNs those of AWS, policies and public-access blocks go to what they
 * belong to. It knows nothing of what the scenarios expect. Some ids stand for several things there, as no id in an
 * account does: `variant` says which of them this snapshot holds; there are `VARIANTS`.
 */
export function pathfindingLabs(folder: string, variant = 0): readonly Account[] {
  const byAccount = JSON.parse(readFileSync(join(folder, 'resources.json'), 'utf8')) as Record<
    string,
    readonly Written[]
  >; // the shape that its README gives
  return ['111111111111', '222222222222', '333333333333'].map((accountId) => {
    const read = readSnapshot({
      [SNAPSHOT_FILES.account]: JSON.stringify({
        schemaVersion: 1,
        partition: 'aws',
        accountId,
        collectedAt: '2026-01-01T00:00:00Z',
        regions: ['us-east-1'],
      }),
      [SNAPSHOT_FILES.authorizationDetails]: readFileSync(join(folder, `gaad-${accountId}.json`), 'utf8'),
      [SNAPSHOT_FILES.resources]: resourceLines(byAccount[accountId] ?? [], accountId, variant),
    });
    if ('problem' in read) throw new Error(problemLine(read.problem));
    return read.account;
  });
}

/** So often does the most frequent id stand there. */
export const VARIANTS = 8;

interface Written {
  readonly type: string;
  readonly arn: string;
  readonly role?: string | null;
  readonly instance_profile?: string | null;
  readonly policy?: object;
  readonly permission?: {
    readonly action: string;
    readonly principal: string;
    readonly source_arn: string | null;
    readonly source_account: string | null;
  };
  readonly bpa?: Readonly<Record<string, boolean>>;
}

interface Kind {
  readonly type: string;
  /** Where the type names its role. */
  readonly role?: string;
  /** From Terraform's ARN to AWS's. */
  readonly arn?: (arn: string) => string;
}

const ID = '00000000-0000-0000-0000-000000000000';

const KINDS: Readonly<Record<string, Kind>> = {
  'AWS::Lambda::Function': { type: 'AWS::Lambda::Function', role: 'role' },
  'AWS::S3::Bucket': { type: 'AWS::S3::Bucket' },
  'AWS::EC2::Instance': { type: 'AWS::EC2::Instance' },
  aws_apprunner_service: {
    type: 'AWS::AppRunner::Service',
    role: 'instanceRoleArn',
    arn: (arn) => `${arn}/${ID.replaceAll('-', '')}`,
  },
  aws_cloudformation_stack: { type: 'AWS::CloudFormation::Stack', role: 'roleARN', arn: (arn) => `${arn}/${ID}` },
  aws_cloudformation_stack_set: {
    type: 'AWS::CloudFormation::StackSet',
    role: 'administrationRoleARN',
    arn: (arn) => `${arn.replace('stack_set/', 'stackset/')}:${ID}`,
  },
  aws_codebuild_project: { type: 'AWS::CodeBuild::Project', role: 'serviceRole' },
  aws_dynamodb_table: { type: 'AWS::DynamoDB::Table' },
  aws_ecs_task_definition: {
    type: 'AWS::ECS::TaskDefinition',
    role: 'taskRoleArn',
    arn: (arn) => `${arn.replace('task_definition/', 'task-definition/')}:1`,
  },
  aws_glue_dev_endpoint: {
    type: 'AWS::Glue::DevEndpoint',
    role: 'roleArn',
    arn: (arn) => arn.replace('dev_endpoint/', 'devEndpoint/'),
  },
  aws_glue_job: { type: 'AWS::Glue::Job', role: 'role' },
  aws_launch_template: {
    type: 'AWS::EC2::LaunchTemplate',
    arn: (arn) => arn.replace(':launch:', ':ec2:').replace(':template/', ':launch-template/'),
  },
  aws_sagemaker_notebook_instance: {
    type: 'AWS::SageMaker::NotebookInstance',
    role: 'roleArn',
    arn: (arn) => arn.replace('notebook_instance/', 'notebook-instance/'),
  },
  aws_secretsmanager_secret: { type: 'AWS::SecretsManager::Secret' },
  aws_ssm_parameter: { type: 'AWS::SSM::Parameter' },
};

function resourceLines(written: readonly Written[], accountId: string, variant: number): string {
  const lines = new Map<string, Record<string, unknown>[]>();
  for (const one of written) {
    const kind = KINDS[one.type];
    if (kind === undefined) continue;
    const arn = kind.arn?.(one.arn) ?? one.arn;
    const line: Record<string, unknown> = { arn, type: kind.type };
    if (typeof one.role === 'string' && kind.role !== undefined) line[kind.role] = one.role;
    if (typeof one.instance_profile === 'string') {
      line['iamInstanceProfile'] = { arn: `arn:aws:iam::${accountId}:instance-profile/${one.instance_profile}` };
    }
    if (WITH_POLICY.has(kind.type)) line['policy'] = policyOf(written, one);
    if (kind.type === 'AWS::S3::Bucket') line['publicAccessBlock'] = blockOf(written, one.arn);
    lines.set(arn, [...(lines.get(arn) ?? []), line]);
  }
  return [...lines.values()].map((same) => `${JSON.stringify(same[variant % same.length])}\n`).join('');
}

const WITH_POLICY: ReadonlySet<string> = new Set([
  'AWS::Lambda::Function',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
  'AWS::DynamoDB::Table',
]);

/** A policy stands on a line of its own: a whole document by ARN, or a function's permissions one by one by its name. */
function policyOf(written: readonly Written[], { arn }: Written): object | null {
  const about = written.filter((one) => one.type === 'policy' && (one.arn === arn || arn.endsWith(`:${one.arn}`)));
  const whole = about.find(({ policy }) => policy !== undefined)?.policy;
  if (whole !== undefined) return whole;
  const statements = about.flatMap(({ permission }) =>
    permission === undefined ? [] : [statementOf(permission, arn)],
  );
  return statements.length === 0 ? null : { Version: '2012-10-17', Statement: statements };
}

/** As Lambda writes an `add-permission` into the function's policy. */
function statementOf(permission: NonNullable<Written['permission']>, Resource: string): object {
  const { action, principal, source_arn, source_account } = permission;
  const Principal =
    principal === '*' ? '*' : principal.includes('.amazonaws.com') ? { Service: principal } : { AWS: principal };
  const Condition = {
    ...(source_arn === null ? {} : { ArnLike: { 'AWS:SourceArn': source_arn } }),
    ...(source_account === null ? {} : { StringEquals: { 'AWS:SourceAccount': source_account } }),
  };
  return {
    Effect: 'Allow',
    Principal,
    Action: action,
    Resource,
    ...(Object.keys(Condition).length === 0 ? {} : { Condition }),
  };
}

function blockOf(written: readonly Written[], arn: string): object | null {
  const block = written.find((one) => one.type === 'bpa' && one.arn === arn)?.bpa;
  if (block === undefined) return null;
  return {
    blockPublicAcls: block['block_public_acls'] === true,
    blockPublicPolicy: block['block_public_policy'] === true,
    ignorePublicAcls: block['ignore_public_acls'] === true,
    restrictPublicBuckets: block['restrict_public_buckets'] === true,
  };
}
