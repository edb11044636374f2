import type { PolicyDocument } from '../../policy/model.ts';
import { because } from '../because.ts';
import type { Decision, Outcome } from '../decision.ts';
import { outcomeOf } from '../evaluation-logic.ts';
import { Evidence } from '../evidence.ts';
import { certain, type Forms, NOBODY, uncertain } from '../forms.ts';
import { resourceControlPoliciesBind } from '../layers/resource-control-policy.ts';
import { serviceControlPoliciesBind } from '../layers/service-control-policy.ts';
import { sessionPoliciesOf } from '../layers/session-policy.ts';
import { isRole } from '../layers/trust-policy.ts';
import { notEvaluated } from '../not-evaluated.ts';
import { ownersOf, Question } from '../question.ts';
import type { Request, World } from '../request.ts';
import { MAYBE, NO, type Tri, YES } from '../truth.ts';
import { ActionIndex } from './action-index.ts';
import { actionText } from './action-text.ts';
import { type CompiledDocument, compileDocument, compileOnce } from './compiled-document.ts';
import { entriesOf } from './entries.ts';
import {
  ACCESS_POINT_LAYER,
  BOUNDARY_LAYER,
  ENDPOINT_LAYER,
  type Entry,
  IDENTITY_LAYER,
  RCP_LAYER,
  RESOURCE_LAYER,
  SCP_LAYER,
  SESSION_LAYER,
} from './entry.ts';
import { appliesTo, formsOf, type Match } from './match.ts';

/** A world made ready: any number of requests, one after the other. */
export interface PreparedWorld {
  /** The answer alone. */
  outcome(request: Request): Outcome;
  /** The answer with everything that determined it, and what was not evaluated. */
  decide(request: Request): Decision;
}

/** Makes a world ready. What it compiles it compiles when first asked for; documents are compiled once for all worlds. */
export function prepare(world: World): PreparedWorld {
  return new Prepared(world, compileDocument);
}

/** The same for a world whose documents stand in no other. */
export function prepareOnce(world: World): PreparedWorld {
  return new Prepared(world, compileOnce);
}

class Prepared implements PreparedWorld {
  readonly #world: World;
  readonly #question: Question;
  readonly #evidence: Evidence;
  readonly #entries: readonly Entry[];
  readonly #index: ActionIndex;

  constructor(world: World, compile: (document: PolicyDocument) => CompiledDocument) {
    this.#world = world;
    this.#question = new Question(world);
    this.#evidence = new Evidence(
      world.permissionsBoundaries?.length ?? 0,
      world.serviceControlPolicies?.length ?? 0,
      world.vpcEndpointPolicies?.length ?? 0,
    );
    this.#entries = entriesOf(world, compile);
    this.#index = new ActionIndex(this.#entries);
  }

  outcome(request: Request): Outcome {
    this.#weigh(request, null);
    return this.#outcome();
  }

  decide(request: Request): Decision {
    const matches: Match[] = [];
    this.#weigh(request, matches);
    const decision = this.#outcome();
    const question = this.#question;
    const owners = ownersOf(question);
    return {
      decision,
      because: because(decision, matches, this.#evidence, question, owners),
      notEvaluated: notEvaluated(
        decision,
        matches,
        question,
        owners,
        this.#index.reachedBy(question.actionText).unknown,
      ),
    };
  }

  /** Where the owner of the resource is not known, both readings must agree (A08). */
  #outcome(): Outcome {
    const owners = ownersOf(this.#question);
    const second = owners[1];
    const outcome = outcomeOf(this.#evidence, this.#question, owners[0]);
    if (second === undefined || outcome === outcomeOf(this.#evidence, this.#question, second)) return outcome;
    return 'undetermined';
  }

  /** Puts every statement that the action reaches to the request; with `matches`, remembers those that apply. */
  #weigh(request: Request, matches: Match[] | null): void {
    const question = this.#question;
    const evidence = this.#evidence;
    const action = actionText(request.action);
    question.ask(request, action);
    const binding = this.#begin();
    const reached = this.#index.reachedBy(action).places;
    for (let word = 0; word < reached.length; word++) {
      for (let bits = reached[word]!; bits !== 0; bits &= bits - 1) {
        const entry = this.#entries[(word << 5) + 31 - Math.clz32(bits & -bits)]!; // the lowest bit's place
        if ((binding & (1 << entry.layer)) === 0) continue;
        // Where reasons are not asked for, an allow that is already had need not be looked at, nor anything behind a deny.
        if (matches === null && isHad(entry, evidence)) continue;
        const forms = formsOf(entry, question);
        if (forms === NOBODY) continue;
        let applies = appliesTo(entry, question);
        if (applies === NO) continue;
        // A statement that names the caller perhaps applies perhaps.
        if (certain(forms) === 0) applies = MAYBE;
        this.#count(entry, applies, forms);
        matches?.push({ entry, applies, forms });
        if (matches === null && evidence.deniedElsewhere === YES) return;
      }
    }
    this.#conclude();
  }

  /** Clears the evidence, and says which layers bind the caller, as a bit mask of layer numbers. */
  #begin(): number {
    const question = this.#question;
    const world = this.#world;
    const session = sessionPoliciesOf(question) !== null;
    const scp = world.serviceControlPolicies !== null && serviceControlPoliciesBind(question);
    // Root needs no identity policy, and has none (A01).
    const identity = question.principal.kind === 'root' ? YES : NO;
    this.#evidence.reset(identity, question.hasBoundary ? NO : YES, session ? NO : YES, scp ? NO : YES);
    let binding = (1 << ACCESS_POINT_LAYER) | (1 << ENDPOINT_LAYER);
    // A role's own policy is its trust policy, which only STS asks.
    if (world.resourcePolicy !== null && (question.service === 'sts' || !isRole(question)))
      binding |= 1 << RESOURCE_LAYER;
    if (question.isIamPrincipal) binding |= 1 << IDENTITY_LAYER;
    if (question.hasBoundary) binding |= 1 << BOUNDARY_LAYER;
    if (session) binding |= 1 << SESSION_LAYER;
    if (scp) binding |= 1 << SCP_LAYER;
    if (world.resourceControlPolicies !== null && resourceControlPoliciesBind(question)) binding |= 1 << RCP_LAYER;
    return binding;
  }

  #count(entry: Entry, applies: Tri, forms: Forms): void {
    const { compiled, layer, index } = entry;
    const evidence = this.#evidence;
    if (compiled === null || !compiled.allows) {
      if (layer === RESOURCE_LAYER) {
        if (applies > evidence.deniedByResource) evidence.deniedByResource = applies;
      } else if (applies > evidence.deniedElsewhere) evidence.deniedElsewhere = applies;
      if (compiled !== null) return;
    }
    switch (layer) {
      case IDENTITY_LAYER:
        if (applies > evidence.identity) evidence.identity = applies;
        break;
      case RESOURCE_LAYER:
        evidence.resource |= applies === YES ? forms : uncertain(forms);
        break;
      case ACCESS_POINT_LAYER:
        evidence.accessPoint |= applies === YES ? forms : uncertain(forms);
        break;
      case BOUNDARY_LAYER:
        raise(evidence.boundaries, index, applies);
        break;
      case SESSION_LAYER:
        if (applies > evidence.session) evidence.session = applies;
        break;
      case SCP_LAYER:
        raise(evidence.scpLevels, index, applies);
        break;
      case ENDPOINT_LAYER:
        raise(evidence.endpoints, index, applies);
        break;
      case RCP_LAYER:
        break;
    }
  }

  /** All boundaries must allow; a list that is set and empty allows nothing. */
  #conclude(): void {
    const { boundaries } = this.#evidence;
    if (!this.#question.hasBoundary || boundaries.length === 0) return;
    let least: Tri = YES;
    for (let i = 0; i < boundaries.length; i++) if (boundaries[i]! < least) least = boundaries[i]!; // i < length
    this.#evidence.boundary = least;
  }
}

/** Whether the entry is an allow that would add nothing to what is certain already. */
function isHad({ compiled, layer, index }: Entry, evidence: Evidence): boolean {
  if (compiled === null || !compiled.allows) return false;
  switch (layer) {
    case IDENTITY_LAYER:
      return evidence.identity === YES;
    case SESSION_LAYER:
      return evidence.session === YES;
    case BOUNDARY_LAYER:
      return evidence.boundaries[index] === YES;
    case SCP_LAYER:
      return evidence.scpLevels[index] === YES;
    case ENDPOINT_LAYER:
      return evidence.endpoints[index] === YES;
    case RCP_LAYER:
      return true;
    case RESOURCE_LAYER:
    case ACCESS_POINT_LAYER:
      return false;
  }
}

function raise(values: Tri[], index: number, to: Tri): void {
  if (to > values[index]!) values[index] = to; // INVARIANT: one place for each policy or level of the world
}
