import type { GapList } from '../gaps.ts';
import { parseJsonDocuments } from '../json-text.ts';
import type { Group, ManagedPolicy, Role, User } from '../model.ts';
import { check, describe, type InputProblem, type Read } from '../problem.ts';
import {
  AUTHORIZATION_LISTS,
  type AuthorizationDetails,
  authorizationDetailsSchema,
  type GroupDetail,
  type ManagedPolicyDetail,
  type RoleDetail,
  type UserDetail,
} from '../schema/authorization-details.ts';
import { readGroup, readManagedPolicy, readRole, readUser } from './entities.ts';
import { accountOfEntities, type KnownAccount } from './entity-account.ts';
import { nameDangling } from './references.ts';

/** What the authorization details say, before they are joined with the rest of a snapshot. */
export interface Entities {
  readonly partition: string;
  readonly accountId: string;
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly roles: readonly Role[];
  readonly managedPolicies: ReadonlyMap<string, ManagedPolicy>;
}

/** The four lists over all pages; `null`: the list stands on no page. */
export interface Lists {
  readonly users: readonly UserDetail[] | null;
  readonly groups: readonly GroupDetail[] | null;
  readonly roles: readonly RoleDetail[] | null;
  readonly policies: readonly ManagedPolicyDetail[] | null;
}

/**
 * Reads the output of `aws iam get-account-authorization-details`: merged, an array of pages, or pages one after the
 * other (rules L01, L03). `known`: the account that account.json names; without it the ARNs give the account.
 */
export function readEntities(text: string, file: string, known: KnownAccount | null, gaps: GapList): Read<Entities> {
  const pages = readPages(text, file);
  if ('problem' in pages) return pages;
  const lists = merge(pages.value);
  const account = accountOfEntities(lists, file, known, gaps);
  if ('problem' in account) return account;
  nameMissingLists(lists, pages.value, file, gaps);
  const entities: Entities = {
    ...account.value,
    users: unique(lists.users ?? [], gaps).map((detail) => readUser(detail, gaps)),
    groups: unique(lists.groups ?? [], gaps).map((detail) => readGroup(detail, gaps)),
    roles: unique(lists.roles ?? [], gaps).map((detail) => readRole(detail, gaps)),
    managedPolicies: new Map(
      unique(lists.policies ?? [], gaps)
        .map((detail) => readManagedPolicy(detail, gaps))
        .filter((policy) => policy !== null)
        .map((policy) => [policy.arn, policy]),
    ),
  };
  nameDangling(entities, gaps);
  return { value: entities };
}

function readPages(text: string, file: string): Read<readonly AuthorizationDetails[]> {
  const documents = parseJsonDocuments(text, file);
  if ('problem' in documents) return documents;
  const pages: AuthorizationDetails[] = [];
  for (const [index, document] of documents.value.entries()) {
    const several = documents.value.length > 1 ? `document ${index + 1}` : '';
    const items = Array.isArray(document) ? document : [document];
    if (items.length === 0) return { problem: noLists(file, several, document) };
    for (const [at, item] of items.entries()) {
      const place = joinPlaces(several, Array.isArray(document) ? `/${at}` : '');
      if (typeof item !== 'object' || item === null || Array.isArray(item))
        return { problem: noLists(file, place, item) };
      if (!AUTHORIZATION_LISTS.some((list) => list in item)) return { problem: noLists(file, place, item) };
      const page = check(authorizationDetailsSchema, item, file);
      if ('problem' in page) return { problem: { ...page.problem, place: joinPlaces(place, page.problem.place) } };
      pages.push(page.value);
    }
  }
  return { value: pages };
}

function noLists(file: string, place: string, found: unknown): InputProblem {
  const keys = typeof found === 'object' && found !== null && !Array.isArray(found) ? Object.keys(found) : null;
  return {
    file,
    place,
    expected: `the output of get-account-authorization-details (an object with ${AUTHORIZATION_LISTS.join(', ')})`,
    found:
      keys === null
        ? describe(found)
        : keys.length === 0
          ? '`{}`'
          : `an object with ${describe(keys.slice(0, 3).join(', '))}`,
  };
}

function joinPlaces(outer: string, inner: string): string {
  if (outer === '' || inner === '') return outer + inner;
  return outer.startsWith('/') ? outer + inner : `${outer}, ${inner}`;
}

function merge(pages: readonly AuthorizationDetails[]): Lists {
  return {
    users: concat(pages.map((page) => page.UserDetailList)),
    groups: concat(pages.map((page) => page.GroupDetailList)),
    roles: concat(pages.map((page) => page.RoleDetailList)),
    policies: concat(pages.map((page) => page.Policies)),
  };
}

/** Null where no page has the list; a `null` list is an empty one. */
function concat<T>(lists: readonly (readonly T[] | null | undefined)[]): readonly T[] | null {
  const present = lists.filter((list) => list !== undefined);
  return present.length === 0 ? null : present.flatMap((list) => list ?? []);
}

const LIST_MEANING = {
  users: ['UserDetailList', 'users are not known'],
  groups: ['GroupDetailList', 'groups, and what their members get from them, are not known'],
  roles: ['RoleDetailList', 'roles are not known'],
  policies: ['Policies', 'managed policies are not known, nor what they grant'],
} as const;

function nameMissingLists(lists: Lists, pages: readonly AuthorizationDetails[], file: string, gaps: GapList): void {
  const action = 'iam:GetAccountAuthorizationDetails';
  for (const key of ['users', 'groups', 'roles', 'policies'] as const) {
    const [list, meaning] = LIST_MEANING[key];
    if (lists[key] === null) gaps.add('not-collected', `${file} ${list}`, meaning, action);
  }
  if (pages.at(-1)?.IsTruncated === true) {
    gaps.add(
      'not-collected',
      `${file} pages`,
      'AWS had more pages than the file holds: what they list is not known',
      action,
    );
  }
}

/** Each ARN once, sorted: overlapping pages repeat entities. */
function unique<T extends { readonly Arn: string }>(details: readonly T[], gaps: GapList): readonly T[] {
  const byArn = new Map<string, T>();
  for (const detail of details) {
    if (byArn.has(detail.Arn))
      gaps.add('duplicate-entity', detail.Arn, 'it stands more than once; the first was taken');
    else byArn.set(detail.Arn, detail);
  }
  return [...byArn.values()].sort((a, b) => (a.Arn < b.Arn ? -1 : 1));
}
