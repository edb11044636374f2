import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledge, acknowledgeResource, attribute } from '../acknowledge.ts';
import { RETENTION } from '../functions/service-function.ts';
import { pascal, type ServiceFunctions } from '../functions/service-functions.ts';
import type { StageConfig } from '../stages.ts';

const FOLDER = resolve(import.meta.dirname, '../../statemachines');

export interface MachineProps {
  /** Folder under `statemachines/`. */
  readonly name: string;
  readonly functions: ServiceFunctions;
  readonly config: StageConfig;
  /** Placeholders beside those of functions. */
  readonly substitutions?: Readonly<Record<string, string>>;
  /** What it does beside invoking the functions it names. */
  readonly statements?: readonly PolicyStatement[];
}

/**
 * A state machine from its definition file. Placeholders `${…FunctionArn}` are versions of functions, and its role
 * may invoke exactly those that the definition names.
 */
export class Machine extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: MachineProps) {
    super(scope, id);
    const { name, functions, config } = props;
    const definition = readFileSync(join(FOLDER, name, `${name}.asl.json`), 'utf8');
    const used = functions.names.filter((each) => definition.includes(`\${${pascal(each)}FunctionArn}`));
    const versions = used.map((each) => functions.get(each).version);
    const role = new Role(this, 'Role', {
      description: `Nightjar: state machine ${name}`,
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({
        sid: 'Steps',
        actions: ['lambda:InvokeFunction'],
        resources: versions.map((version) => version.functionArn),
      }),
    );
    for (const statement of props.statements ?? []) role.addToPolicy(statement);
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(compact(definition)),
      definitionSubstitutions: {
        ...Object.fromEntries(used.map((each, at) => [`${pascal(each)}FunctionArn`, versions[at]?.functionArn ?? ''])),
        ...props.substitutions,
      },
      role,
      // Execution data would be ids alone, yet it stays out of the logs.
      logs: {
        destination: new LogGroup(this, 'Logs', {
          logGroupName: `/aws/vendedlogs/states/nightjar-${name}`,
          retention: RETENTION[config.logDays],
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    acknowledge(this.machine, 'AwsSolutions-SF2', 'traces would keep names of calls under no key of the customer');
    acknowledge(role, 'AwsSolutions-IAM5[Resource::*]', 'log delivery of Step Functions takes no resource');
  }

  /** Lets the machine run a Distributed Map: children are executions of itself. */
  allowMapRuns(): void {
    const stack = Stack.of(this);
    const executions = stack.formatArn({
      service: 'states',
      resource: 'execution',
      arnFormat: COLON,
      resourceName: `${this.machine.stateMachineName}/*`,
    });
    // A policy of its own: in the role's default policy the machine would depend on itself.
    const policy = new Policy(this, 'MapRuns', {
      statements: [
        new PolicyStatement({
          effect: Effect.ALLOW,
          actions: ['states:StartExecution'],
          resources: [this.machine.stateMachineArn],
        }),
        new PolicyStatement({
          effect: Effect.ALLOW,
          actions: ['states:DescribeExecution', 'states:StopExecution'],
          resources: [executions],
        }),
      ],
    });
    policy.attachToRole(this.machine.role);
    acknowledgeResource(policy, executionsOf(this.machine, '/'), 'children of the machine own map runs');
  }
}

/** The executions of a machine as the check writes them; children of Map Runs stand behind a slash. */
export function executionsOf(machine: StateMachine, separator: ':' | '/'): string {
  const { region, account } = Stack.of(machine);
  return `arn:<AWS::Partition>:states:${region}:${account}:execution:${attribute(machine, 'Name')}${separator}*`;
}

const COLON = ArnFormat.COLON_RESOURCE_NAME;

/** A definition without its white space: it counts against the template. */
function compact(definition: string): string {
  return JSON.stringify(JSON.parse(definition));
}
