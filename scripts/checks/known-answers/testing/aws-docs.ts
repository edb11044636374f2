import type { Outcome } from '../../../../shared/authorization/decision.ts';
import type { Request, RequestContext } from '../../../../shared/authorization/request.ts';
import { account, principalOf } from '../../../../shared/authorization/testing/principal.ts';
import {
  EMPTY_WORLD,
  type WrittenPolicy,
  type WrittenWorld,
} from '../../../../shared/authorization/testing/question.ts';
import type { Asked, KnownAnswer } from './known-answer.ts';
import { type Fields, fieldsOf, listOf, readList, textOf } from './read-cases.ts';

/** The cases written from AWS's documentation, each put as a question to `decide`. */
export function awsDocs(casesFolder: string): KnownAnswer[] {
  return Object.entries(READERS).flatMap(([name, read]) =>
    readList(casesFolder, `aws-docs/${name}.json`).map((fields) => ({
      file: `aws-docs/${name}.json`,
      id: textOf(fields['id']),
      page: textOf(fields['doc']),
      asked: read(fields),
    })),
  );
}

const READERS: Readonly<Record<string, (fields: Fields) => Asked>> = {
  conditions: readCondition,
  requests: readRequest,
  'resource-match': readResourceMatch,
  scp: readScp,
  's3-public': readPublic,
  combination: readCombination,
};

const ACCOUNT = '123456789012';
const OTHER_ACCOUNT = '210987654321';

/** A fragment becomes the only statement of the only policy: it applies if and only if the answer is allowed. */
function readCondition(fields: Fields): Asked {
  const request = ask('s3:ListBucket', 'arn:aws:s3:::b', contextOf(fields['context']));
  const statement = { ...EVERYTHING, Condition: fields['condition'] };
  return decided(request, { identityPolicies: [policy('fragment', statement, fields['version'])] }, applied(fields));
}

function readResourceMatch(fields: Fields): Asked {
  const arn = textOf(fields['arn']);
  const request = ask(`${arn.split(':')[2]}:GetObject`, arn, contextOf(fields['context']));
  const statement = { ...EVERYTHING, Resource: fields['pattern'] };
  return decided(request, { identityPolicies: [policy('fragment', statement, fields['version'])] }, applied(fields));
}

function readScp(fields: Fields): Asked {
  const action = textOf(fields['action']);
  const resource = action.startsWith('s3:Get') ? 'arn:aws:s3:::b/k' : '*';
  const levels = listOf(fields['levels']).map((level, index) => named(level, `level ${index}, policy`));
  const world = { identityPolicies: [policy('administrator', EVERYTHING)], serviceControlPolicies: levels };
  return decided(ask(action, resource, {}), world, outcome(fields['expected']));
}

function readRequest(fields: Fields): Asked {
  const world = fieldsOf(fields['world']);
  const asked = fieldsOf(fields['request']);
  const role = textOf(asked['role']);
  const caller = textOf(asked['principal']);
  const owner = role === '' ? caller : role;
  const resource = textOf(asked['resource']);
  const principal = principalOf(caller, role === '' ? null : role);
  const owners = fieldsOf(world['resourceAccount']);
  const resourceAccount =
    textOf(owners[around(resource, owners)]) || resource.split(':')[4] || caller.split(':')[4] || ACCOUNT;
  const resourcePolicies = fieldsOf(world['resource']);
  const document = resourcePolicies[around(resource, resourcePolicies)];
  const boundary = fieldsOf(world['boundary'])[owner];
  const request: Request = {
    principal,
    action: textOf(asked['action']),
    resource,
    principalAccount: account(caller.split(':')[4] ?? ''),
    resourceAccount: account(resourceAccount),
    context: contextOf(asked['context']),
  };
  const written = {
    identityPolicies: named(fieldsOf(world['identity'])[owner], 'identity policy'),
    permissionsBoundaries: boundary === undefined ? null : named([boundary], 'boundary'),
    sessionPolicies: asked['sessionPolicies'] == null ? null : named(asked['sessionPolicies'], 'session policy'),
    resourcePolicy: document === undefined ? null : { name: 'resource policy', document },
  };
  return decided(request, written, outcome(fields['expected']));
}

/**
 * Public or not is asked of the setting that acts on it: with RestrictPublicBuckets, a caller of another account whom
 * the policy also names loses access if and only if the policy is public (I04).
 */
function readPublic(fields: Fields): Asked {
  const kind = textOf(fields['kind']);
  if (kind !== 'bucket' && kind !== 'accessPoint') {
    return { kind: 'not-expressible', reason: `no request tells whether a ${kind} policy is public` };
  }
  const principal = principalOf(`arn:aws:iam::${OTHER_ACCOUNT}:user/probe`);
  const probe = { Effect: 'Allow', Principal: { AWS: OTHER_ACCOUNT }, Action: 's3:GetObject', Resource: '*' };
  const given = fieldsOf(fields['policy']);
  const asked = { name: 'policy', document: { ...given, Statement: [...listOf(given['Statement']), probe] } };
  const plain = policy('plain', probe);
  const request: Request = {
    principal,
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::b/k',
    principalAccount: account(OTHER_ACCOUNT),
    resourceAccount: account(ACCOUNT),
    context: {},
  };
  const world: WrittenWorld = {
    ...EMPTY_WORLD,
    identityPolicies: [policy('identity', EVERYTHING)],
    resourcePolicy: kind === 'bucket' ? asked : plain,
    facts: {
      kms: null,
      s3: {
        publicAccessBlock: RESTRICTED,
        objectOwnership: 'BucketOwnerEnforced',
        bucketAcl: null,
        objectAcl: null,
        objectOwner: null,
        accessPoint:
          kind === 'bucket'
            ? null
            : {
                arn: `arn:aws:s3:us-west-2:${ACCOUNT}:accesspoint/ap`,
                policy: asked,
                publicAccessBlock: RESTRICTED,
                vpcId: null,
              },
      },
    },
  };
  return { kind: 'public', question: { request, world }, expected: fields['expectedPublic'] === true };
}

const RESTRICTED = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: true,
};

/** A row of API Gateway's tables: what each of the two policies says, in one account or across two (K06). */
function readCombination(fields: Fields): Asked {
  const owner = fields['sameAccount'] === true ? ACCOUNT : OTHER_ACCOUNT;
  const resource = `arn:aws:execute-api:us-east-1:${owner}:api/prod/GET/pets`;
  const request = { ...ask('execute-api:Invoke', resource, {}), resourceAccount: account(owner) };
  const caller = { Principal: { AWS: ME } };
  const world = {
    identityPolicies: said(fields['identity'], {}),
    resourcePolicy: said(fields['resource'], caller)[0] ?? null,
  };
  return decided(request, world, outcome(fields['expected']));
}

function said(word: unknown, extra: Fields): WrittenPolicy[] {
  if (word === 'silent') return [];
  return [policy('policy', { ...EVERYTHING, ...extra, Effect: word === 'allow' ? 'Allow' : 'Deny' })];
}

const ME = `arn:aws:iam::${ACCOUNT}:user/martha`;
const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };

function ask(action: string, resource: string, context: RequestContext): Request {
  const own = account(ACCOUNT);
  return { principal: principalOf(ME), action, resource, principalAccount: own, resourceAccount: own, context };
}

function policy(name: string, statement: unknown, version: unknown = '2012-10-17'): WrittenPolicy {
  return { name, document: { ...(version == null ? {} : { Version: version }), Statement: [statement] } };
}

function named(documents: unknown, name: string): WrittenPolicy[] {
  return listOf(documents).map((document, index) => ({ name: `${name} ${index}`, document }));
}

function decided(request: Request, world: Partial<WrittenWorld>, expected: Outcome): Asked {
  return { kind: 'decide', question: { request, world: { ...EMPTY_WORLD, ...world } }, expected };
}

function applied(fields: Fields): Outcome {
  return fields['expected'] === true ? 'allowed' : 'implicit-deny';
}

/** The outcome in the words of the case, e.g. `implicitDeny`. */
function outcome(word: unknown): Outcome {
  if (word === 'allowed') return 'allowed';
  return word === 'explicitDeny' ? 'explicit-deny' : 'implicit-deny';
}

/** The longest key that is the resource or holds it: a bucket's policy bears on its objects. */
function around(resource: string, byArn: Fields): string {
  const holding = Object.keys(byArn).filter((arn) => resource === arn || resource.startsWith(`${arn}/`));
  return holding.sort((a, b) => b.length - a.length)[0] ?? '';
}

function contextOf(value: unknown): RequestContext {
  const entries = Object.entries(fieldsOf(value)).map(([key, given]): [string, string | string[]] => [
    key,
    Array.isArray(given) ? given.map(String) : String(given),
  ]);
  return Object.fromEntries(entries);
}
