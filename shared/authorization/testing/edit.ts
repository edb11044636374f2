import type { Layer } from '../decision.ts';
import { fields } from './fields.ts';
import type { WrittenPolicy, WrittenWorld } from './question.ts';

/** One policy of a world, and where it stands. */
export interface Place {
  readonly layer: Layer;
  readonly level: number | null;
}

/** The world with every policy put through `edit`. */
export function editPolicies(
  world: WrittenWorld,
  edit: (policy: WrittenPolicy, place: Place) => WrittenPolicy,
): WrittenWorld {
  const each =
    (layer: Layer, level: number | null = null) =>
    (policy: WrittenPolicy) =>
      edit(policy, { layer, level });
  const s3 = world.facts?.s3 ?? null;
  const accessPoint = s3?.accessPoint ?? null;
  const facts =
    world.facts === null || s3 === null || accessPoint === null
      ? world.facts
      : {
          ...world.facts,
          s3: {
            ...s3,
            accessPoint: { ...accessPoint, policy: accessPoint.policy && each('access-point')(accessPoint.policy) },
          },
        };
  return {
    identityPolicies: world.identityPolicies.map(each('identity')),
    permissionsBoundaries: world.permissionsBoundaries?.map(each('boundary')) ?? null,
    sessionPolicies: world.sessionPolicies?.map(each('session')) ?? null,
    resourcePolicy: world.resourcePolicy && each('resource')(world.resourcePolicy),
    serviceControlPolicies: world.serviceControlPolicies?.map((all, level) => all.map(each('scp', level))) ?? null,
    resourceControlPolicies: world.resourceControlPolicies?.map((all, level) => all.map(each('rcp', level))) ?? null,
    vpcEndpointPolicies: world.vpcEndpointPolicies?.map(each('vpc-endpoint')) ?? null,
    facts,
  };
}

/** The policy with its statements put through `edit`, as a list. */
export function editStatements(
  policy: WrittenPolicy,
  edit: (statements: readonly unknown[]) => readonly unknown[],
): WrittenPolicy {
  const document = fields(policy.document);
  const written = document['Statement'];
  const statements: readonly unknown[] = Array.isArray(written) ? written : [written];
  return { ...policy, document: { ...document, Statement: edit(statements) } };
}
