import { NOT_COLLECTED } from '../../account/model.ts';
import type { ResourceType } from '../../catalog/action.ts';
import { findAction } from '../../catalog/catalog.ts';
import type { Ground } from '../ground/ground.ts';
import type { OwnPrincipal } from '../ground/principals.ts';
import { allowsOf } from '../question/chance.ts';
import { type Actor, type Allowed, allowed } from './actor.ts';
import { ANY_NAME } from './administering.ts';

/** Places tried for one kind of resource. */
const MOST_PLACES = 24;

/**
 * Whether an actor may make calls that together make something new, somewhere: for each kind of resource that the
 * calls name, one ARN on which all that name it are allowed (A10). Null: nowhere that its policies speak of.
 */
export function allowedSomewhere(
  ground: Ground,
  actor: Actor,
  own: OwnPrincipal,
  actions: readonly string[],
): readonly Allowed[] | null {
  const kinds = new Map<string, { types: readonly ResourceType[]; actions: string[] }>();
  for (const id of actions) {
    const action = findAction(id);
    const required = action?.resourceTypes.filter((one) => one.required) ?? [];
    // Which of several optional kinds a call names is the caller's choice: one of them is enough.
    const wanted =
      required.length > 0
        ? required.map(({ type }) => [type])
        : action === null || action.resourceTypes.length === 0
          ? [[]]
          : [action.resourceTypes.map(({ type }) => type)];
    for (const types of wanted) {
      const key = types.map(({ service, name }) => `${service}:${name}`).join() || '*';
      const kind = kinds.get(key) ?? { types, actions: [] };
      kind.actions.push(id);
      kinds.set(key, kind);
    }
  }
  const calls: Allowed[] = [];
  for (const { types, actions: together } of kinds.values()) {
    const found = firstPlace(ground, actor, placesFor(own, types, together), together);
    if (found === null) return null;
    calls.push(...found);
  }
  return calls.sort((a, b) => actions.indexOf(a.action) - actions.indexOf(b.action));
}

function firstPlace(
  ground: Ground,
  actor: Actor,
  places: readonly string[],
  actions: readonly string[],
): readonly Allowed[] | null {
  let conditional: readonly Allowed[] | null = null;
  for (const place of places) {
    const calls = actions.flatMap((action) => allowed(ground, actor, action, place) ?? []);
    if (calls.length < actions.length) continue;
    if (calls.every(({ permission }) => permission.conditions.length === 0)) return calls;
    conditional ??= calls;
  }
  return conditional;
}

/** ARNs worth trying: any name in the account's Regions, and what the policies' own patterns stand for. */
function placesFor(own: OwnPrincipal, types: readonly ResourceType[], actions: readonly string[]): readonly string[] {
  if (types.length === 0) return ['*'];
  const { partition, accountId, regions } = own.account;
  const written = actions.flatMap((action) =>
    allowsOf(own, action).flatMap(({ statement: { resource } }) =>
      resource === null || resource.negated ? [] : resource.patterns.filter((p) => p !== '*' && !p.includes('${')),
    ),
  );
  const known = regions === NOT_COLLECTED ? [] : regions;
  const inPatterns = written
    .flatMap((pattern) => pattern.split(':')[3] ?? [])
    .filter((region) => /^[a-z]+(-[a-z]+)+-\d$/.test(region));
  const tried = [...new Set([...inPatterns, ...known, ...(known.length === 0 ? ['us-east-1'] : [])])];
  const templates = types.flatMap(({ arns }) => arns);
  const anywhere = tried.flatMap((region) =>
    templates.map((template) => filledTemplate(template, partition, region, accountId)),
  );
  const named = written.flatMap((pattern) => {
    const service = pattern.split(':')[2];
    if (!templates.some((template) => template.split(':')[2] === service)) return [];
    return tried.map((region) => filledPattern(pattern, partition, region, accountId));
  });
  return [...new Set([...named, ...anywhere])].slice(0, MOST_PLACES);
}

function filledTemplate(template: string, partition: string, region: string, accountId: string): string {
  return template
    .replaceAll('${Partition}', partition) // the catalogue's own placeholders
    .replaceAll('${Region}', region)
    .replaceAll('${Account}', accountId)
    .replaceAll(/\$\{[^}]*\}/g, ANY_NAME);
}

/** A member of a pattern: its wildcard Region and account are taken to be the ones that are tried. */
function filledPattern(pattern: string, partition: string, region: string, accountId: string): string {
  const [arn = '', p = '', service = '', r = '', account = '', ...rest] = pattern.split(':');
  const places = [
    arn,
    p === '*' ? partition : p,
    service,
    r === '*' ? region : r,
    account === '*' ? accountId : account,
    ...rest,
  ];
  return places.join(':').replaceAll('*', ANY_NAME).replaceAll('?', 'x');
}
