/**
 * Kinds of generated accounts:
 * `ordinary`: about two thirds of the pairs have some access, few different conditions;
 * `hard`: policies and conditions of their own for every principal and most resources;
 * `templated`: permission sets, about one class in twenty principals, object prefixes, three accounts.
 */
export const PROFILES = ['ordinary', 'hard', 'templated'] as const;
export type Profile = (typeof PROFILES)[number];

export interface GenerateQuestion {
  readonly seed: number;
  readonly profile: Profile;
  /** Users and roles, over all accounts. */
  readonly principals: number;
  /** Resources apart from IAM's, over all accounts. */
  readonly resources: number;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Names that everything generated draws from. */
export const TEAMS = ['checkout', 'search', 'billing', 'platform', 'data', 'mobile', 'growth', 'security'] as const;
export const STAGES = ['production', 'staging', 'development'] as const;
export const REGIONS = ['eu-west-1', 'us-east-1'] as const;
export const ORGANIZATION_ID = 'o-generated1';
export const MANAGEMENT_ACCOUNT = '900000000001';
/** Accounts that policies name and nobody read. */
export const OUTSIDE_ACCOUNTS = ['900000000777', '900000000778', '900000000779'] as const;

export function tagsOf(index: number): { readonly team: string; readonly stage: string } {
  return {
    team: TEAMS[index % TEAMS.length] ?? TEAMS[0],
    stage: STAGES[Math.floor(index / TEAMS.length) % STAGES.length] ?? STAGES[0],
  };
}

/** Account ids of a profile, the first the one that is analysed. */
export function accountIds(profile: Profile): readonly [string, ...string[]] {
  return profile === 'templated' ? ['900000000002', '900000000003', '900000000004'] : ['900000000002'];
}
