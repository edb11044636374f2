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
      entries.push(new Entry(compiled, layer, index, policy, where, isMisplaced(compiled.statement, layer)));
    }
    if (open) entries.push(new Entry(null, layer, index, policy, where, false));
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
 * Whether the statement holds what its layer's policies cannot: a Principal in identity policies, boundaries, session
 * policies and SCPs (D11), none in the others; no Resource, which only some resource policies may leave out; in an RCP
 * anything but `Principal: "*"` and Action (D15).
 */
function isMisplaced({ principal, resource, action }: Statement, layer: LayerNumber): boolean {
  switch (layer) {
    case IDENTITY_LAYER:
    case BOUNDARY_LAYER:
    case SESSION_LAYER:
    case SCP_LAYER:
      return principal !== null || resource === null;
    case RCP_LAYER:
      if (principal === null || principal.negated || action.negated || resource === null) return true;
      return !principal.entries.every(({ kind }) => kind === 'everyone');
    case ACCESS_POINT_LAYER:
    case ENDPOINT_LAYER:
      return principal === null || resource === null;
    case RESOURCE_LAYER:
      // Whether Resource may be missing depends on the resource asked for.
      return principal === null;
  }
}
