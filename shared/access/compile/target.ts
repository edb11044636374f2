import type { Account, Resource } from '../../account/model.ts';
import { NOT_COLLECTED } from '../../account/model.ts';
import { arnsOn } from '../../catalog/actions-on-type.ts';
import { parseArn } from '../../policy/arn.ts';
import type { Fact, Facts } from '../condition/text.ts';
import { type Glob, glob } from '../pattern/glob.ts';
import { type Region, wholeRegion } from './region.ts';
import type { Shape } from './service-table.ts';
import type { TypeTable } from './type-table.ts';

/** A resource as the object of access questions. */
export interface Target {
  readonly arn: string;
  readonly resource: Resource;
  readonly account: Account;
  readonly table: TypeTable;
  /** By form of the type: the literal beginning of the ARNs it stands for, and the pattern of what follows. */
  readonly forms: readonly TargetForm[];
}

export interface TargetForm {
  readonly base: string;
  readonly suffix: Glob;
  /** All of it. */
  readonly whole: Region;
  readonly facts: KnownFacts;
  /** Null: the ARNs are literal up to the base. Otherwise whole ARN patterns, of these types. */
  readonly shape: Shape | null;
}

/** What is known of requests to a resource. */
export interface KnownFacts {
  /** Equal texts: equal facts. */
  readonly key: string;
  readonly of: Facts;
}

/** What is known of requests of one service's actions to a resource of another's or its own. */
export function knownFacts(
  account: Account,
  resource: Resource,
  owner: string,
  service: string,
  region: string,
): KnownFacts {
  const tags = resource.tags === NOT_COLLECTED ? null : Object.entries(resource.tags).sort();
  const key = JSON.stringify([resource.accountId, region, service, owner, tags]);
  let ofAccount = facts.get(account);
  if (ofAccount === undefined) {
    ofAccount = new Map();
    facts.set(account, ofAccount);
  }
  const known = ofAccount.get(key);
  if (known !== undefined) return known;
  const made = {
    key,
    of: factsOf(account, resource, owner, region === '' && GLOBAL_SERVICES.has(service) ? 'us-east-1' : region),
  };
  ofAccount.set(key, made);
  return made;
}

// A memory of equal facts, so that they are one object: it changes no answer, only its price.
const facts = new WeakMap<Account, Map<string, KnownFacts>>();

/** Services with a single endpoint, in us-east-1 (F31). */
const GLOBAL_SERVICES: ReadonlySet<string> = new Set(['iam', 'organizations', 'cloudfront', 'route53']);

/** The target of a resource; null where its type has no actions or its ARN is none. */
export function targetOf(account: Account, resource: Resource, table: TypeTable): Target | null {
  const attributes: Record<string, string> = {};
  for (const [key, value] of Object.entries(resource.details)) {
    if (typeof value === 'string') attributes[key.charAt(0).toUpperCase() + key.slice(1)] = value;
  }
  const region = parseArn(resource.arn)?.region ?? '';
  const known = (service: string) => knownFacts(account, resource, table.service, service, region);
  const forms: TargetForm[] = [];
  for (const { of, service } of table.forms) {
    const arn = ownedBy(arnsOn(resource.arn, of, attributes)[0], resource.accountId);
    if (arn === undefined) return null;
    if (of === 'self') {
      forms.push({ base: arn, suffix: glob(''), whole: wholeRegion(''), facts: known(service), shape: null });
      continue;
    }
    const star = arn.indexOf('*');
    const at = of.startsWith('arn:') ? (star < 0 ? arn.length : star) : resource.arn.length;
    forms.push({
      base: arn.slice(0, at),
      suffix: glob(arn.slice(at)),
      whole: wholeRegion(arn.slice(at)),
      facts: known(service),
      shape: null,
    });
  }
  return { arn: resource.arn, resource, account, table, forms };
}

/** The ARN with its account, where a template leaves it open because the resource's own ARN names none. */
function ownedBy(arn: string | undefined, accountId: string): string | undefined {
  const parts = arn?.split(':');
  if (parts === undefined || parts[4] !== '*') return arn;
  parts[4] = accountId;
  return parts.join(':');
}

/** Keys of services that carry the resource's tags beside `aws:ResourceTag/` (F28). */
const TAG_KEY = /^(aws|[a-z0-9-]+):resourcetag\/(.*)$/;

function factsOf(account: Account, resource: Resource, owner: string, region: string): Facts {
  const known = new Map<string, Fact>();
  known.set('aws:resourceaccount', resource.accountId);
  const view = account.organization;
  if (view === null) {
    known.set('aws:resourceorgid', null);
    known.set('aws:resourceorgpaths', null);
  } else if (view !== NOT_COLLECTED) {
    known.set('aws:resourceorgid', view.organizationId);
    known.set('aws:resourceorgpaths', [view.path]);
  }
  if (region !== '') known.set('aws:requestedregion', region);
  const tags = new Map<string, string>();
  if (resource.tags !== NOT_COLLECTED) {
    for (const [key, value] of Object.entries(resource.tags)) tags.set(key.toLowerCase(), value);
  }
  return (keyId) => {
    const tag = TAG_KEY.exec(keyId);
    if (tag !== null && (tag[1] === 'aws' || tag[1] === owner)) {
      return resource.tags === NOT_COLLECTED ? undefined : (tags.get(tag[2] ?? '') ?? null);
    }
    return known.get(keyId);
  };
}
