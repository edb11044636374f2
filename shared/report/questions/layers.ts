import type { Layer, Reason } from '../../authorization/decision.ts';
import type { World } from '../../authorization/request.ts';
import type { NamedPolicy } from '../../policy/model.ts';

/** A reason of a decision with what people need to find it: where the policy is attached, and the statement as it was read. */
export interface Cited extends Reason {
  /** ARNs of users, groups, roles or resources; a level of the organization in words. */
  readonly attachedTo: readonly string[];
  /** The statement's JSON; null where the layer is no policy, or is silent. */
  readonly json: unknown;
}

/** The policies of one layer, or of one level of it. */
export function policiesOf(world: World, layer: Layer, level: number | null): readonly NamedPolicy[] {
  switch (layer) {
    case 'identity':
      return world.identityPolicies;
    case 'boundary':
      return world.permissionsBoundaries ?? [];
    case 'session':
      return world.sessionPolicies ?? [];
    case 'resource':
      return world.resourcePolicy === null ? [] : [world.resourcePolicy];
    case 'access-point':
      return world.facts?.s3?.accessPoint?.policy == null ? [] : [world.facts.s3.accessPoint.policy];
    case 'scp':
      return world.serviceControlPolicies?.[level ?? 0] ?? [];
    case 'rcp':
      return world.resourceControlPolicies?.[level ?? 0] ?? [];
    case 'vpc-endpoint':
      return world.vpcEndpointPolicies ?? [];
    case 'acl':
    case 'kms-grant':
    case 'service-setting':
    case 'root':
      return [];
  }
}

/** The world with the policies of one layer, or of one level of it, replaced. */
export function mapLayer(
  world: World,
  layer: Layer,
  level: number | null,
  map: (policies: readonly NamedPolicy[]) => readonly NamedPolicy[],
): World {
  const changed = map(policiesOf(world, layer, level));
  const one = changed[0] ?? null;
  const atLevel = (levels: World['serviceControlPolicies']) =>
    levels?.map((each, i) => (i === level ? changed : each)) ?? null;
  switch (layer) {
    case 'identity':
      return { ...world, identityPolicies: changed };
    case 'boundary':
      return { ...world, permissionsBoundaries: changed };
    case 'session':
      return { ...world, sessionPolicies: changed };
    case 'resource':
      return { ...world, resourcePolicy: one };
    case 'scp':
      return { ...world, serviceControlPolicies: atLevel(world.serviceControlPolicies) };
    case 'rcp':
      return { ...world, resourceControlPolicies: atLevel(world.resourceControlPolicies) };
    case 'vpc-endpoint':
      return { ...world, vpcEndpointPolicies: changed };
    case 'access-point': {
      const { facts } = world;
      const s3 = facts?.s3 ?? null;
      if (facts === null || s3 === null || s3.accessPoint === null) return world;
      return { ...world, facts: { ...facts, s3: { ...s3, accessPoint: { ...s3.accessPoint, policy: one } } } };
    }
    case 'acl':
    case 'kms-grant':
    case 'service-setting':
    case 'root':
      return world;
  }
}

/** The policy without the statement that is cited, where it is the one. */
export function withoutStatement(policy: NamedPolicy, { policy: name, statement }: Reason): NamedPolicy {
  if (policy.name !== name) return policy;
  const statements = policy.document.statements.filter(({ index }) => index !== statement);
  return { ...policy, document: { ...policy.document, statements } };
}

/** A level of SCPs or RCPs in words. */
export function levelWords(level: number, levels: number): string {
  if (level === 0) return 'the root of the organization';
  return level === levels - 1 ? 'the account' : `organizational unit ${level} of ${levels - 2}`;
}
