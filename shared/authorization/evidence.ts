import { certain, type Forms, NOBODY, possible } from './forms.ts';
import { MAYBE, NO, type Tri, YES } from './truth.ts';
import { BOUNDARY, IDENTITY, type Limits, SESSION_POLICY } from './ways.ts';

/** What all statements that apply to one request add up to, layer by layer. Reused from request to request. */
export class Evidence {
  /** A statement of the resource's own policy denies. */
  deniedByResource: Tri = NO;
  /** A statement of any other layer denies. */
  deniedElsewhere: Tri = NO;
  identity: Tri = NO;
  boundary: Tri = NO;
  session: Tri = NO;
  /** Each boundary of the caller. */
  readonly boundaries: Tri[];
  /** Each level: root, OUs, account. */
  readonly scpLevels: Tri[];
  readonly endpoints: Tri[];
  resource: Forms = NOBODY;
  accessPoint: Forms = NOBODY;

  constructor(boundaries: number, scpLevels: number, endpoints: number) {
    this.boundaries = Array<Tri>(boundaries).fill(NO);
    this.scpLevels = Array<Tri>(scpLevels).fill(NO);
    this.endpoints = Array<Tri>(endpoints).fill(NO);
  }

  /** Nothing found yet; the arguments: what each layer says before any statement, YES where it does not bind. */
  reset(identity: Tri, boundary: Tri, session: Tri, scp: Tri): void {
    this.deniedByResource = NO;
    this.deniedElsewhere = NO;
    this.identity = identity;
    this.boundary = boundary;
    this.session = session;
    this.resource = NOBODY;
    this.accessPoint = NOBODY;
    setAll(this.boundaries, NO);
    setAll(this.scpLevels, scp);
    setAll(this.endpoints, NO);
  }

  /** Whether all of the caller's own layers in the mask allow. */
  allowedBy(limits: Limits): Tri {
    let result: Tri = YES;
    if ((limits & IDENTITY) !== 0 && this.identity < result) result = this.identity;
    if ((limits & BOUNDARY) !== 0 && this.boundary < result) result = this.boundary;
    if ((limits & SESSION_POLICY) !== 0 && this.session < result) result = this.session;
    return result;
  }
}

function setAll(values: Tri[], to: Tri): void {
  for (let i = 0; i < values.length; i++) values[i] = to;
}

/** Whether the forms name the caller in one of the wanted ways. */
export function named(forms: Forms, wanted: Forms): Tri {
  if ((certain(forms) & wanted) !== 0) return YES;
  return (possible(forms) & wanted) !== 0 ? MAYBE : NO;
}

export function least(values: readonly Tri[]): Tri {
  let result: Tri = YES;
  for (let i = 0; i < values.length; i++) if (values[i]! < result) result = values[i]!; // i < length
  return result;
}

export function lesser(a: Tri, b: Tri): Tri {
  if (a < b) return a;
  return b;
}

export function greatest(a: Tri, b: Tri): Tri {
  if (a > b) return a;
  return b;
}
