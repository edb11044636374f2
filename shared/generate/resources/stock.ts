import type { Ground } from '../ground.ts';
import type { PrincipalDraft } from '../principals.ts';
import { daysBefore } from '../principals.ts';
import type { Random } from '../random.ts';
import { APPS, CONFIDENTIALITY, ENVIRONMENTS, PURPOSES } from '../words.ts';

/** A line of resources.jsonl. */
export type ResourceText = { readonly arn: string; readonly type: string } & Readonly<Record<string, unknown>>;

/** A key that other resources may lie under. */
export interface KeyDraft {
  readonly arn: string;
  readonly region: string;
  readonly team: string;
  readonly alias: string;
}

/** Whom and what a resource can name: the account's principals and keys, and names drawn the way policies expect them. */
export interface Stock {
  readonly ground: Ground;
  readonly principals: readonly PrincipalDraft[];
  readonly keys: readonly KeyDraft[];
  /** Principals of the other accounts of the organization that were generated before this one. */
  readonly abroad: readonly string[];
}

/** One resource to be made: whose it is, what it is called, where it lies. */
export interface Slot {
  readonly stock: Stock;
  readonly random: Random;
  /** Unique among the account's resources. */
  readonly number: number;
  /** The place among those of its kind, from 0: what only a few have goes by it, so that each profile has some. */
  readonly serial: number;
  readonly team: string;
  readonly app: string;
  readonly purpose: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: string;
}

export function slot(stock: Stock, random: Random, number: number, serial: number): Slot {
  const { ground } = stock;
  const team = random.pick(ground.teams);
  const purpose = random.pick(PURPOSES);
  const tags: Record<string, string> = {};
  if (random.chance(0.85)) tags['team'] = team;
  if (random.chance(0.7)) tags['environment'] = random.pick(ENVIRONMENTS);
  if (random.chance(0.4)) tags['confidentiality'] = random.pick(CONFIDENTIALITY);
  return {
    stock,
    random,
    number,
    serial,
    team,
    app: random.pick(APPS),
    purpose,
    region: random.chance(0.7) ? (ground.place.regions[0] ?? 'eu-west-1') : random.pick(ground.place.regions),
    tags,
    createdAt: daysBefore(ground.collectedAt, random.between(1, 2000)),
  };
}

/** `team-app-purpose-7`. */
export function nameOf({ team, app, purpose, number }: Slot): string {
  return `${team}-${app}-${purpose}-${number}`;
}

export function arnIn({ stock, region }: Slot, service: string, rest: string): string {
  return `arn:aws:${service}:${region}:${stock.ground.place.accountId}:${rest}`;
}

/** What every line has. */
export function line(slot: Slot, type: string, arn: string, rest: Readonly<Record<string, unknown>>): ResourceText {
  const region = arn.split(':')[3];
  return { arn, type, region: region === '' ? slot.region : region, name: nameOf(slot), tags: slot.tags, ...rest };
}

/** A key of the account in the resource's Region, by ARN; null where it has none there. */
export function keyOf({ stock, region, team, random }: Slot): string | null {
  const near = stock.keys.filter((key) => key.region === region);
  if (near.length === 0) return null;
  const own = near.filter((key) => key.team === team);
  return random.pick(own.length === 0 ? near : own).arn;
}

/** ARNs of principals of those jobs, of the slot's team where there are any. */
export function principalArns(
  { stock, team, random }: Slot,
  jobs: readonly string[],
  count: number,
): readonly string[] {
  const fit = stock.principals.filter(({ job }) => jobs.includes(job));
  const own = fit.filter((one) => one.team === team);
  return random.some(own.length >= count ? own : fit, count).map(({ arn }) => arn);
}

/** A role that runs in the service, by ARN. */
export function roleFor(slot: Slot): string {
  const [found] = principalArns(slot, ['workload', 'stamped', 'broker'], 1);
  return found ?? `arn:aws:iam::${slot.stock.ground.place.accountId}:role/service-role/${nameOf(slot)}`;
}
