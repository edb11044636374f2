import { Conditions } from './conditions.ts';
import type { Profile } from './profile.ts';
import type { Random } from './random.ts';
import { COMPANY, TEAMS } from './words.ts';

/** An account to be made: who it is, beside its principals and resources. */
export interface Place {
  readonly accountId: string;
  readonly alias: string;
  /** Enabled Regions; the first is where most of it is. */
  readonly regions: readonly string[];
}

/** An outside company that is let in, or tries to be. */
export interface Stranger {
  readonly accountId: string;
  readonly name: string;
  readonly externalId: string;
}

export interface Organization {
  readonly id: string;
  readonly rootId: string;
  readonly workloadsId: string;
  readonly sandboxId: string;
  readonly managementAccountId: string;
  readonly securityAccountId: string;
}

/** What all parts of one account are drawn from. */
export interface Ground {
  readonly profile: Profile;
  readonly random: Random;
  readonly place: Place;
  /** Every account that is generated, this one too. */
  readonly places: readonly Place[];
  readonly organization: Organization;
  readonly strangers: readonly Stranger[];
  readonly teams: readonly string[];
  readonly conditions: Conditions;
  /** When the snapshot was taken. */
  readonly collectedAt: string;
}

/** Account ids as AWS's documentation uses them. */
const PLACES: readonly Place[] = [
  { accountId: '111122223333', alias: `${COMPANY}-production`, regions: ['eu-west-1', 'eu-central-1', 'us-east-1'] },
  { accountId: '444455556666', alias: `${COMPANY}-data`, regions: ['eu-west-1', 'us-east-1'] },
  { accountId: '777788889999', alias: `${COMPANY}-tools`, regions: ['eu-central-1', 'eu-west-1'] },
];

const STRANGERS: readonly Stranger[] = [
  { accountId: '123456789012', name: 'monitoring', externalId: 'mon-48151623' },
  { accountId: '210987654321', name: 'backup-vendor', externalId: 'bkp-42108642' },
  { accountId: '999988887777', name: 'auditors', externalId: 'aud-31415926' },
];

export const ORGANIZATION: Organization = {
  id: 'o-bw4t3r9x1k',
  rootId: 'r-b7w2',
  workloadsId: 'ou-b7w2-workload1',
  sandboxId: 'ou-b7w2-sandbox01',
  managementAccountId: '101010101010',
  securityAccountId: '202020202020',
};

/** The grounds of a profile's accounts; `principals` decides how many teams there are. */
export function grounds(profile: Profile, random: Random, principals: number): readonly Ground[] {
  const places = PLACES.slice(0, profile.accounts);
  const teams = TEAMS.slice(0, Math.min(TEAMS.length, Math.max(6, Math.round(principals / 16))));
  return places.map((place) => ({
    profile,
    random: random.fork(place.accountId),
    place,
    places,
    organization: ORGANIZATION,
    strangers: STRANGERS,
    teams,
    conditions: new Conditions(random.fork(`${place.accountId} conditions`), profile.unique),
    collectedAt: '2026-11-20T01:30:00Z',
  }));
}

export function iamArn({ accountId }: Place, kind: string, path: string, name: string): string {
  return `arn:aws:iam::${accountId}:${kind}${path}${name}`;
}
