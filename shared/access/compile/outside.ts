import type { Account } from '../../account/model.ts';
import { accountFactsOf } from '../../account/world.ts';
import type { Principal } from '../../authorization/request.ts';
import { isAccountId, parseArn } from '../../policy/arn.ts';
import type { Condition, Statement } from '../../policy/model.ts';
import type { Fact } from '../condition/text.ts';
import type { PrincipalType } from '../verdict.ts';
import type { Assumption, Caller } from './caller.ts';

/**
 * Callers beyond the accounts that were read, as far as resource policies name them: services, identity providers,
 * other accounts (each as a whole, never by its principals), and whoever needs no name.
 */
export function outsideCallers(accounts: readonly Account[], statements: Iterable<Statement>): readonly Caller[] {
  const read = new Set(accounts.map((a) => a.accountId));
  const services = new Set<string>();
  const providers = new Set<string>();
  const others = new Set<string>();
  let everyone = false;
  for (const statement of statements) {
    if (statement.effect !== 'Allow' || statement.principal === null) continue;
    if (statement.principal.negated) everyone = true;
    for (const entry of statement.principal.entries) {
      if (entry.kind === 'everyone') everyone = true;
      else if (entry.kind === 'service') services.add(entry.text);
      else if (entry.kind === 'federated') providers.add(entry.text);
      else if ('accountId' in entry) others.add(entry.accountId);
    }
    for (const id of accountsInConditions(accounts, statement)) others.add(id);
  }
  const callers: Caller[] = [
    ...[...services].map(serviceCaller),
    ...[...providers].map(federatedCaller),
    ...[...others].filter((id) => !read.has(id)).map((id) => accountCaller(accounts, id)),
  ];
  if (everyone) callers.push(ANONYMOUS);
  return callers.sort((a, b) => (a.arn < b.arn ? -1 : 1));
}

/** Accounts that a grant to everyone is narrowed to: by id, by the ARN of a principal, or by the organization. */
function accountsInConditions(accounts: readonly Account[], statement: Statement): readonly string[] {
  const found: string[] = [];
  for (const { keyId, values } of statement.conditions) {
    if (keyId === 'aws:principalaccount' || keyId === 'aws:sourceowner' || keyId === 'kms:calleraccount') {
      found.push(...values.filter(isAccountId));
    } else if (keyId === 'aws:principalarn') {
      found.push(...values.map((v) => parseArn(v)?.accountId ?? '').filter(isAccountId));
    } else if (keyId === 'aws:principalorgid') {
      for (const { organization } of accounts) {
        if (typeof organization !== 'object' || organization === null || !values.includes(organization.organizationId))
          continue;
        if (typeof organization.accountIds !== 'string') found.push(...organization.accountIds);
      }
    }
  }
  return found;
}

function serviceCaller(service: string): Caller {
  const own: Record<string, Fact> = {
    'aws:principalisawsservice': 'true',
    'aws:principalservicename': service,
    'aws:principalservicenameslist': undefined,
  };
  for (const key of IAM_KEYS) own[key] = null;
  return caller(`service:${service}`, 'service', { kind: 'service', service }, own);
}

function federatedCaller(provider: string): Caller {
  const own: Record<string, Fact> = { 'aws:principalisawsservice': null, 'aws:principalservicename': null };
  for (const key of IAM_KEYS) own[key] = null;
  return caller(`federated:${provider}`, 'federated', { kind: 'federated', provider }, own);
}

/** Anonymous requests carry the word in account, type and user id (E25). */
const ANONYMOUS: Caller = caller(
  'anonymous',
  'anonymous',
  { kind: 'anonymous' },
  {
    ...Object.fromEntries(
      [
        'aws:principalarn',
        'aws:principalorgid',
        'aws:principalorgpaths',
        'aws:username',
        'aws:principalisawsservice',
        'aws:principalservicename',
        'aws:sourceowner',
        'kms:calleraccount',
      ].map((key) => [key, null]),
    ),
    'aws:principalaccount': 'anonymous',
    'aws:principaltype': 'Anonymous',
    'aws:userid': 'anonymous',
  },
);

/** An account whose policies were not read: who of it calls, and with which tags, is its own affair. */
function accountCaller(accounts: readonly Account[], id: string): Caller {
  const partition = accounts[0]?.partition ?? 'aws';
  const facts = accountFactsOf(accounts, id);
  const own: Record<string, Fact> = {
    'aws:principalaccount': id,
    'aws:principalisawsservice': 'false',
    'aws:principalservicename': null,
    'kms:calleraccount': id,
    'aws:sourceowner': id,
    'aws:sourcearn': null,
    'aws:sourceaccount': null,
  };
  // It is in no organization whose tree was read: which other one, nobody knows.
  const notOurs = facts.organizationId === null ? organizationsRead(accounts).map(notOfOrganization) : [];
  if (facts.organizationId !== null) own['aws:principalorgid'] = facts.organizationId;
  const arn = `arn:${partition}:iam::${id}:root`;
  return {
    ...caller(arn, 'account', { kind: 'root', arn, accountId: id }, own),
    accountId: id,
    accountFacts: facts,
    assumed: [
      {
        condition: arnOf(['role/*', 'user/*', 'root'].map((name) => `arn:${partition}:iam::${id}:${name}`)),
        negated: false,
      },
      ...notOurs,
    ],
  };
}

function organizationsRead(accounts: readonly Account[]): readonly string[] {
  const ids = new Set<string>();
  for (const { organization } of accounts) {
    if (typeof organization === 'object' && organization !== null && typeof organization.accountIds !== 'string') {
      ids.add(organization.organizationId);
    }
  }
  return [...ids].sort();
}

function arnOf(patterns: readonly string[]): Condition {
  return condition('ArnLike', 'aws:PrincipalArn', patterns);
}

function notOfOrganization(id: string): Assumption {
  return { condition: condition('StringEquals', 'aws:PrincipalOrgID', [id]), negated: true };
}

function condition(operator: Condition['operator'], key: string, values: readonly string[]): Condition {
  return { operator, quantifier: null, ifExists: false, key, keyId: key.toLowerCase(), values };
}

const IAM_KEYS = [
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principaltype',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:userid',
  'aws:username',
  'aws:sourceowner',
];

function caller(arn: string, type: PrincipalType, principal: Principal, own: Readonly<Record<string, Fact>>): Caller {
  const table = new Map(Object.entries(own));
  return {
    arn,
    type,
    accountId: null,
    principal,
    accountFacts: null,
    policies: [],
    hasBoundary: false,
    scpLevels: 0,
    serviceLinked: false,
    facts: (keyId) => {
      if (keyId.startsWith('aws:principaltag/')) return type === 'account' ? undefined : null;
      return table.get(keyId);
    },
    assumed: [],
    tags: {},
  };
}
