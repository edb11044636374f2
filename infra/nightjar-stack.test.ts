import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nightjarApp, STACK_NAME } from './app.ts';
import { functionNames } from './bundle/bundle-functions.ts';
import { FUNCTION_TABLE } from './functions/function-table.ts';
import { NightjarStack } from './nightjar-stack.ts';
import { STAGE_NAMES, stageConfig } from './stages.ts';

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

interface Statement {
  readonly Sid?: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Effect: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const root = mkdtempSync(join(tmpdir(), 'infra-test-'));
let template: Template;
let resources: Readonly<Record<string, Resource>>;

/** Bundles are not looked into here: a file stands for each. */
function app(stage: (typeof STAGE_NAMES)[number], outdir: string) {
  const bundleFolder = join(root, 'bundles');
  for (const name of functionNames()) {
    mkdirSync(join(bundleFolder, name), { recursive: true });
    writeFileSync(join(bundleFolder, name, 'index.mjs'), `export const handler = async () => '${name}'`);
  }
  return nightjarApp({
    config: stageConfig(stage),
    bundleFolder,
    functionNames: functionNames(),
    outdir: join(root, outdir),
  });
}

beforeAll(() => {
  const stack = app('production', 'cdk.out').node.findChild(STACK_NAME);
  if (!(stack instanceof NightjarStack)) throw new Error('expected the stack');
  template = Template.fromStack(stack);
  resources = template.toJSON()['Resources'] as typeof resources; // the template's own shape
});
afterAll(() => rmSync(root, { recursive: true }));

const ofType = (type: string) => Object.entries(resources).filter(([, resource]) => resource.Type === type);
const policies = () =>
  [...ofType('AWS::IAM::Policy'), ...ofType('AWS::IAM::Role')].flatMap(([id, { Properties }]) => {
    // The template's own shape: CDK wrote it.
    const properties = Properties as {
      PolicyDocument?: { Statement: Statement[] };
      AssumeRolePolicyDocument?: unknown;
    };
    return (properties.PolicyDocument?.Statement ?? []).map((statement) => ({ id, statement }));
  });
const actionsOf = ({ Action }: Statement) => (typeof Action === 'string' ? [Action] : Action);

describe('data at rest', () => {
  test('both tables are on demand, encrypted under our key, recoverable, protected and kept', () => {
    const tables = ofType('AWS::DynamoDB::Table');
    expect(tables).toHaveLength(2);
    for (const [, table] of tables) {
      expect(table).toMatchObject({
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          BillingMode: 'PAY_PER_REQUEST',
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        },
      });
    }
  });

  test('the partition key of the tenant table is the customer id', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: [
        { AttributeName: 'customerId', KeyType: 'HASH' },
        { AttributeName: 'item', KeyType: 'RANGE' },
      ],
    });
  });

  test('the bucket is private, versioned, encrypted, kept, and refuses plain HTTP', () => {
    const [bucket, ...others] = ofType('AWS::S3::Bucket');
    expect(others).toEqual([]);
    expect(bucket?.[1]).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        VersioningConfiguration: { Status: 'Enabled' },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Action: 's3:*',
            Principal: { AWS: '*' },
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      },
    });
  });

  test('the key rotates and is kept', () => {
    template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Retain', Properties: { EnableKeyRotation: true } });
  });
});

describe('functions', () => {
  test('there is one per step, on Node 24 and arm64, with a log group that forgets', () => {
    expect(ofType('AWS::Lambda::Function')).toHaveLength(Object.keys(FUNCTION_TABLE).length);
    template.allResourcesProperties('AWS::Lambda::Function', { Runtime: 'nodejs24.x', Architectures: ['arm64'] });
    for (const [id, group] of ofType('AWS::Logs::LogGroup')) {
      expect(group.Properties?.['RetentionInDays'], id).toBe(90);
    }
  });

  test('each has a role of its own', () => {
    const roles = ofType('AWS::Lambda::Function').map(([, { Properties }]) => JSON.stringify(Properties?.['Role']));
    expect(new Set(roles).size).toBe(roles.length);
  });

  test('environments stay under 4 KB', () => {
    for (const [id, { Properties }] of ofType('AWS::Lambda::Function')) {
      expect(JSON.stringify(Properties?.['Environment']).length, id).toBeLessThan(4096);
    }
  });

  test('state machines and the rule name versions, and versions are kept', () => {
    const references = [
      ...ofType('AWS::StepFunctions::StateMachine').map(
        ([, { Properties }]) => Properties?.['DefinitionSubstitutions'],
      ),
      ...ofType('AWS::Events::Rule').map(([, { Properties }]) => Properties?.['Targets']),
    ];
    const named = [...JSON.stringify(references).matchAll(/"Ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
    const functions = named.filter((id) => resources[id]?.Type.startsWith('AWS::Lambda::'));
    expect(functions.length).toBeGreaterThan(Object.keys(FUNCTION_TABLE).length);
    for (const id of functions)
      expect(resources[id]).toMatchObject({ Type: 'AWS::Lambda::Version', DeletionPolicy: 'Retain' });
  });
});

describe('rights', () => {
  test('no data action has a wildcard for its resource', () => {
    const bare = policies().filter(
      ({ statement }) =>
        statement.Resource === '*' &&
        actionsOf(statement).some(
          (action) => !/^(logs:(\w*LogDelivery|\w*LogDeliveries|\w*ResourcePolic\w*|DescribeLogGroups))$/.test(action),
        ),
    );
    expect(bare.map(({ id, statement }) => `${id} ${actionsOf(statement).join(',')}`)).toEqual([]);
  });

  test('no action is a wildcard, and nobody may scan or use PartiQL', () => {
    const actions = policies().flatMap(({ statement }) => actionsOf(statement));
    expect(actions.filter((action) => action.includes('*') || /Scan|PartiQL/.test(action))).toEqual([]);
  });

  test('the tenant table is reached by the role tenant-data alone, bound to the session’s customer with the Null guard', () => {
    const [tenantTable] = ofType('AWS::DynamoDB::Table').find(([id]) => id.includes('TenantTable')) ?? [];
    const reaching = policies().filter(({ statement }) =>
      JSON.stringify(statement.Resource).includes(`"${tenantTable}"`),
    );
    expect(reaching.map(({ id }) => /TenantDataRole/.test(id))).toEqual([true]);
    expect(reaching[0]?.statement.Condition).toEqual({
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${aws:PrincipalTag/customerId}'] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    });
  });

  test('tenant-data is assumed by functions alone, with both tags and no other', () => {
    const [role] = ofType('AWS::IAM::Role').filter(([id]) => /TenantDataRole/.test(id));
    const trust = role?.[1].Properties?.['AssumeRolePolicyDocument'] as {
      Statement: { Principal: { AWS: unknown[] } }[];
    }; // CDK's own
    const [statement, ...others] = trust.Statement;
    expect(others).toEqual([]);
    expect(statement).toMatchObject({
      Effect: 'Allow',
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: {
        StringLike: { 'aws:RequestTag/customerId': 'C??????' },
        Null: { 'aws:RequestTag/kmsKeyId': 'false' },
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['customerId', 'kmsKeyId'] },
      },
    });
    const users = Object.values(FUNCTION_TABLE).filter(({ tenants }) => tenants);
    expect(statement?.Principal.AWS).toHaveLength(users.length);
    // With ARNs of some 90 characters the trust policy stays below IAM's 2,048.
    expect(JSON.stringify(trust).length + users.length * 60).toBeLessThan(2048);
  });

  test('every statement of tenant-data is bound to the session’s tags', () => {
    const statements = policies().filter(({ id }) => /TenantDataRole/.test(id));
    expect(statements.length).toBeGreaterThan(3);
    for (const { statement } of statements) {
      expect(JSON.stringify([statement.Resource, statement.Condition]), statement.Sid).toMatch(
        /aws:PrincipalTag\/(customerId|kmsKeyId)/,
      );
    }
  });

  test('only the function that reads accounts may become the scanner, and only the scanner customers’ roles', () => {
    const assuming = policies().filter(({ statement }) => actionsOf(statement).includes('sts:AssumeRole'));
    const toScanner = assuming.filter(({ statement }) => /Scanner/.test(JSON.stringify(statement.Resource)));
    expect(toScanner.map(({ id }) => id)).toEqual([expect.stringMatching(/CollectItemRole/)]);
    const toCustomers = assuming.filter(({ statement }) =>
      /role\/nightjar\/\*/.test(JSON.stringify(statement.Resource)),
    );
    expect(toCustomers.map(({ id }) => id)).toEqual([expect.stringMatching(/ScannerRole/)]);
  });

  test('services that start something on our behalf name our account', () => {
    for (const [id, { Properties }] of ofType('AWS::IAM::Role')) {
      const trust = JSON.stringify(Properties?.['AssumeRolePolicyDocument']);
      if (/scheduler\.amazonaws|states\.amazonaws/.test(trust)) expect(trust, id).toContain('aws:SourceAccount');
    }
  });
});

describe('limits', () => {
  test('the template, its policies and definitions stay below what AWS takes', () => {
    expect(Object.keys(resources).length).toBeLessThan(500);
    expect(JSON.stringify(template.toJSON()).length).toBeLessThan(1_000_000);
    for (const [id, { Properties }] of ofType('AWS::IAM::Policy')) {
      expect(JSON.stringify(Properties?.['PolicyDocument']).length, id).toBeLessThan(10_240);
    }
    for (const [id, { Properties }] of ofType('AWS::IAM::Role')) {
      expect(String(Properties?.['RoleName'] ?? '').length, id).toBeLessThanOrEqual(64);
    }
  });

  test('what is named by hand is the scanner role and the log groups of state machines', () => {
    const named = Object.values(resources).flatMap(({ Type, Properties }) =>
      ['RoleName', 'FunctionName', 'TableName', 'BucketName', 'StateMachineName', 'LogGroupName', 'QueueName', 'Name']
        .filter((name) => typeof Properties?.[name] === 'string')
        .map((name) => `${Type} ${String(Properties?.[name])}`),
    );
    expect(named.sort()).toEqual([
      'AWS::IAM::Role nightjar-scanner',
      'AWS::Logs::LogGroup /aws/vendedlogs/states/nightjar-account',
      'AWS::Logs::LogGroup /aws/vendedlogs/states/nightjar-close-night',
      'AWS::Logs::LogGroup /aws/vendedlogs/states/nightjar-nightly',
    ]);
  });
});

describe('schedule and failures', () => {
  test('two machines start at every quarter hour UTC with the time they stand for', () => {
    const schedules = ofType('AWS::Scheduler::Schedule');
    expect(schedules).toHaveLength(2);
    for (const [, { Properties }] of schedules) {
      expect(Properties).toMatchObject({
        ScheduleExpression: 'cron(0/15 * * * ? *)',
        ScheduleExpressionTimezone: 'UTC',
        Target: { Input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}' },
      });
    }
  });

  test('an account execution that failed, timed out or was aborted is told to record-failure', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.states'],
        detail: {
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
          stateMachineArn: [{ Ref: Match.stringLikeRegexp('Account') }],
        },
      },
    });
  });

  test('machines log without execution data', () => {
    for (const [id, { Properties }] of ofType('AWS::StepFunctions::StateMachine')) {
      expect(Properties?.['LoggingConfiguration'], id).toMatchObject({ IncludeExecutionData: false, Level: 'ALL' });
    }
  });
});

test.each(STAGE_NAMES)('stage %s passes the checks of AWS Solutions, each exception with its reason', (stage) => {
  const checked = app(stage, `nag-${stage}`);
  Validations.of(checked).addPlugins(new AwsSolutionsChecks(checked));
  expect(() => checked.synth()).not.toThrow();
});
