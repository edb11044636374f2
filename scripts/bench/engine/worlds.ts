import type { AccountFacts, Principal, Request } from '../../../shared/authorization/request.ts';
import { actionsOf } from '../../../shared/catalog/catalog.ts';
import type { Random } from './random.ts';

/** A policy as it stands in a line. */
export interface WrittenPolicy {
  readonly name: string;
  readonly document: { readonly Version: string; readonly Statement: readonly object[] };
}

/** The policies of a line, as JSON. */
export interface WrittenWorld {
  readonly identityPolicies: readonly WrittenPolicy[];
  readonly permissionsBoundaries: readonly WrittenPolicy[] | null;
  readonly sessionPolicies: readonly WrittenPolicy[] | null;
  readonly resourcePolicy: WrittenPolicy | null;
  readonly serviceControlPolicies: readonly (readonly WrittenPolicy[])[] | null;
  readonly resourceControlPolicies: readonly (readonly WrittenPolicy[])[] | null;
  readonly vpcEndpointPolicies: readonly WrittenPolicy[] | null;
}

const ACCOUNT = '111111111111';
const OTHER = '222222222222';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/service/app`;
export const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/app/s1`;
const SERVICES = ['s3', 'ec2', 'dynamodb', 'sqs', 'sns', 'lambda', 'kms', 'iam', 'logs', 'secretsmanager'] as const;
type Service = (typeof SERVICES)[number];

const ARNS: Readonly<Record<Service, (name: string) => string>> = {
  s3: (name) => `arn:aws:s3:::${name}`,
  ec2: (name) => `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-${name}`,
  dynamodb: (name) => `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/${name}`,
  sqs: (name) => `arn:aws:sqs:eu-west-1:${ACCOUNT}:${name}`,
  sns: (name) => `arn:aws:sns:eu-west-1:${ACCOUNT}:${name}`,
  lambda: (name) => `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:${name}`,
  kms: (name) => `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${name}`,
  iam: (name) => `arn:aws:iam::${ACCOUNT}:role/${name}`,
  logs: (name) => `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:${name}`,
  secretsmanager: (name) => `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:${name}`,
};

const TEAMS = ['red', 'green', 'blue', 'data', 'web', 'ops', 'ml', 'pay'] as const;

/** A third of all statements carry one of these. */
const CONDITIONS: readonly ((random: Random) => object)[] = [
  (random) => ({ StringEquals: { 'aws:ResourceTag/team': random.pick(TEAMS) } }),
  (random) => ({ StringLike: { 'aws:PrincipalTag/team': [random.pick(TEAMS), `${random.pick(TEAMS)}*`] } }),
  () => ({ Bool: { 'aws:SecureTransport': 'true' } }),
  (random) => ({ IpAddress: { 'aws:SourceIp': [`10.${random.below(256)}.0.0/16`, '203.0.113.0/24'] } }),
  () => ({ StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-other' } }),
  () => ({ ArnLike: { 'aws:PrincipalArn': [`arn:aws:iam::${ACCOUNT}:role/*`, `arn:aws:iam::${OTHER}:role/x`] } }),
  () => ({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['cost', 'team'] }, Null: { 'aws:TagKeys': 'false' } }),
  () => ({ DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } }),
];

/** Names that policies and requests share, so that some requests meet what policies name. */
function nameOf(random: Random): string {
  return `${random.pick(TEAMS)}-${random.below(12)}`;
}

/** Of each service the actions that principals use from day to day: every few of its list. */
const USED: ReadonlyMap<Service, readonly string[]> = new Map(
  SERVICES.map((service) => {
    const names = actionsOf(service).map(({ name }) => name);
    const step = Math.max(1, Math.floor(names.length / 24));
    return [service, names.filter((_, i) => i % step === 0)];
  }),
);

function actionName(random: Random, service: Service): string {
  return random.pick(USED.get(service) ?? []);
}

const ACTIONS: ReadonlyMap<Service, readonly string[]> = new Map(
  [...USED].map(([service, names]) => [service, names.map((name) => `${service}:${name}`)]),
);

function actionPattern(random: Random, service: Service): string {
  const name = random.chance(0.5) ? actionName(random, service) : random.pick(actionsOf(service)).name;
  const kind = random.next();
  if (kind < 0.55) return `${service}:${name}`;
  if (kind < 0.85) return `${service}:${name.slice(0, 3 + random.below(4))}*`;
  return kind < 0.93 ? `${service}:*` : `${service}:*${name.slice(-4)}`;
}

function statement(random: Random, service: Service, deny: number, principal: object): object {
  const arn = ARNS[service];
  const own = random.chance(0.12) ? service : random.pick(SERVICES);
  const actions = Array.from({ length: 1 + random.below(6) }, () => actionPattern(random, service));
  const kind = random.next();
  const resource =
    kind < 0.35
      ? '*'
      : kind < 0.7
        ? [`${arn(nameOf(random))}*`, `${arn(nameOf(random))}/*`]
        : kind < 0.9
          ? [arn(nameOf(random)), `${arn(nameOf(random))}/data/*`]
          : [`${ARNS[own]('')}*-prod-*`, `${arn('')}$\{aws:PrincipalTag/team}-*`];
  return {
    Sid: `s${random.below(1000)}`,
    Effect: random.chance(deny) ? 'Deny' : 'Allow',
    ...principal,
    Action: actions,
    Resource: resource,
    ...(random.chance(1 / 3) ? { Condition: random.pick(CONDITIONS)(random) } : {}),
  };
}

function policy(random: Random, name: string, count: number, deny: number, principal: object = {}): WrittenPolicy {
  const statements = Array.from({ length: count }, () => statement(random, random.pick(SERVICES), deny, principal));
  return { name, document: { Version: '2012-10-17', Statement: statements } };
}

const FULL: WrittenPolicy = {
  name: 'FullAWSAccess',
  document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
};

const EVERYONE: object = { Principal: '*' };
const PRINCIPALS: readonly object[] = [
  { Principal: { AWS: ROLE } },
  { Principal: { AWS: [ACCOUNT, `arn:aws:iam::${OTHER}:root`] } },
  { Principal: { AWS: SESSION } },
  { Principal: { Service: ['lambda.amazonaws.com', 'events.amazonaws.com'] } },
  { Principal: '*' },
];

/** A world of about that many statements, over all layers. */
export function drawWorld(random: Random, statements: number): WrittenWorld {
  const share = (part: number): number => Math.max(1, Math.round(statements * part));
  const wide = (name: string, services: number): WrittenPolicy => {
    const actions = Array.from({ length: services }, () => `${random.pick(SERVICES)}:*`);
    return {
      name,
      document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] },
    };
  };
  return {
    identityPolicies: [
      policy(random, 'inline', share(0.2), 0.05),
      policy(random, 'managed-a', share(0.25), 0.05),
      policy(random, 'managed-b', share(0.15), 0.1),
      wide('services', 4),
    ],
    permissionsBoundaries: random.chance(0.3)
      ? [wide('boundary', 8), policy(random, 'limits', share(0.05), 0.3)].slice(0, 1)
      : null,
    sessionPolicies: random.chance(0.3) ? [wide('session', 8), policy(random, 'narrow', share(0.05), 0.1)] : null,
    resourcePolicy: random.chance(0.6) ? policy(random, 'resource', share(0.15), 0.1, random.pick(PRINCIPALS)) : null,
    serviceControlPolicies: random.chance(0.8)
      ? [[FULL, policy(random, 'guard', share(0.05), 1)], [FULL], [FULL, policy(random, 'limit', share(0.05), 1)]]
      : null,
    resourceControlPolicies: random.chance(0.6) ? [[], [policy(random, 'perimeter', share(0.05), 1, EVERYONE)]] : null,
    vpcEndpointPolicies: random.chance(0.1)
      ? [
          {
            name: 'endpoint',
            document: {
              ...FULL.document,
              Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
            },
          },
        ]
      : null,
  };
}

const CALLER: Principal = {
  kind: 'role-session',
  arn: SESSION,
  accountId: ACCOUNT,
  roleArn: ROLE,
  principalId: 'AROAEXAMPLE00000001',
};
const OWN_ACCOUNT: AccountFacts = {
  id: ACCOUNT,
  organizationId: 'o-own',
  organizationPath: 'o-own/r-1/ou-1/',
  managementAccount: false,
};
const FOREIGN_ACCOUNT: AccountFacts = { ...OWN_ACCOUNT, id: OTHER, organizationId: null, organizationPath: null };

/** Joined text as one piece, as a reader of lines would have it. */
function flat(text: string): string {
  text.charCodeAt(text.length - 1);
  return text;
}

/** A request as a line carries it; `serial` makes it unlike any other. */
export function drawRequest(random: Random, serial: number): Request {
  const service = random.pick(SERVICES);
  const action = random.pick(ACTIONS.get(service) ?? []);
  const tail = random.chance(0.5) ? `/data/k${serial}` : `/${serial}`;
  return {
    principal: CALLER,
    action,
    resource: flat(ARNS[service](nameOf(random)) + tail),
    principalAccount: OWN_ACCOUNT,
    resourceAccount: service === 's3' && random.chance(0.1) ? FOREIGN_ACCOUNT : OWN_ACCOUNT,
    context: {
      'aws:SecureTransport': 'true',
      'aws:SourceIp': random.chance(0.5) ? '203.0.113.7' : `10.${random.below(256)}.1.2`,
      'aws:CurrentTime': '2026-11-21T00:00:00Z',
      'aws:PrincipalTag/team': random.pick(TEAMS),
      ...(random.chance(0.5) ? { 'aws:ResourceTag/team': random.pick(TEAMS) } : {}),
      ...(random.chance(0.2) ? { 'aws:TagKeys': ['team', 'cost'] } : {}),
    },
  };
}
