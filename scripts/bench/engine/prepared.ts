import { type PreparedWorld, prepare } from '../../../shared/authorization/decide.ts';
import type { Outcome } from '../../../shared/authorization/decision.ts';
import type { Request, World } from '../../../shared/authorization/request.ts';
import { parsePolicy } from '../../../shared/policy/parse.ts';
import { referenceDecide } from '../../../shared/reference/decide.ts';
import { cpuSeconds } from './cpu-time.ts';
import { Random } from './random.ts';
import { drawRequest, drawWorld, type WrittenPolicy, type WrittenWorld } from './worlds.ts';

/** What was measured on prepared worlds. */
export interface PreparedFigures {
  readonly worlds: number;
  readonly statements: { readonly least: number; readonly most: number; readonly withConditions: number };
  readonly requests: number;
  readonly allowed: number;
  readonly decisionsPerSecond: number;
  readonly withReasonsPerSecond: number;
  readonly referencePerSecond: number;
  /** Requests of the sample, and how many of them the reference answers otherwise. */
  readonly sample: number;
  readonly disagreements: number;
  readonly checksum: string;
}

const WORLDS = 1_200;
/**
 * Requests of each world before the measured ones, none of them measured again: statements are compiled and actions
 * looked up when first asked for, which is what makes a world ready.
 */
const WARM_UP = 1_200;
/** Every so many requests one is put to the reference too. */
const SAMPLE = 200;

/**
 * Decides `requests` distinct requests, a world after the other, as an analysis of accounts does. Drawing worlds and
 * requests is not measured.
 */
export function measurePrepared(seed: number, requests: number): PreparedFigures {
  const random = new Random(seed);
  const each = Math.ceil(requests / WORLDS);
  const statements = { least: Number.POSITIVE_INFINITY, most: 0, all: 0, withConditions: 0 };
  let allowed = 0;
  let checksum = 0;
  let sample = 0;
  let disagreements = 0;
  let bare = 0;
  let full = 0;
  let slow = 0;
  for (let n = 0; n < WORLDS; n++) {
    const world = parsed(drawWorld(random, 30 + random.below(155)));
    count(world, statements);
    const prepared = prepare(world);
    for (let i = 0; i < WARM_UP; i++) prepared.decide(drawRequest(random, i));
    const batch = Array.from({ length: each }, (_, i) => drawRequest(random, n * each + i));
    const outcomes: Outcome[] = [];
    bare += cpuSeconds(() => {
      for (let i = 0; i < batch.length; i++) outcomes.push(prepared.outcome(batch[i]!)); // i < length
    });
    let reasons = 0;
    full += cpuSeconds(() => {
      for (let i = 0; i < batch.length; i++) reasons += prepared.decide(batch[i]!).because.length; // i < length
    });
    for (const outcome of outcomes) {
      if (outcome === 'allowed') allowed++;
      checksum = (Math.imul(checksum, 31) + outcome.length * 7 + outcome.charCodeAt(0)) | 0;
    }
    checksum = (Math.imul(checksum, 31) + reasons) | 0;
    slow += cpuSeconds(() => {
      for (let i = n % SAMPLE; i < batch.length; i += SAMPLE) {
        sample++;
        if (differs(world, batch[i]!, outcomes[i]!, prepared)) disagreements++; // i < length
      }
    });
  }
  const decided = each * WORLDS;
  return {
    worlds: WORLDS,
    statements: {
      least: statements.least,
      most: statements.most,
      withConditions: statements.withConditions / statements.all,
    },
    requests: decided,
    allowed: allowed / decided,
    decisionsPerSecond: decided / bare,
    withReasonsPerSecond: decided / full,
    referencePerSecond: sample / slow,
    sample,
    disagreements,
    checksum: (checksum >>> 0).toString(16),
  };
}

function count(world: World, into: { least: number; most: number; all: number; withConditions: number }): void {
  const statements = policiesOf(world).flatMap(({ document }) => document.statements);
  into.least = Math.min(into.least, statements.length);
  into.most = Math.max(into.most, statements.length);
  into.all += statements.length;
  into.withConditions += statements.filter(({ conditions }) => conditions.length > 0).length;
}

function differs(world: World, request: Request, outcome: Outcome, prepared: PreparedWorld): boolean {
  const expected = referenceDecide(world, request).decision;
  return expected !== outcome || prepared.decide(request).decision !== outcome;
}

function parsed(written: WrittenWorld): World {
  const one = ({ name, document }: WrittenPolicy) => ({ name, document: parsePolicy(document) });
  return {
    identityPolicies: written.identityPolicies.map(one),
    permissionsBoundaries: written.permissionsBoundaries?.map(one) ?? null,
    sessionPolicies: written.sessionPolicies?.map(one) ?? null,
    resourcePolicy: written.resourcePolicy === null ? null : one(written.resourcePolicy),
    serviceControlPolicies: written.serviceControlPolicies?.map((level) => level.map(one)) ?? null,
    resourceControlPolicies: written.resourceControlPolicies?.map((level) => level.map(one)) ?? null,
    vpcEndpointPolicies: written.vpcEndpointPolicies?.map(one) ?? null,
    facts: null,
  };
}

function policiesOf(world: World) {
  return [
    ...world.identityPolicies,
    ...(world.permissionsBoundaries ?? []),
    ...(world.sessionPolicies ?? []),
    ...(world.resourcePolicy === null ? [] : [world.resourcePolicy]),
    ...(world.serviceControlPolicies ?? []).flat(),
    ...(world.resourceControlPolicies ?? []).flat(),
    ...(world.vpcEndpointPolicies ?? []),
  ];
}
