import {
  ADMINISTRATOR,
  CHANGE_PASSWORD,
  IAM_READ_ONLY,
  POWER_USER,
  READ_ONLY,
  SECURITY_AUDIT,
  SERVICE_POLICIES,
  SYSTEM_ADMINISTRATOR,
  VIEW_ONLY,
} from './aws-managed/for-people.ts';
import {
  CLOUDWATCH_AGENT,
  ECS_EXECUTION,
  GLUE_SERVICE,
  LAMBDA_BASIC,
  LAMBDA_SQS,
  LAMBDA_VPC,
  SERVICE_LINKED,
  SSM_CORE,
  XRAY_WRITE,
} from './aws-managed/for-services.ts';
import type { AwsManaged } from './aws-managed/policy.ts';
import { allow, document, type NamedDocument } from './document.ts';
import type { Ground } from './ground.ts';
import { developerBoundary, workloadBoundary } from './policies/boundaries.ts';
import { housePolicies } from './policies/house-policies.ts';
import { teamPolicy } from './policies/team-policy.ts';
import { wideReading } from './policies/wide-reading.ts';
import type { PrincipalDraft } from './principals.ts';
import { Random } from './random.ts';
import type { PolicyShelf } from './shelf.ts';
import { computeOf } from './trust.ts';
import { APPS, SERVICES } from './words.ts';

/** What a principal is given. */
export interface Given {
  readonly attached: readonly string[];
  readonly inline: readonly NamedDocument[];
  readonly groups: readonly string[];
  readonly boundary: string | null;
}

/** Gives each principal of an account what its job asks for. One per account: policies are made as they are needed. */
export class Permissions {
  readonly #ground: Ground;
  readonly #shelf: PolicyShelf;
  readonly #house: readonly string[];

  constructor(ground: Ground, shelf: PolicyShelf) {
    this.#ground = ground;
    this.#shelf = shelf;
    this.#house = housePolicies(ground).map(({ name, document }) => shelf.own(name, () => document));
  }

  of(draft: PrincipalDraft, random: Random): Given {
    if (draft.template !== null) return this.#stamped(draft.template, draft);
    const base = this.#byJob(draft, random);
    // What the house says in general reaches a few, one after the other, so that each of it is in use.
    const extra =
      draft.job !== 'service-linked' &&
      draft.job !== 'administrator' &&
      draft.number < this.#house.length &&
      draft.number % 2 === 0
        ? [this.#house[(draft.number + draft.job.length) % this.#house.length] as string] // below the length
        : [];
    return { ...base, attached: [...new Set([...base.attached, ...extra])].sort() };
  }

  /** The groups of people, with what each gives. */
  groups(random: Random): readonly (Pick<Given, 'attached' | 'inline'> & { readonly name: string })[] {
    const { unique } = this.#ground.profile;
    const [selfService = ''] = this.#house;
    const made = (name: string, ...policies: readonly AwsManaged[]) => ({
      name,
      attached: [selfService, ...policies.map((policy) => this.#shelf.aws(policy))].sort(),
      inline: [],
    });
    return [
      made('administrators', ADMINISTRATOR),
      made('operators', SYSTEM_ADMINISTRATOR, ...(unique ? [] : [READ_ONLY])),
      made('support', CHANGE_PASSWORD, ...(unique ? [] : [READ_ONLY])),
      made('engineers', ...(unique ? [CHANGE_PASSWORD] : [VIEW_ONLY])),
      made('analysts', IAM_READ_ONLY),
      ...this.#ground.teams.map((team) => ({
        name: `team-${team}`,
        attached: [this.#team(team, 'everyone', random, 5)],
        inline: [],
      })),
    ];
  }

  #byJob(draft: PrincipalDraft, random: Random): Given {
    const { job, team, app, number } = draft;
    const shelf = this.#shelf;
    switch (job) {
      case 'person': {
        const group =
          number % 25 === 24
            ? 'administrators'
            : number % 5 === 1
              ? 'operators'
              : number % 3 === 0
                ? 'support'
                : number % 7 === 2
                  ? 'analysts'
                  : 'engineers';
        return {
          ...NOTHING,
          groups: [group, `team-${team}`],
          attached: this.#ownReading(draft, random),
          inline: random.chance(0.15)
            ? [{ name: 'while-on-call', document: teamPolicy(this.#ground, team, app, 2, random) }]
            : [],
          boundary: random.chance(0.1) ? this.#developerBoundary() : null,
        };
      }
      case 'machine-user':
        return {
          ...NOTHING,
          attached: [this.#team(team, app, random, 4)],
          inline: [{ name: 'assume-release', document: assume(this.#ground, '/delivery/release-*') }],
        };
      case 'administrator':
        return { ...NOTHING, attached: [shelf.aws(ADMINISTRATOR)] };
      case 'power-user':
      case 'release':
        return {
          ...NOTHING,
          attached: [shelf.aws(POWER_USER), shelf.aws(IAM_READ_ONLY)],
          boundary: random.chance(0.4) ? this.#developerBoundary() : null,
        };
      case 'reader':
        return {
          ...NOTHING,
          attached: this.#reading(READ_ONLY, draft, random),
          inline: random.chance(0.3) ? [denyContent(this.#ground, random)] : [],
        };
      case 'auditor':
        return {
          ...NOTHING,
          attached: [
            ...this.#reading(SECURITY_AUDIT, draft, random),
            ...(random.chance(0.5) ? [shelf.aws(IAM_READ_ONLY)] : []),
          ],
        };
      case 'engineer':
        return {
          ...NOTHING,
          attached: [
            ...random.some(SERVICE_POLICIES, random.between(2, 4)).map((policy) => shelf.aws(policy)),
            ...(random.chance(0.3) ? this.#reading(VIEW_ONLY, draft, random) : []),
            this.#team(team, app, random, 4),
          ],
          boundary: random.chance(0.2) ? this.#developerBoundary() : null,
        };
      case 'pipeline':
        return {
          ...NOTHING,
          inline: [{ name: 'deploy', document: assume(this.#ground, '/delivery/deployer-*') }],
          attached: [this.#team(team, app, random, 5)],
          boundary: this.#developerBoundary(),
        };
      case 'deployer':
        return {
          ...NOTHING,
          inline: [{ name: 'hand-over', document: assume(this.#ground, '/delivery/release-*') }],
          attached: [this.#team(team, app, random, 6), ...(random.chance(0.3) ? [shelf.aws(POWER_USER)] : [])],
        };
      case 'partner':
        return {
          ...NOTHING,
          attached: [shelf.aws(number % 3 === 1 ? READ_ONLY : SECURITY_AUDIT)],
        };
      case 'federated':
        return { ...NOTHING, attached: [...this.#reading(VIEW_ONLY, draft, random), this.#team(team, app, random, 4)] };
      case 'identity-center':
        return this.#permissionSet(draft, random);
      case 'service-linked':
        // INVARIANT: there are no more of them than services.
        return {
          ...NOTHING,
          attached: [shelf.aws((SERVICE_LINKED[number] as (typeof SERVICE_LINKED)[number]).policy)],
        };
      case 'broker':
        return this.#broker(draft, random);
      default:
        return this.#workload(draft, random);
    }
  }

  #workload(draft: PrincipalDraft, random: Random): Given {
    const { team, app, name } = draft;
    const own: Record<string, readonly AwsManaged[]> = {
      lambda: random.chance(0.5) ? [LAMBDA_BASIC, XRAY_WRITE] : [LAMBDA_VPC, LAMBDA_SQS],
      ec2: [SSM_CORE, CLOUDWATCH_AGENT],
      ecs: [ECS_EXECUTION],
      glue: [GLUE_SERVICE],
    };
    const unique = this.#ground.profile.unique || random.chance(0.4);
    return {
      ...NOTHING,
      attached: [
        ...(own[computeOf(draft)] ?? []).map((policy) => this.#shelf.aws(policy)),
        unique
          ? this.#shelf.own(`${name}-policy`, () => teamPolicy(this.#ground, team, app, random.between(3, 8), random))
          : this.#team(team, app, random, 6),
        ...(random.chance(0.12) ? this.#reading(VIEW_ONLY, draft, random) : []),
      ],
      inline: random.chance(0.5)
        ? [{ name: 'own', document: teamPolicy(this.#ground, team, random.pick(APPS), random.between(1, 4), random) }]
        : [],
      boundary: random.chance(0.2) ? this.#workloadBoundary(draft, random) : null,
    };
  }

  /** The few through whom everything goes: every team's policy, by the dozen, and roles to become. */
  #broker(draft: PrincipalDraft, random: Random): Given {
    const policies = Array.from({ length: 9 }, (_, part) =>
      this.#shelf.own(`${draft.name}-part-${part}`, () => {
        const statements = Array.from({ length: 4 }, () =>
          teamPolicy(this.#ground, random.pick(this.#ground.teams), random.pick(APPS), 4, random),
        ).flatMap(({ Statement }) => Statement);
        return document(...statements.map((statement, at) => ({ ...statement, Sid: `Part${part}No${at}` })));
      }),
    );
    return {
      ...NOTHING,
      attached: policies,
      inline: [{ name: 'assume-delivery', document: assume(this.#ground, '/delivery/*') }],
    };
  }

  #permissionSet(draft: PrincipalDraft, random: Random): Given {
    const { number, team, app } = draft;
    const sets: readonly AwsManaged[] = [ADMINISTRATOR, POWER_USER, READ_ONLY, VIEW_ONLY, READ_ONLY, SECURITY_AUDIT];
    const policy = sets[number % sets.length] ?? READ_ONLY;
    const wide = policy === ADMINISTRATOR && number >= 6 ? READ_ONLY : policy;
    return {
      ...NOTHING,
      attached:
        wide === ADMINISTRATOR || wide === POWER_USER ? [this.#shelf.aws(wide)] : this.#reading(wide, draft, random),
      inline:
        number % 2 === 1
          ? [{ name: 'AwsSSOInlinePolicy', document: teamPolicy(this.#ground, team, app, 3, random) }]
          : [],
    };
  }

  /** What every principal of one template has: the same texts in every account of the organization. */
  #stamped(template: number, draft: PrincipalDraft): Given {
    const random = new Random(`template ${template}`);
    const { team, app } = draft;
    const wide = [READ_ONLY, null, VIEW_ONLY, SECURITY_AUDIT, null, POWER_USER][template % 6] ?? null;
    return {
      groups: [],
      attached: [
        ...(wide === null ? [] : [this.#shelf.aws(wide)]),
        this.#shelf.own(`set-${template}`, () => teamPolicy(this.#ground, team, app, 6, random.fork('managed'))),
      ].sort(),
      inline:
        template % 2 === 0
          ? [{ name: 'AwsSSOInlinePolicy', document: teamPolicy(this.#ground, team, app, 4, random.fork('inline')) }]
          : [],
      boundary: template % 5 === 4 ? this.#developerBoundary() : null,
    };
  }

  /** AWS's policy, or, where every text is someone's own, one of that width. */
  #reading(policy: AwsManaged, draft: PrincipalDraft, random: Random): readonly string[] {
    if (!this.#ground.profile.unique) return [this.#shelf.aws(policy)];
    return [this.#shelf.own(`${draft.name}-reading`, () => wideReading(this.#ground, random))];
  }

  #ownReading(draft: PrincipalDraft, random: Random): readonly string[] {
    return this.#ground.profile.unique ? this.#reading(READ_ONLY, draft, random) : [];
  }

  #team(team: string, app: string, random: Random, statements: number): string {
    return this.#shelf.own(`team-${team}-${app}`, () => teamPolicy(this.#ground, team, app, statements, random));
  }

  #developerBoundary(): string {
    return this.#shelf.own('boundary-developer', () => developerBoundary(this.#ground));
  }

  #workloadBoundary(draft: PrincipalDraft, random: Random): string {
    const name = this.#ground.profile.unique ? `boundary-${draft.name}` : 'boundary-workload';
    return this.#shelf.own(name, () => workloadBoundary(this.#ground, random));
  }
}

const NOTHING: Given = { attached: [], inline: [], groups: [], boundary: null };

function assume({ place }: Ground, names: string) {
  return document(
    allow(['sts:AssumeRole', 'sts:TagSession'], `arn:aws:iam::${place.accountId}:role${names}`),
    allow('iam:PassRole', `arn:aws:iam::${place.accountId}:role/*`, {
      StringEquals: { 'iam:PassedToService': SERVICES.lambda },
    }),
  );
}

/** Reading of setup, not of what is inside: the deny that goes with a wide reading policy. */
function denyContent(ground: Ground, random: Random): NamedDocument {
  const block = ground.profile.unique ? ground.conditions.unmet() : undefined;
  const calls = random.chance(0.5)
    ? [
        's3:GetObject*',
        'dynamodb:GetItem',
        'dynamodb:Query',
        'dynamodb:Scan',
        'kinesis:GetRecords',
        'sqs:ReceiveMessage',
      ]
    : [
        'secretsmanager:GetSecretValue',
        'ssm:GetParameter*',
        'lambda:GetFunction',
        'logs:GetLogEvents',
        'logs:FilterLogEvents',
      ];
  return {
    name: 'not-the-content',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'NotTheContent',
          Effect: 'Deny',
          Action: calls,
          Resource: '*',
          ...(block === undefined ? {} : { Condition: block }),
        },
      ],
    },
  };
}
