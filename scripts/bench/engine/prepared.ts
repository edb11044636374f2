import { type PreparedWorld, prepare } from '../../../shared/authorization/decide.ts';
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
const BATCH = 50_000;
/** Every so many requests one is put to the reference too. */
const SAMPLE = 100;

/** Decides `requests` distinct requests, drawn over all worlds in batches; drawing them is not measured. */
export function measurePrepared(seed: number, requests: number): PreparedFigures {
  const random = new Random(seed);
  const worlds: { readonly world: World; readonly prepared: PreparedWorld }[] = [];
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  let all = 0;
  let conditional = 0;
  for (let i = 0; i < WORLDS; i++) {
    const world = parsed(drawWorld(random, 20 + random.below(175)));
    const statements = policiesOf(world).flatMap(({ document }) => document.statements);
    least = Math.min(least, statements.length);
    most = Math.max(most, statements.length);
    all += statements.length;
    conditional += statements.filter(({ conditions }) => conditions.length > 0).length;
    worlds.push({ world, prepared: prepare(world) });
  }
  let allowed = 0;
  let checksum = 0;
  let sample = 0;
  let disagreements = 0;
  let bare = 0;
  let full = 0;
  let slow = 0;
  for (let done = 0; done < requests; done += BATCH) {
    const size = Math.min(BATCH, requests - done);
    const batch = Array.from({ length: size }, (_, i) => {
      const { world, prepared } = random.pick(worlds);
      return { world, prepared, request: drawRequest(random, done + i) };
    });
    const outcomes: string[] = [];
    bare += cpuSeconds(() => {
      for (let i = 0; i < batch.length; i++) outcomes.push(batch[i]!.prepared.outcome(batch[i]!.request)); // i < length
    });
    let reasons = 0;
    full += cpuSeconds(() => {
      for (let i = 0; i < batch.length; i++) reasons += batch[i]!.prepared.decide(batch[i]!.request).because.length; // i < length
    });
    for (const outcome of outcomes) {
      if (outcome === 'allowed') allowed++;
      checksum = (Math.imul(checksum, 31) + outcome.length * 7 + outcome.charCodeAt(0)) | 0;
    }
    checksum = (Math.imul(checksum, 31) + reasons) | 0;
    const sampled = batch.flatMap(({ world, request }, i) => (i % SAMPLE === 0 ? [{ world, request, i }] : []));
    sample += sampled.length;
    slow += cpuSeconds(() => {
      for (const { world, request, i } of sampled) {
        if (differs(world, request, outcomes[i]!, batch[i]!.prepared)) disagreements++; // i is of the batch
      }
    });
  }
  return {
    worlds: WORLDS,
    statements: { least, most, withConditions: conditional / all },
    requests,
    allowed: allowed / requests,
    decisionsPerSecond: requests / bare,
    withReasonsPerSecond: requests / full,
    referencePerSecond: sample / slow,
    sample,
    disagreements,
    checksum: (checksum >>> 0).toString(16),
  };
}

function differs(world: World, request: Request, outcome: string, prepared: PreparedWorld): boolean {
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
