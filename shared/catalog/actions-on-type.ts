import { parseArn } from '../policy/arn.ts';
import type { Action } from './action.ts';
import { actionsOf } from './catalog.ts';
import { collectedType, type ResourceArnOf } from './cloudformation-types.ts';

export type { ResourceArnOf } from './cloudformation-types.ts';

/** An action that reaches a resource or what lies inside it. */
export interface ActionOnType {
  readonly action: Action;
  /** Which ARN AWS checks the action against; `arnsOn` writes it out for one resource. */
  readonly resourceArnOf: ResourceArnOf;
  /** Other resource types that the same request names as well, e.g. the alias of `kms:CreateAlias`. */
  readonly alsoNeeds: readonly string[];
}

/**
 * The actions that apply to a resource of the CloudFormation type, to what lies inside it (objects of a bucket,
 * indexes and streams of a table, versions of a function) or stands for it in another service (`rds-data` on a
 * cluster). An action can stand there more than once, with different ARNs. Empty for a type that no snapshot holds.
 */
export function actionsOnType(cloudFormationType: string): readonly ActionOnType[] {
  const known = byType.get(cloudFormationType);
  if (known !== undefined) return known;
  const type = collectedType(cloudFormationType);
  if (type === null) return [];
  const found: ActionOnType[] = [];
  for (const part of [{ service: type.service, resource: type.resource, of: 'self' } as const, ...type.parts]) {
    for (const action of actionsOf(part.service)) {
      if (!action.resourceTypes.some((on) => on.type.name === part.resource)) continue;
      const alsoNeeds = action.resourceTypes
        .filter((on) => on.required && on.type.name !== part.resource)
        .map((on) => on.type.name);
      for (const of of checkedAgainst(action, part.of)) {
        if (!found.some((entry) => entry.action === action && entry.resourceArnOf === of)) {
          found.push({ action, resourceArnOf: of, alsoNeeds });
        }
      }
    }
  }
  byType.set(cloudFormationType, found);
  return found;
}

const byType = new Map<string, readonly ActionOnType[]>();

/** Functions take a qualifier in these calls: then the alias or version is the resource (K02). */
const QUALIFIED_LAMBDA = new Set(
  (
    'AddPermission DeleteFunctionEventInvokeConfig DeleteFunctionUrlConfig CreateFunctionUrlConfig GetFunction ' +
    'GetFunctionConfiguration GetFunctionEventInvokeConfig GetFunctionUrlConfig GetPolicy InvokeAsync InvokeFunction ' +
    'InvokeFunctionUrl PutFunctionEventInvokeConfig RemovePermission UpdateFunctionEventInvokeConfig ' +
    'UpdateFunctionUrlConfig DeleteFunction GetRuntimeManagementConfig PutRuntimeManagementConfig'
  ).split(' '),
);

/** Tagging by ARN names the log group itself; all else is checked against `…:log-group:NAME:*` (logs, IAM page). */
const LOG_GROUP_ITSELF = new Set(['ListTagsForResource', 'TagResource', 'UntagResource']);

function checkedAgainst(action: Action, of: ResourceArnOf): readonly ResourceArnOf[] {
  if (of !== 'self') return [of];
  if (action.service === 'lambda' && QUALIFIED_LAMBDA.has(action.name)) return ['self', ':*'];
  if (action.service === 'logs' && !LOG_GROUP_ITSELF.has(action.name)) return [':*'];
  // A path grants all below it, so a right on any path above reaches the parameter (Systems Manager, sysman-paramstore-access).
  if (action.id === 'ssm:GetParametersByPath') return ['self', 'ancestor'];
  return [of];
}

/**
 * The ARNs, or patterns of ARNs, that an action is checked against for this resource: `*` stands for every name.
 * `attributes` fills the places of a template that the ARN does not hold (`DbiResourceId`); a place that stays
 * unknown is `*`. Empty for text that is no ARN.
 */
export function arnsOn(
  resourceArn: string,
  of: ResourceArnOf,
  attributes: Readonly<Record<string, string>> = {},
): readonly string[] {
  const arn = parseArn(resourceArn);
  if (arn === null) return [];
  if (of === 'self') return [resourceArn];
  if (of === 'ancestor') return ancestors(resourceArn);
  if (!of.startsWith('arn:')) return [`${resourceArn}${of}`];
  const last = Math.max(arn.resource.lastIndexOf('/'), arn.resource.lastIndexOf(':'));
  const places: Readonly<Record<string, string>> = {
    ...attributes,
    Partition: arn.partition,
    Region: arn.region,
    // API Gateway's own ARNs hold no account, those of its calls do.
    Account: arn.accountId || attributes['Account'] || '*',
    Name: arn.resource.slice(last + 1),
  };
  const [first = '', ...rest] = of.split('{');
  const filled = rest.map((text) => {
    const end = text.indexOf('}');
    return `${places[text.slice(0, end)] ?? '*'}${text.slice(end + 1)}`;
  });
  return [[first, ...filled].join('')];
}

/** `…:parameter/a/b/c` → `…:parameter/a/b`, `…:parameter/a`, `…:parameter/`. */
function ancestors(arn: string): readonly string[] {
  const found: string[] = [];
  const first = arn.indexOf('/');
  for (let slash = arn.lastIndexOf('/'); slash > first; slash = arn.lastIndexOf('/', slash - 1)) {
    found.push(arn.slice(0, slash));
  }
  if (first >= 0) found.push(arn.slice(0, first + 1));
  return found;
}
