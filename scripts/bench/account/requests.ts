import type { Account } from '../../../shared/account/model.ts';
import { accountFactsOf, worldOf } from '../../../shared/account/world.ts';
import type { Request, RequestContext, World } from '../../../shared/authorization/request.ts';
import type { Action } from '../../../shared/catalog/action.ts';
import { actionsOnType, arnsOn } from '../../../shared/catalog/actions-on-type.ts';
import { keyNeeds, keyUse } from '../../../shared/catalog/key-use.ts';
import type { Random } from '../../../shared/generate/random.ts';
import { PURPOSES, TEAMS } from '../../../shared/generate/words.ts';
import { parsePolicy } from '../../../shared/policy/parse.ts';
import type { Asked, Asker } from './subjects.ts';

/** One question: this principal, this action, this ARN in or at the resource, in this context. */
export interface Question {
  readonly asker: Asker;
  readonly asked: Asked;
  readonly action: Action;
  readonly resource: string;
  readonly context: RequestContext;
}

/** Calls on a resource of the type and what lies in it, as rows count them: those that give a capability. */
export function callsOn(type: string): readonly { readonly action: Action; readonly of: string }[] {
  let known = calls.get(type);
  if (known === undefined) {
    known = actionsOnType(type)
      .filter(({ action, resourceArnOf }) => action.capabilities.length > 0 && resourceArnOf !== 'ancestor')
      .map(({ action, resourceArnOf }) => ({ action, of: resourceArnOf }));
    calls.set(type, known);
  }
  return known;
}

const calls = new Map<string, readonly { readonly action: Action; readonly of: string }[]>();

/**
 * A question about the pair; null where nothing can be asked of resources of the type. `actions`: what rows of the
 * pair speak of, for a question that has a chance; empty: any action.
 */
export function drawQuestion(random: Random, asker: Asker, asked: Asked, actions: readonly string[]): Question | null {
  const on = callsOn(asked.type);
  if (on.length === 0) return null;
  const named = actions.length === 0 ? on : on.filter(({ action }) => actions.includes(action.id));
  const { action, of } = random.pick(named.length === 0 ? on : named);
  // API Gateway's own ARNs hold no account, those of its calls do.
  const attributes: Record<string, string> = { Account: asked.owner.accountId };
  for (const [key, value] of Object.entries(asked.details)) {
    if (typeof value === 'string') attributes[key.charAt(0).toUpperCase() + key.slice(1)] = value;
  }
  const [pattern] = arnsOn(asked.arn, of as Parameters<typeof arnsOn>[1], attributes); // as the catalogue gave it
  if (pattern === undefined) return null;
  const inside = random.pick(INSIDE);
  const resource = pattern.replaceAll('*', () => inside(random));
  return { asker, asked, action, resource, context: drawContext(random, asked, resource, action.service) };
}

/** What stands for any name: objects by prefix, aliases, indexes, as policies know them and otherwise. */
const INSIDE: readonly ((random: Random) => string)[] = [
  (random) => `${random.pick(PURPOSES)}/k${random.below(100)}`,
  (random) => `${random.pick(TEAMS)}/${random.pick(PURPOSES)}/k`,
  () => 'public/logo.png',
  () => 'live',
  (random) => `by-${random.pick(PURPOSES)}`,
  (random) => `x${random.below(1000)}`,
];

/** Services with a single endpoint, in us-east-1 (rule F31). */
const GLOBAL: ReadonlySet<string> = new Set(['iam', 'organizations', 'cloudfront', 'route53']);

/** What the request itself carries; keys that follow from who asks and for what are never drawn. */
function drawContext(random: Random, asked: Asked, resource: string, service: string): RequestContext {
  const region = resource.split(':')[3] || (GLOBAL.has(service) ? 'us-east-1' : (asked.region ?? 'eu-west-1'));
  const context: Record<string, string | readonly string[]> = { 'aws:RequestedRegion': region };
  for (const [key, values] of DRAWN) if (random.chance(0.6)) context[key] = random.pick(values);
  if (service === 's3' && random.chance(0.6)) {
    context['s3:prefix'] = random.pick(['', 'home/', `${random.pick(TEAMS)}/`, `n${random.below(5000)}/a`]);
    context['s3:max-keys'] = random.pick(['1', '50', '1000']);
    context['s3:TlsVersion'] = random.pick(['1.1', '1.2', '1.3']);
  }
  return context;
}

const DRAWN: readonly (readonly [string, readonly (string | readonly string[])[]])[] = [
  ['aws:SecureTransport', ['true', 'true', 'true', 'false']],
  ['aws:SourceIp', ['203.0.113.70', '198.51.100.9', '10.20.30.4', '10.0.7.1', '192.0.2.1', '2001:db8:1234::1']],
  ['aws:MultiFactorAuthPresent', ['true', 'true', 'false']],
  ['aws:MultiFactorAuthAge', ['60', '700', '3599', '3600', '9000']],
  ['aws:CurrentTime', ['2026-11-20T09:00:00Z', '2027-12-25T00:00:00Z', '2028-01-02T09:00:00Z', '2031-06-01T00:00:00Z']],
  ['aws:TokenIssueTime', ['2026-11-20T08:00:00Z', '2026-01-01T00:00:00Z', '2028-01-02T00:00:00Z']],
  ['aws:SourceVpce', ['vpce-0a1b2c3d4e5f60718', 'vpce-ffffffffffffffff']],
  ['aws:UserAgent', ['aws-cli/2.31', 'tool release-17 x', 'scraper-99 bot']],
  ['aws:ViaAWSService', ['false', 'false', 'true']],
  ['aws:TagKeys', [['team'], ['team', 'costCenter'], ['other']]],
  ['aws:RequestTag/team', ['payments', 'search']],
  ['aws:CalledVia', [['cloudformation.amazonaws.com'], ['athena.amazonaws.com']]],
];

/** The request that a question, or a witness of a row, is: with the tags that AWS puts in by itself. */
export function requestOf(
  accounts: readonly Account[],
  asker: Asker,
  asked: Asked,
  {
    action,
    resource,
    context,
  }: { readonly action: string; readonly resource: string; readonly context: RequestContext },
): Request {
  const given: Record<string, string | readonly string[]> = {};
  for (const [key, value] of Object.entries(asker.tags)) given[`aws:PrincipalTag/${key}`] = value;
  const service = action.slice(0, action.indexOf(':'));
  for (const [key, value] of Object.entries(asked.tags)) {
    given[`aws:ResourceTag/${key}`] = value;
    given[`${service}:ResourceTag/${key}`] = value;
  }
  return {
    principal: asPrincipal(asker, context),
    action,
    resource,
    principalAccount: asker.account,
    resourceAccount: accountFactsOf(accounts, asked.owner.accountId),
    context: { ...given, ...context },
  };
}

/** Of an account that was not read, the context says who of it asks. */
function asPrincipal({ principal, unread }: Asker, context: RequestContext): Request['principal'] {
  const arn = context['aws:PrincipalArn'];
  if (!unread || typeof arn !== 'string' || !('accountId' in principal)) return principal;
  const { accountId } = principal;
  if (arn.includes(':role/')) return { kind: 'role', arn, accountId, principalId: null };
  if (arn.includes(':user/')) return { kind: 'user', arn, accountId, principalId: null };
  return { kind: 'root', arn, accountId };
}

const EVERYTHING = {
  name: 'policies of an account that was not read',
  document: parsePolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
};

export function worldFor(accounts: readonly Account[], asker: Asker, request: Request): World {
  const { world } = worldOf(accounts, request);
  return asker.unread ? { ...world, identityPolicies: [EVERYTHING] } : world;
}

/** The calls on the resource's key of which the action needs one list in full; empty: it needs none (rule H10). */
export function keyQuestions({ asker, asked, action, context }: Question): readonly (readonly KeyCall[])[] {
  const key = asked.type === 'AWS::KMS::Key' ? undefined : KEY_ARN.exec(JSON.stringify(asked.details))?.[0];
  if (key === undefined || keyUse(action.service)?.holder !== 'caller') return [];
  const needs = (keyNeeds(action.service, action.name) ?? []).filter(
    (need) => need.use !== 'create' && (need.when === null || action.service === 'ssm'),
  );
  const contextKey = keyUse(action.service)?.contextKey ?? null;
  const named = action.service === 'dynamodb' ? (asked.arn.split('/')[1] ?? '') : asked.arn;
  const via: RequestContext = {
    ...context,
    'aws:ViaAWSService': 'true',
    ...(asker.account === null ? {} : { 'kms:CallerAccount': asker.account.id }),
    ...(asked.region === null ? {} : { 'kms:ViaService': `${action.service}.${asked.region}.amazonaws.com` }),
    ...(contextKey === null || action.service === 's3' ? {} : { [`kms:EncryptionContext:${contextKey}`]: named }),
  };
  return needs.flatMap(({ anyOf }) =>
    anyOf.map((operations) => operations.map((operation) => ({ action: operation, resource: key, context: via }))),
  );
}

export interface KeyCall {
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
}

const KEY_ARN = /arn:aws:kms:[^"]+:key\/[0-9a-f-]+/;
