import type { NamedPolicy } from '../../policy/model.ts';
import type { Layer, Reason } from '../decision.ts';
import type { CompiledStatement } from './compiled-statement.ts';

/** The layers made of policies, as small numbers in the order of `LAYERS`. */
export const IDENTITY_LAYER = 0;
export const RESOURCE_LAYER = 1;
export const ACCESS_POINT_LAYER = 2;
export const BOUNDARY_LAYER = 3;
export const SESSION_LAYER = 4;
export const SCP_LAYER = 5;
export const RCP_LAYER = 6;
export const ENDPOINT_LAYER = 7;

export type LayerNumber = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

const NAMES: readonly Layer[] = [
  'identity',
  'resource',
  'access-point',
  'boundary',
  'session',
  'scp',
  'rcp',
  'vpc-endpoint',
];

/** One statement in its place in the world; `compiled` null: a part of the document that could not be read. */
export class Entry {
  readonly compiled: CompiledStatement | null;
  readonly layer: LayerNumber;
  /** SCP and RCP: the level; boundaries and endpoint policies: which of them; else 0. */
  readonly index: number;
  readonly policy: NamedPolicy;
  /** JSON pointer to the policy in the question, e.g. `/serviceControlPolicies/1/0`. */
  readonly where: string;
  /** Its Principal is what this layer's policies cannot hold: AWS would not have saved it. */
  readonly principalMisplaced: boolean;
  /** It lacks what this layer's policies must hold, or holds another element that they cannot. */
  readonly incomplete: boolean;
  /** The layer's policies name nobody: their statements reach every caller whom the layer binds. */
  readonly namesNobody: boolean;
  #reason: Reason | null = null;

  constructor(
    compiled: CompiledStatement | null,
    layer: LayerNumber,
    index: number,
    policy: NamedPolicy,
    where: string,
    principalMisplaced: boolean,
    incomplete: boolean,
  ) {
    this.compiled = compiled;
    this.layer = layer;
    this.index = index;
    this.policy = policy;
    this.where = where;
    this.principalMisplaced = principalMisplaced;
    this.incomplete = incomplete;
    this.namesNobody =
      compiled !== null &&
      !principalMisplaced &&
      (layer === IDENTITY_LAYER || layer === BOUNDARY_LAYER || layer === SESSION_LAYER || layer === SCP_LAYER);
  }

  /** Whether the Action element covers the action (in lower case), or may. */
  reaches(foldedAction: string): boolean {
    return this.compiled === null || this.compiled.reaches(foldedAction);
  }

  /** The entry as a reason of a decision. */
  get reason(): Reason {
    const statement = this.compiled?.statement ?? null;
    this.#reason ??= {
      layer: NAMES[this.layer]!, // eight names for eight numbers
      level: this.layer === SCP_LAYER || this.layer === RCP_LAYER ? this.index : null,
      policy: this.policy.name,
      statement: statement?.index ?? null,
      sid: statement?.sid ?? null,
      effect: statement?.effect ?? 'silent',
    };
    return this.#reason;
  }
}
