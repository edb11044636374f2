import type { Assembly, TemplateResource } from './template.ts';
import { isRecord } from './template.ts';

/** Where a template's resources are taken to stand. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/**
 * Resolves what CloudFormation would: references between resources become the names and ARNs that they have on this
 * machine. An intrinsic or an attribute that is not known here is an error, never an empty text.
 */
export class Resolver {
  readonly #assembly: Assembly;
  readonly #place: Place;

  constructor(assembly: Assembly, place: Place) {
    this.#assembly = assembly;
    this.#place = place;
  }

  /** A value of the template with every intrinsic resolved. */
  resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.resolve(item));
    if (!isRecord(value)) return value;
    const [first, ...others] = Object.keys(value);
    if (first !== undefined && others.length === 0 && (first === 'Ref' || first.startsWith('Fn::'))) {
      return this.#intrinsic(first, value[first]);
    }
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.resolve(member)]));
  }

  text(value: unknown): string {
    const resolved = this.resolve(value);
    if (typeof resolved === 'string' || typeof resolved === 'number') return String(resolved);
    throw new Error(`template: expected a text, found \`${JSON.stringify(value)}\``);
  }

  /** Texts by name: a function's environment, a definition's placeholders. */
  texts(value: unknown): Record<string, string> {
    if (!isRecord(value)) return {};
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, this.text(member)]));
  }

  /** The name that a resource has on this machine. */
  nameOf(logicalId: string): string {
    const { Properties, Type } = this.#resource(logicalId);
    for (const property of ['RoleName', 'LogGroupName']) {
      if (Properties[property] !== undefined) return this.text(Properties[property]);
    }
    return Type === 'AWS::S3::Bucket' ? logicalId.toLowerCase() : logicalId;
  }

  #intrinsic(name: string, argument: unknown): string {
    if (name === 'Ref') return this.#ref(String(argument));
    if (name === 'Fn::GetAtt' && Array.isArray(argument))
      return this.#attribute(String(argument[0]), String(argument[1]));
    if (name === 'Fn::Join' && Array.isArray(argument) && Array.isArray(argument[1])) {
      return argument[1].map((part) => this.text(part)).join(String(argument[0]));
    }
    if (name === 'Fn::Select' && Array.isArray(argument)) {
      const list = this.resolve(argument[1]);
      if (Array.isArray(list)) return String(list[Number(argument[0])]);
    }
    if (name === 'Fn::Split' && Array.isArray(argument)) {
      // A list, and only Select takes lists: `resolve` hands it on as it is.
      return this.text(argument[1]).split(String(argument[0])) as unknown as string;
    }
    throw new Error(`template: \`${name}\` is not resolved here: \`${JSON.stringify(argument)}\``);
  }

  #ref(target: string): string {
    const { account, region } = this.#place;
    const pseudo: Readonly<Record<string, string>> = {
      'AWS::Partition': 'aws',
      'AWS::Region': region,
      'AWS::AccountId': account,
      'AWS::URLSuffix': 'amazonaws.com',
    };
    const known = pseudo[target];
    if (known !== undefined) return known;
    const resource = this.#resource(target);
    switch (resource.Type) {
      case 'AWS::Lambda::Version':
        return `${this.#arnOf(this.#functionOf(resource))}:1`;
      case 'AWS::StepFunctions::StateMachine':
      case 'AWS::SQS::Queue':
        return this.#arnOf(target);
      default:
        return this.nameOf(target);
    }
  }

  #attribute(target: string, attribute: string): string {
    const resource = this.#resource(target);
    if (attribute === 'Arn') return this.#arnOf(target);
    if (attribute === 'Name') return this.nameOf(target);
    if (attribute === 'Version' && resource.Type === 'AWS::Lambda::Version') return '1';
    throw new Error(`template: \`${resource.Type}\` has no attribute \`${attribute}\` here`);
  }

  #arnOf(logicalId: string): string {
    const { Type } = this.#resource(logicalId);
    const { account, region } = this.#place;
    const name = this.nameOf(logicalId);
    switch (Type) {
      case 'AWS::DynamoDB::Table':
        return `arn:aws:dynamodb:${region}:${account}:table/${name}`;
      case 'AWS::S3::Bucket':
        return `arn:aws:s3:::${name}`;
      case 'AWS::KMS::Key':
        return `arn:aws:kms:${region}:${account}:key/${name}`;
      case 'AWS::IAM::Role':
        return `arn:aws:iam::${account}:role/${name}`;
      case 'AWS::Lambda::Function':
        return `arn:aws:lambda:${region}:${account}:function:${name}`;
      case 'AWS::StepFunctions::StateMachine':
        return `arn:aws:states:${region}:${account}:stateMachine:${name}`;
      case 'AWS::SQS::Queue':
        return `arn:aws:sqs:${region}:${account}:${name}`;
      case 'AWS::Logs::LogGroup':
        return `arn:aws:logs:${region}:${account}:log-group:${name}:*`;
      default:
        throw new Error(`template: \`${Type}\` has no ARN here`);
    }
  }

  #functionOf(version: TemplateResource): string {
    const { FunctionName } = version.Properties;
    if (isRecord(FunctionName) && typeof FunctionName['Ref'] === 'string') return FunctionName['Ref'];
    throw new Error('template: expected a version to refer to its function');
  }

  #resource(logicalId: string): TemplateResource {
    const resource = this.#assembly.resources.get(logicalId);
    if (resource === undefined) throw new Error(`template: expected a resource \`${logicalId}\`, found none`);
    return resource;
  }
}
