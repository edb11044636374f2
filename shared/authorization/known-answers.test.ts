import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { casesFolder } from '../../scripts/checks/cases.ts';
import type { NamedPolicy } from '../policy/model.ts';
import { parsePolicy } from '../policy/parse.ts';
import { evaluateCondition } from './condition.ts';
import { lookupIn } from './context.ts';
import { decide } from './decide.ts';
import { isPublicPolicy } from './layers/public-policy.ts';
import { answerLine } from './line/answer-line.ts';
import type { RequestContext, World } from './request.ts';

/** Answers that AWS's pages state, collected beside the product; where they are not present these tests pass by. */
const FOLDER = casesFolder();
const WHY = FOLDER === null ? ' (no case library present)' : '';

interface Case {
  readonly id: string;
  readonly expected: boolean | string;
  readonly [field: string]: unknown;
}

function read(file: string): Case[] {
  if (FOLDER === null || !existsSync(`${FOLDER}/${file}`)) return [];
  return JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8'));
}

function each(file: string, check: (one: Case) => void): void {
  const cases = read(file);
  test.skipIf(cases.length === 0)(`${file}: every answer${WHY}`, () => {
    const wrong: string[] = [];
    for (const one of cases) {
      try {
        check(one);
      } catch (error) {
        wrong.push(`${one.id}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
      }
    }
    expect(wrong).toEqual([]);
  });
}

const WORDS: Readonly<Record<string, string>> = {
  allowed: 'allowed',
  implicitDeny: 'implicit-deny',
  explicitDeny: 'explicit-deny',
};
const named = (documents: readonly unknown[]): object[] =>
  documents.map((document, i) => ({ name: `p${i}`, document }));
const allowing = (extra: object): object => ({ Effect: 'Allow', Action: '*', Resource: '*', ...extra });
const ACCOUNT = '123456789012';

describe('answers of AWS documentation', () => {
  each('aws-docs/conditions.json', (one) => {
    const document = parsePolicy({ Version: one['version'], Statement: [allowing({ Condition: one['condition'] })] });
    const lookup = lookupIn(one['context'] as RequestContext);
    const conditions = document.statements[0]?.conditions ?? [];
    const holds = conditions.every((condition) => evaluateCondition(condition, document.version, lookup) === 'true');
    expect(holds).toBe(one.expected);
  });

  each('aws-docs/resource-match.json', (one) => {
    const arn = String(one['arn']);
    const answer = line({
      request: { action: `${arn.split(':')[2]}:GetObject`, resource: arn, context: one['context'] },
      identityPolicies: named([{ Version: one['version'], Statement: [allowing({ Resource: one['pattern'] })] }]),
    });
    expect(answer).toBe(one.expected ? 'allowed' : 'implicit-deny');
  });

  each('aws-docs/scp.json', (one) => {
    const answer = line({
      request: { action: one['action'] },
      identityPolicies: named([{ Version: '2012-10-17', Statement: [allowing({})] }]),
      serviceControlPolicies: (one['levels'] as unknown[][]).map(named),
    });
    expect(answer).toBe(WORDS[String(one.expected)]);
  });

  each('aws-docs/combination.json', (one) => {
    const side = (word: unknown, extra: object): object[] =>
      word === 'silent' ? [] : [allowing({ Effect: word === 'deny' ? 'Deny' : 'Allow', ...extra })];
    const owner = one['sameAccount'] === true ? ACCOUNT : '999999999999';
    const answer = line({
      request: { action: 'execute-api:Invoke', resource: `arn:aws:execute-api:us-east-1:${owner}:a/s/GET/` },
      identityPolicies: named([{ Version: '2012-10-17', Statement: side(one['identity'], {}) }]),
      resourcePolicy: {
        name: 'api',
        document: { Version: '2012-10-17', Statement: side(one['resource'], { Principal: '*' }) },
      },
    });
    expect(answer).toBe(WORDS[String(one.expected)]);
  });

  each('aws-docs/s3-public.json', (one) => {
    // The page's DynamoDB examples follow the same reading of fixed values.
    const kind = one['kind'] === 'accessPoint' ? 'access-point' : 'bucket';
    expect(isPublicPolicy(parsePolicy(one['policy']), kind)).toBe(one['expectedPublic'] ? 2 : 0);
  });

  each('aws-docs/requests.json', (one) => {
    const world = one['world'] as Record<string, Record<string, unknown>>;
    const request = one['request'] as Record<string, string>;
    const who = request['role'] ?? request['principal'] ?? '';
    const resource = request['resource'] ?? '';
    const owners = [...Object.keys(world['resource'] ?? {}), ...Object.keys(world['resourceAccount'] ?? {})]
      .filter((arn) => resource === arn || resource.startsWith(`${arn}/`))
      .sort((a, b) => b.length - a.length);
    const policy = owners.map((arn) => world['resource']?.[arn]).find((found) => found !== undefined);
    const account = owners.map((arn) => world['resourceAccount']?.[arn]).find((found) => found !== undefined);
    const boundary = world['boundary']?.[who];
    const session = one['request'] as { sessionPolicies?: unknown[] };
    const answer = line({
      request: {
        principal: request['principal'],
        ...(request['role'] === undefined ? {} : { roleArn: request['role'] }),
        action: request['action'],
        resource,
        resourceAccount: account ?? (resource.split(':')[4] || who.split(':')[4]),
      },
      identityPolicies: named((world['identity']?.[who] ?? []) as unknown[]),
      permissionsBoundaries: boundary === undefined ? null : named([boundary]),
      sessionPolicies: session.sessionPolicies === undefined ? null : named(session.sessionPolicies),
      resourcePolicy: policy === undefined ? null : { name: 'resource', document: policy },
    });
    expect(answer).toBe(WORDS[String(one.expected)]);
  });
});

/** The decision of one line; what the row does not say is a user, an object and their account. */
function line(fields: { request: object; [field: string]: unknown }): string {
  const request = {
    principal: `arn:aws:iam::${ACCOUNT}:user/martha`,
    action: 's3:GetObject',
    resource: '*',
    ...fields.request,
  };
  const own = request.resource.split(':')[4] || ACCOUNT;
  const answer = answerLine(JSON.stringify({ ...fields, request: { resourceAccount: own, ...request } }), 1);
  return 'error' in answer ? `${answer.error.code} at ${answer.error.where}` : answer.decision;
}

interface SpyCase {
  readonly fn: string;
  readonly files: { readonly gaads: string[]; readonly resources?: string[]; readonly scps?: string[] };
  readonly input: readonly unknown[];
  readonly expected: unknown;
}

describe('answers of IAMSpy on small accounts', () => {
  const folder = FOLDER === null ? null : `${FOLDER}/iamspy`;
  const present = folder !== null && existsSync(`${folder}/cases.json`);
  const cases: SpyCase[] = present ? JSON.parse(readFileSync(`${folder}/cases.json`, 'utf8')).cases : [];

  test.skipIf(!present)(`can_i and who_can: every answer${WHY}`, () => {
    const wrong = cases.filter((one) => JSON.stringify(spied(one)) !== JSON.stringify(sorted(one.expected)));
    expect(wrong).toEqual([]);
    expect(cases.length).toBeGreaterThan(30);
  });

  function spied({ fn, files, input }: SpyCase): unknown {
    const load = (file: string): unknown => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
    const account = new SpiedAccount(
      files.gaads.map(load),
      (files.resources ?? []).map(load),
      (files.scps ?? []).map(load),
    );
    if (fn === 'test_can_i') {
      const [principal, action, resource, conditions, , strict] = input;
      return account.can(String(principal), String(action), String(resource), conditions, strict === true);
    }
    const [action, resources, conditions, , strict] = input;
    const pairs = [resources]
      .flat()
      .flatMap((resource) =>
        account.principals
          .filter((arn) => account.can(arn, String(action), String(resource), conditions, strict === true))
          .map((arn) => (Array.isArray(resources) ? [arn, resource] : arn)),
      );
    return sorted(pairs);
  }
});

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? [...value].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : value;
}

interface ScpNode {
  readonly Id: string;
  readonly Arn: string;
  readonly Policies: readonly { readonly Name: string; readonly Content: unknown }[];
  readonly Children?: readonly ScpNode[];
}

/** As much of an authorization-details file as these cases ask for. */
class SpiedAccount {
  readonly #details: Record<string, Record<string, unknown>[]>[];
  readonly #resources: readonly Record<string, unknown>[];
  readonly #scps: readonly ScpNode[];

  constructor(details: unknown[], resources: unknown[], scps: unknown[]) {
    this.#details = details as Record<string, Record<string, unknown>[]>[];
    this.#resources = resources.flat() as Record<string, unknown>[];
    this.#scps = scps as ScpNode[];
  }

  get principals(): string[] {
    return this.#details.flatMap((one) =>
      [...(one['UserDetailList'] ?? []), ...(one['RoleDetailList'] ?? [])].map((entity) => String(entity['Arn'])),
    );
  }

  can(principal: string, action: string, resource: string, conditions: unknown, strict: boolean): boolean {
    const world = this.#worldOf(principal, resource);
    const given = Object.fromEntries(((conditions ?? []) as string[]).map((text) => text.split('=', 2)));
    // Not strict: keys that are not given may have any value; those that the policies name are tried.
    const tries = strict ? [given] : [given, { ...valuesIn(world), ...given }];
    return tries.some((context) => {
      const id = principal.split(':')[4] ?? '';
      const kind = principal.includes(':role/') ? 'role' : 'user';
      const accountOf = (own: string) => ({
        id: own,
        organizationId: null,
        organizationPath: null,
        managementAccount: this.#isManagement(own),
      });
      const answer = decide(world, {
        principal: { kind, arn: principal, accountId: id, principalId: null },
        action,
        resource,
        principalAccount: accountOf(id),
        resourceAccount: accountOf(resource.split(':')[4] || this.#ownerOf(resource) || id),
        context,
      });
      return answer.decision === 'allowed';
    });
  }

  /** The organization's management account stands in the ARN of its root. */
  #isManagement(id: string): boolean {
    return this.#scps.some((root) => root.Arn.split(':')[4] === id);
  }

  /** SCPs from the root down to the account; null: in no tree. */
  #levelsOf(id: string): NamedPolicy[][] | null {
    const path = (node: ScpNode): ScpNode[] | null => {
      if (node.Id === id) return [node];
      const below = (node.Children ?? []).map(path).find((found) => found !== null);
      return below === undefined || below === null ? null : [node, ...below];
    };
    const found = this.#scps.map(path).find((one) => one !== null) ?? null;
    if (found === null) return null;
    return found.map((node) =>
      node.Policies.map(({ Name, Content }) => ({ name: Name, document: parsePolicy(Content) })),
    );
  }

  #ownerOf(resource: string): string | null {
    const found = this.#resources.find((one) => one['Resource'] === resource || one['ResourceArn'] === resource);
    return found === undefined ? null : String(found['Account'] ?? found['AccountId'] ?? '') || null;
  }

  #worldOf(principal: string, resource: string): World {
    const entities = this.#details.flatMap((one) => [
      ...(one['UserDetailList'] ?? []),
      ...(one['RoleDetailList'] ?? []),
    ]);
    const entity = entities.find((one) => one['Arn'] === principal);
    const managed = (arn: unknown): NamedPolicy[] =>
      this.#details
        .flatMap((one) => one['Policies'] ?? [])
        .filter((one) => one['Arn'] === arn)
        .map((one) => {
          const versions = one['PolicyVersionList'] as { IsDefaultVersion: boolean; Document: unknown }[];
          return { name: String(arn), document: parsePolicy(versions.find((v) => v.IsDefaultVersion)?.Document) };
        });
    const groups = ((entity?.['GroupList'] ?? []) as string[]).flatMap((name) =>
      this.#details.flatMap((one) => one['GroupDetailList'] ?? []).filter((one) => one['GroupName'] === name),
    );
    const policiesOf = (one: Record<string, unknown> | undefined): NamedPolicy[] => [
      ...(
        (one?.['UserPolicyList'] ?? one?.['RolePolicyList'] ?? one?.['GroupPolicyList'] ?? []) as {
          PolicyName: string;
          PolicyDocument: unknown;
        }[]
      ).map((inline) => ({ name: inline.PolicyName, document: parsePolicy(inline.PolicyDocument) })),
      ...((one?.['AttachedManagedPolicies'] ?? []) as { PolicyArn: string }[]).flatMap((one_) =>
        managed(one_.PolicyArn),
      ),
    ];
    const boundary = (entity?.['PermissionsBoundary'] as { PermissionsBoundaryArn?: string } | undefined)
      ?.PermissionsBoundaryArn;
    const own = this.#resources.find((one) => {
      const arn = String(one['Resource'] ?? one['ResourceArn']);
      return resource === arn || resource.startsWith(`${arn}/`);
    });
    return {
      identityPolicies: [entity, ...groups].flatMap(policiesOf),
      permissionsBoundaries: boundary === undefined ? null : managed(boundary),
      sessionPolicies: null,
      resourcePolicy:
        own === undefined ? null : { name: 'resource', document: parsePolicy(own['Policy'] ?? own['PolicyDocument']) },
      serviceControlPolicies: this.#levelsOf(principal.split(':')[4] ?? ''),
      resourceControlPolicies: null,
      vpcEndpointPolicies: null,
      facts: null,
    };
  }
}

function valuesIn(world: World): Record<string, string> {
  const documents = [...world.identityPolicies, ...(world.resourcePolicy === null ? [] : [world.resourcePolicy])];
  return Object.fromEntries(
    documents
      .flatMap(({ document }) => document.statements)
      .flatMap(({ conditions }) => conditions)
      .map(({ key, values }) => [key, values[0] ?? '']),
  );
}
