import { SERVICE_LINKED } from './aws-managed/for-services.ts';
import { type Ground, iamArn } from './ground.ts';
import type { Random } from './random.ts';
import { APPS, ENVIRONMENTS, FAMILY_NAMES, GIVEN_NAMES } from './words.ts';

/** What a principal is there for: decides its name, its trust policy and what it is given. */
export type Job =
  | 'person'
  | 'machine-user'
  | 'administrator'
  | 'power-user'
  | 'reader'
  | 'auditor'
  | 'engineer'
  | 'pipeline'
  | 'deployer'
  | 'release'
  | 'partner'
  | 'federated'
  | 'identity-center'
  | 'service-linked'
  | 'broker'
  | 'workload'
  | 'stamped';

/** A user or role, before it is given anything. */
export interface PrincipalDraft {
  readonly kind: 'user' | 'role';
  readonly job: Job;
  /** The place among those of the same job, from 0. */
  readonly number: number;
  readonly arn: string;
  readonly path: string;
  readonly name: string;
  /** AIDA… or AROA…. */
  readonly id: string;
  readonly team: string;
  readonly app: string;
  readonly createdAt: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Which template it is stamped from; null: none. */
  readonly template: number | null;
}

/** Shares of the jobs; what is left over are workloads. */
const SHARES: readonly (readonly [Job, number])[] = [
  ['person', 0.12],
  ['machine-user', 0.03],
  ['administrator', 0.015],
  ['power-user', 0.02],
  ['reader', 0.06],
  ['auditor', 0.07],
  ['engineer', 0.1],
  ['pipeline', 0.025],
  ['deployer', 0.02],
  ['release', 0.015],
  ['partner', 0.02],
  ['federated', 0.02],
  ['identity-center', 0.05],
  ['service-linked', 0.03],
  ['broker', 0.01],
];

/** Those of whom a templated account has single ones; everyone else is stamped. */
const SINGLE: readonly Job[] = [
  'person',
  'machine-user',
  'administrator',
  'pipeline',
  'deployer',
  'release',
  'partner',
  'service-linked',
  'broker',
  'workload',
];

/** That many users and roles, each with a job. */
export function principalsOf(ground: Ground, count: number): readonly PrincipalDraft[] {
  const { classes } = ground.profile;
  const random = ground.random.fork('principals');
  if (classes === null) {
    const counts = SHARES.map(([job, share]) => [job, atMost(job, Math.max(1, Math.round(count * share)))] as const);
    return drafts(ground, random, counts, count, 'workload', 0);
  }
  const distinct = Math.max(SINGLE.length + 2, Math.round(count * classes));
  const each = Math.max(1, Math.floor((distinct * 0.4) / SINGLE.length));
  const counts = SINGLE.map((job) => [job, atMost(job, each)] as const);
  const singles = counts.reduce((sum, [, n]) => sum + n, 0);
  return drafts(ground, random, counts, count, 'stamped', Math.max(1, distinct - singles));
}

/** A service has one linked role. */
function atMost(job: Job, count: number): number {
  return job === 'service-linked' ? Math.min(count, SERVICE_LINKED.length) : count;
}

function drafts(
  ground: Ground,
  random: Random,
  counts: readonly (readonly [Job, number])[],
  total: number,
  rest: Job,
  templates: number,
): readonly PrincipalDraft[] {
  const jobs = counts.flatMap(([job, n]) => Array.from({ length: n }, (_, number) => ({ job, number })));
  const left = Array.from({ length: Math.max(0, total - jobs.length) }, (_, number) => ({ job: rest, number }));
  return [...jobs, ...left].slice(0, total).map(({ job, number }) => {
    const template = job === 'stamped' ? number % templates : null;
    return draft(ground, random, job, number, template);
  });
}

function draft(
  { place, teams, collectedAt }: Ground,
  random: Random,
  job: Job,
  number: number,
  template: number | null,
): PrincipalDraft {
  const kind = job === 'person' || job === 'machine-user' ? 'user' : 'role';
  // Those of one template are alike in everything but their name.
  const team = template === null ? random.pick(teams) : (teams[template % teams.length] as string); // below the length
  const app = template === null ? random.pick(APPS) : (APPS[template % APPS.length] as string); // likewise
  const { path, name } = named(random, job, number, team, app, place.regions[0] ?? 'eu-west-1', template);
  const id = random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 17);
  const age = random.between(20, 2400);
  return {
    kind,
    job,
    number,
    arn: iamArn(place, kind, path, name),
    path,
    name,
    id: (kind === 'user' ? 'AIDA' : 'AROA') + id,
    team,
    app,
    createdAt: daysBefore(collectedAt, age),
    tags: tagsOf(random, job, team, template),
    template,
  };
}

function named(
  random: Random,
  job: Job,
  number: number,
  team: string,
  app: string,
  region: string,
  template: number | null,
): { readonly path: string; readonly name: string } {
  switch (job) {
    case 'person':
      return { path: '/people/', name: `${random.pick(GIVEN_NAMES)}.${random.pick(FAMILY_NAMES)}${number}` };
    case 'machine-user':
      return { path: '/machines/', name: `ci-${team}-${number}` };
    case 'service-linked': {
      // INVARIANT: there are no more of them than services.
      const { service, roleName } = SERVICE_LINKED[number] as (typeof SERVICE_LINKED)[number];
      return { path: `/aws-service-role/${service}/`, name: roleName };
    }
    case 'identity-center': {
      const set = ['Administrator', 'PowerUser', 'ReadOnly', 'Billing', 'Support', 'Data'][number % 6] ?? 'ReadOnly';
      const suffix = number < 6 ? '' : `-${team}-${number}`;
      const path = `/aws-reserved/sso.amazonaws.com/${region}/`;
      return { path, name: `AWSReservedSSO_${set}${suffix}_${random.hex(16)}`.slice(0, 64) };
    }
    case 'stamped':
      if ((template ?? 0) % 3 === 0) {
        const path = `/aws-reserved/sso.amazonaws.com/${region}/`;
        return { path, name: `AWSReservedSSO_Set${template}-${number}_${random.hex(16)}` };
      }
      return { path: '/stamped/', name: `project-${String(number).padStart(4, '0')}-set${template}` };
    case 'workload':
      return { path: `/${team}/`, name: `${team}-${app}-${number}` };
    case 'pipeline':
    case 'deployer':
    case 'release':
      return { path: '/delivery/', name: `${job}-${team}-${number}` };
    default:
      return { path: '/', name: `${job}-${team}-${number}` };
  }
}

function tagsOf(random: Random, job: Job, team: string, template: number | null): Readonly<Record<string, string>> {
  if (template !== null) return { team, costCenter: String(4100 + template) };
  // Many are untagged, and some not the way the policies expect it.
  if (job === 'service-linked' || random.chance(0.25)) return {};
  const tags: Record<string, string> = { team };
  if (random.chance(0.5)) tags['costCenter'] = String(random.between(4100, 4299));
  if (random.chance(0.3)) tags['environment'] = random.pick(ENVIRONMENTS);
  return tags;
}

/** A time of the snapshot's day, that many days earlier. */
export function daysBefore(time: string, days: number): string {
  return new Date(Date.parse(time) - days * 86_400_000).toISOString().replace('.000', '');
}
