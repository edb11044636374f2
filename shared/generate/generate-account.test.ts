import { describe, expect, test } from 'vitest';
import { analyzeAccess } from '../access/analyze.ts';
import type { Account } from '../account/model.ts';
import { readSnapshot } from '../account/snapshot.ts';
import { decide } from '../authorization/decide.ts';
import { type Census, censusOf } from './census/census.ts';
import { detailsOf } from './census/snapshot-json.ts';
import { type AccountSize, type GeneratedSnapshot, generateAccount } from './generate-account.ts';
import { holdersOf, mutateAccount } from './mutate-account.ts';
import { PROFILES } from './profile.ts';

const SMALL = { seed: 20261121, principals: 100, resources: 200 };
const LARGE = { seed: 20261121, principals: 1000, resources: 5000 };

function read({ files }: GeneratedSnapshot): Account {
  const found = readSnapshot(files);
  if ('problem' in found) throw new Error(JSON.stringify(found.problem));
  return found.account;
}

/** What every profile holds, however small: at least that many of each. */
const LEAST: Partial<Record<keyof Census, number>> = {
  users: 6,
  groups: 11,
  roles: 85,
  serviceRoles: 30,
  serviceLinkedRoles: 3,
  identityCenterRoles: 5,
  federatedRoles: 8,
  chains: 2,
  boundaries: 3,
  customerPolicies: 60,
  awsPolicies: 20,
  inlinePolicies: 20,
  resourceTypes: 20,
  resourceRegions: 3,
  resourcePolicies: 45,
  accessPoints: 2,
  keys: 5,
  grants: 5,
  serviceControlPolicies: 4,
  resourceControlPolicies: 3,
  endpointPolicies: 3,
  nestedNetworks: 2,
};

const LEAST_IN_POLICIES: Partial<Record<keyof Census['policies'], number>> = {
  documents2008: 2,
  denies: 20,
  notAction: 3,
  notResource: 2,
  notPrincipal: 1,
  forAllValues: 2,
  forAnyValue: 3,
  numeric: 5,
  date: 3,
  ip: 5,
  null: 3,
  ifExists: 5,
  variables: 10,
  variablesWithDefault: 3,
  objectPrefixes: 40,
  subResources: 20,
  anonymous: 20,
  accountPrincipals: 10,
  servicePrincipals: 30,
  federatedPrincipals: 8,
};

describe.each(PROFILES)('the profile %s', (profile) => {
  const size: AccountSize = { ...SMALL, profile };
  const made = generateAccount(size);
  const census = censusOf(made);

  test('has the size that was asked for', () => {
    expect(census.accounts).toBe(profile === 'templated' ? 3 : 1);
    expect(census.users + census.roles).toBe(SMALL.principals);
    expect(census.resources).toBe(SMALL.resources);
  });

  test('is the same text for the same seed, another one for another', () => {
    expect(generateAccount(size)).toEqual(made);
    expect(generateAccount({ ...size, seed: 1 })).not.toEqual(made);
  });

  test('is read in full: no gap, nothing that the reader does not know', () => {
    for (const snapshot of made) expect(read(snapshot).gaps).toEqual([]);
  });

  test('holds what real accounts hold, also where it is small', () => {
    const short = [...fewer(census, LEAST), ...fewer(census.policies, LEAST_IN_POLICIES)];
    expect(short).toEqual([]);
    for (const count of Object.values(census.encrypted)) expect(count).toBeGreaterThan(0);
    expect(census.largestAwsPolicy).toBeGreaterThan(800);
    expect(census.mostGrants).toBeGreaterThan(10 * census.medianGrants);
  });

  test('stays within the sizes that AWS allows (L09, D20)', () => {
    const { longest } = censusOf(generateAccount({ ...LARGE, profile }));
    expect(longest.managed).toBeLessThanOrEqual(6144);
    expect(longest.inlineOfRole).toBeLessThanOrEqual(10_240);
    expect(longest.inlineOfUser).toBeLessThanOrEqual(2048);
    expect(longest.trust).toBeLessThanOrEqual(2048);
    expect(longest.organization).toBeLessThanOrEqual(5120);
  });
});

describe('what sets the profiles apart, at 1,000 × 5,000', () => {
  const [ordinary, hard, templated] = PROFILES.map((profile) => censusOf(generateAccount({ ...LARGE, profile })));

  test('ordinary: few condition atoms; most principals differ', () => {
    expect(ordinary?.policies.atoms).toBeLessThan(500);
    expect(ordinary?.classes).toBeGreaterThan(850);
  });

  test('hard: some 5,000 condition atoms, policies of their own everywhere', () => {
    expect(hard?.policies.atoms).toBeGreaterThan(4500);
    expect(hard?.policies.atoms).toBeLessThan(5500);
    expect(hard?.classes).toBeGreaterThan(950);
    expect(hard?.customerPolicies).toBeGreaterThan(1000);
  });

  test('templated: one class in twenty principals, parts of shared buckets, Identity Center', () => {
    expect(templated?.classes).toBeLessThanOrEqual(60);
    expect(templated?.identityCenterRoles).toBeGreaterThan(300);
    expect(templated?.policies.objectPrefixes).toBeGreaterThan(500);
  });
});

describe('access in generated accounts', () => {
  test('ordinary: about two thirds of the pairs of principal and resource have some access', () => {
    const size = { seed: 7, principals: 50, resources: 100, profile: 'ordinary' } as const;
    const account = read(generateAccount(size)[0] as GeneratedSnapshot); // an ordinary account is one
    const principals = new Set([...account.users, ...account.roles].map(({ arn }) => arn));
    const resources = new Set(account.resources.map(({ arn }) => arn));
    const analysis = analyzeAccess({ accounts: [account], subject: account.accountId, decide });
    const pairs = new Set<string>();
    for (const { principalArn, resourceArn } of analysis.lines()) {
      if (resourceArn !== null && principals.has(principalArn) && resources.has(resourceArn)) {
        pairs.add(`${principalArn} ${resourceArn}`);
      }
    }
    const share = pairs.size / (principals.size * resources.size);
    expect(share).toBeGreaterThan(0.58);
    expect(share).toBeLessThan(0.75);
  });
});

describe('a night in which policies changed', () => {
  test.each(PROFILES)('%s: one in a hundred, held by one in a hundred at most, and nothing else', (profile) => {
    for (const { files } of generateAccount({ ...LARGE, principals: 400, resources: 300, profile })) {
      const before = detailsOf(files);
      const { files: after, changed } = mutateAccount(files, { seed: 3, share: 0.01 });
      const own = before.Policies.filter(({ Arn }) => !Arn.includes('::aws:'));
      expect(changed).toHaveLength(Math.max(1, Math.round(own.length * 0.01)));
      const holders = holdersOf(before);
      const most = Math.max(1, (before.UserDetailList.length + before.RoleDetailList.length) * 0.01);
      for (const arn of changed) expect(holders.get(arn)?.size).toBeLessThanOrEqual(most);
      const different = detailsOf(after).Policies.filter(
        (policy, at) => JSON.stringify(policy) !== JSON.stringify(before.Policies[at]),
      );
      expect(different.map(({ Arn }) => Arn).sort()).toEqual(changed);
      expect({ ...detailsOf(after), Policies: [] }).toEqual({ ...before, Policies: [] });
      expect('account' in readSnapshot(after)).toBe(true);
      expect(mutateAccount(files, { seed: 3, share: 0.01 }).files).toEqual(after);
    }
  });
});

/** What there is less of than the table asks for. */
function fewer<T extends object>(counted: T, table: Partial<Record<keyof T, number>>): readonly string[] {
  const entries = Object.entries(table) as [keyof T & string, number][]; // of a table by these keys
  return entries.flatMap(([name, least]) => {
    const count = Number(counted[name]);
    return count >= least ? [] : [`${name}: ${count}, expected at least ${least}`];
  });
}
