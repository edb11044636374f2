import { join } from 'node:path';
import { Resolver } from '../assembly/resolve.ts';
import { type Assembly, isRecord, readAssembly, type TemplateResource } from '../assembly/template.ts';
import type { LocalFunction } from '../local/lambda/local-lambda.ts';
import type { LocalMachine } from '../local/stepfunctions/local-step-functions.ts';

/** A synthesized stage as one machine runs it: everything below comes from the template and nowhere else. */
export interface Deployment {
  readonly account: string;
  readonly region: string;
  /** CreateTable's input, by what DynamoDB takes. */
  readonly tables: readonly Readonly<Record<string, unknown>>[];
  readonly tenantTable: string;
  readonly directoryTable: string;
  readonly bucket: string;
  readonly functions: Readonly<Record<string, LocalFunction>>;
  readonly machines: Readonly<Record<string, LocalMachine>>;
  /** Schedules by the machine they start: its input with the placeholder of the scheduled time. */
  readonly schedules: readonly Schedule[];
  readonly rules: readonly Rule[];
  /** Names by the construct's place in the app. */
  machine(name: 'Account' | 'Nightly' | 'CloseNight'): string;
  /** Our own roles that functions assume. */
  readonly ownRoles: readonly string[];
}

export interface Schedule {
  readonly targetArn: string;
  readonly input: string;
}

/** An EventBridge rule: events that fit its pattern go to a function. */
export interface Rule {
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly functionArn: string;
}

/** Reads a `cdk.out` folder. Throws where the template does not hold what a night needs. */
export function readDeployment(folder: string): Deployment {
  const assembly = readAssembly(folder);
  const place = placeOf(assembly);
  const resolver = new Resolver(assembly, place);
  const all = (type: string) => [...assembly.resources].filter(([, resource]) => resource.Type === type);
  const named = (type: string, part: string): string => {
    const [found, ...others] = all(type).filter(([logicalId]) => logicalId.includes(part));
    if (found === undefined || others.length > 0) {
      throw new Error(`template: expected one \`${type}\` named \`${part}\`, found ${others.length + (found ? 1 : 0)}`);
    }
    return found[0];
  };
  const functions = all('AWS::Lambda::Function').map(
    ([id, resource]) => [id, localFunction(folder, resource, resolver)] as const,
  );
  const machines = all('AWS::StepFunctions::StateMachine').map(([id, { Properties }]): [string, LocalMachine] => [
    id,
    {
      definition: resolver.text(Properties['DefinitionString']),
      substitutions: resolver.texts(Properties['DefinitionSubstitutions']),
    },
  ]);
  return {
    ...place,
    tables: all('AWS::DynamoDB::Table').map(([id, { Properties }]) => tableInput(id, Properties)),
    tenantTable: named('AWS::DynamoDB::Table', 'TenantTable'),
    directoryTable: named('AWS::DynamoDB::Table', 'DirectoryTable'),
    bucket: resolver.nameOf(named('AWS::S3::Bucket', 'RunBucket')),
    functions: Object.fromEntries(functions),
    machines: Object.fromEntries(machines),
    schedules: all('AWS::Scheduler::Schedule').map(([, { Properties }]) => scheduleOf(Properties, resolver)),
    rules: all('AWS::Events::Rule').flatMap(([, { Properties }]) => ruleOf(Properties, resolver)),
    machine: (name) => named('AWS::StepFunctions::StateMachine', `Machines${name}Machine`),
    ownRoles: ['Scanner', 'TenantData'].map((part) =>
      resolver.text({ 'Fn::GetAtt': [named('AWS::IAM::Role', part), 'Arn'] }),
    ),
  };
}

/** The account and region that the stack is made for. */
function placeOf(assembly: Assembly): { account: string; region: string } {
  const { environment } = assembly;
  const [, account, region] = /^aws:\/\/(\d{12})\/([a-z0-9-]+)$/.exec(environment) ?? [];
  if (account === undefined || region === undefined) {
    throw new Error(`assembly: expected an account and a region, found \`${environment}\``);
  }
  return { account, region };
}

function localFunction(folder: string, { Properties, Metadata }: TemplateResource, resolver: Resolver): LocalFunction {
  const { Environment, Handler, MemorySize, Timeout } = Properties;
  return {
    bundleFolder: join(folder, String(Metadata['aws:asset:path'])),
    handler: String(Handler),
    environment: resolver.texts(isRecord(Environment) ? Environment['Variables'] : {}),
    memoryMb: Number(MemorySize),
    timeoutSeconds: Number(Timeout),
  };
}

/** What CreateTable takes of the template's table. */
function tableInput(name: string, properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { AttributeDefinitions, KeySchema, BillingMode } = properties;
  return { TableName: name, AttributeDefinitions, KeySchema, BillingMode };
}

function scheduleOf(properties: Readonly<Record<string, unknown>>, resolver: Resolver): Schedule {
  const target = isRecord(properties['Target']) ? properties['Target'] : {};
  return { targetArn: resolver.text(target['Arn']), input: resolver.text(target['Input']) };
}

function ruleOf(properties: Readonly<Record<string, unknown>>, resolver: Resolver): Rule[] {
  const pattern = resolver.resolve(properties['EventPattern']);
  const targets = Array.isArray(properties['Targets']) ? properties['Targets'] : [];
  if (!isRecord(pattern)) return [];
  return targets.filter(isRecord).map((target) => ({ pattern, functionArn: resolver.text(target['Arn']) }));
}

/** Does an event fit a rule's pattern? Lists of texts at the leaves, as EventBridge reads them. */
export function fits(pattern: Readonly<Record<string, unknown>>, event: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(pattern).every(([name, expected]) => {
    const found = event[name];
    if (Array.isArray(expected)) return expected.includes(found);
    return isRecord(expected) && isRecord(found) && fits(expected, found);
  });
}
