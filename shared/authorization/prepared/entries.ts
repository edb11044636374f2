import type { NamedPolicy, PolicyDocument, Statement } from '../../policy/model.ts';
import type { World } from '../request.ts';
import type { CompiledDocument } from './compiled-document.ts';
import {
  ACCESS_POINT_LAYER,
  BOUNDARY_LAYER,
  ENDPOINT_LAYER,
  Entry,
  IDENTITY_LAYER,
  type LayerNumber,
  RCP_LAYER,
  RESOURCE_LAYER,
  SCP_LAYER,
  SESSION_LAYER,
} from './entry.ts';

/** Every statement of the world in its place, in the order in which reasons are told. */
export function entriesOf(world: World, compile: (document: PolicyDocument) => CompiledDocument): readonly Entry[] {
  const entries: Entry[] = [];
  const put = (policy: NamedPolicy, layer: LayerNumber, index: number, where: string): void => {
    const { statements, open } = compile(policy.document);
    for (const compiled of statements) {
      const misplaced = isPrincipalMisplaced(compiled.statement, layer);
      const incomplete = isIncomplete(compiled.statement, layer);
      entries.push(new Entry(compiled, layer, index, policy, where, misplaced, incomplete));
    }
    if (open) entries.push(new Entry(null, layer, index, policy, where, false, false));
  };
  const all = (policies: readonly NamedPolicy[] | null, layer: LayerNumber, where: string, level?: number): void => {
    policies?.forEach((policy, i) => {
      const index = level ?? (layer === BOUNDARY_LAYER || layer === ENDPOINT_LAYER ? i : 0);
      put(policy, layer, index, `${where}/${i}`);
    });
  };
  all(world.identityPolicies, IDENTITY_LAYER, '/identityPolicies');
  if (world.resourcePolicy !== null) put(world.resourcePolicy, RESOURCE_LAYER, 0, '/resourcePolicy');
  const accessPoint = world.facts?.s3?.accessPoint?.policy ?? null;
  if (accessPoint !== null) put(accessPoint, ACCESS_POINT_LAYER, 0, '/facts/s3/accessPoint/policy');
  all(world.permissionsBoundaries, BOUNDARY_LAYER, '/permissionsBoundaries');
  all(world.sessionPolicies, SESSION_LAYER, '/sessionPolicies');
  world.serviceControlPolicies?.forEach((policies, level) => {
    all(policies, SCP_LAYER, `/serviceControlPolicies/${level}`, level);
  });
  world.resourceControlPolicies?.forEach((policies, level) => {
    all(policies, RCP_LAYER, `/resourceControlPolicies/${level}`, level);
  });
  all(world.vpcEndpointPolicies, ENDPOINT_LAYER, '/vpcEndpointPolicies');
  return entries;
}

/**
 * Whether the statement's Principal is what its layer's policies cannot hold: any in identity policies, boundaries,
 * session policies and SCPs (D11), none in the others, in an RCP anything but `*` (D15).
 */
function isPrincipalMisplaced({ principal }: Statement, layer: LayerNumber): boolean {
  switch (layer) {
    case IDENTITY_LAYER:
    case BOUNDARY_LAYER:
    case SESSION_LAYER:
    case SCP_LAYER:
      return principal !== null;
    case RCP_LAYER:
      return principal === null || principal.negated || !principal.entries.every(({ kind }) => kind === 'everyone');
    case RESOURCE_LAYER:
    case ACCESS_POINT_LAYER:
    case ENDPOINT_LAYER:
      return principal === null;
  }
}

/**
 * Whether what the layer's policies must hold is missing, or what they cannot hold is there: a Resource, which only
 * some resources' own policies may leave out (that depends on the resource asked for), and NotAction in an RCP (D15).
 */
function isIncomplete({ resource, action }: Statement, layer: LayerNumber): boolean {
  if (layer === RCP_LAYER && action.negated) return true;
  return resource === null && layer !== RESOURCE_LAYER;
}
