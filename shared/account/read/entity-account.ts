import { type GapList, someOf } from '../gaps.ts';
import { quote, type Read } from '../problem.ts';
import type { Lists } from './authorization-details.ts';

/** The account that account.json names. */
export interface KnownAccount {
  readonly partition: string;
  readonly accountId: string;
}

interface Place {
  readonly arn: string;
  readonly pointer: string;
}

/**
 * Whose authorization details these are. With a known account every entity must be its own. Without one the ARNs
 * decide: more than half of the entities must name one account; those of others (files that were merged or redacted)
 * are kept under their own ARNs and named as gaps.
 */
export function accountOfEntities(
  lists: Lists,
  file: string,
  known: KnownAccount | null,
  gaps: GapList,
): Read<KnownAccount> {
  const places = entityPlaces(lists);
  if (known !== null) {
    const stranger = places.find(
      ({ arn }) => partitionOf(arn) !== known.partition || accountOf(arn) !== known.accountId,
    );
    if (stranger === undefined) return { value: known };
    const expected = `an ARN of the account in account.json (\`arn:${known.partition}:iam::${known.accountId}:…\`)`;
    return { problem: { file, place: stranger.pointer, expected, found: quote(stranger.arn) } };
  }
  const byAccount = Map.groupBy(places, ({ arn }) => `${partitionOf(arn)} ${accountOf(arn)}`);
  const ranked = [...byAccount].filter(([key]) => /\d{12}$/.test(key)).sort(([, a], [, b]) => b.length - a.length);
  const [first] = ranked;
  if (first === undefined) {
    const expected = 'at least one user, group, role or policy whose ARN names the account';
    return {
      problem: { file, place: '', expected, found: places.length === 0 ? 'none' : quote(places[0]?.arn ?? '') },
    };
  }
  const [key, own] = first;
  const [partition = '', accountId = ''] = key.split(' ');
  if (own.length * 2 <= places.length) {
    const stranger = places.find((place) => !own.includes(place)) ?? own[0];
    const expected = `ARNs of one account (\`${accountId}\`)`;
    return { problem: { file, place: stranger?.pointer ?? '', expected, found: quote(stranger?.arn ?? '') } };
  }
  for (const [other, strangers] of byAccount) {
    if (other === key) continue;
    const who = other.split(' ')[1] ?? '';
    const arns = someOf(strangers.map(({ arn }) => arn));
    const meaning = `the file is account ${accountId}'s, these name account \`${who}\` and are taken as they stand: ${arns}`;
    gaps.add('foreign-entity', `${file} ${other}`, meaning);
  }
  return { value: { partition, accountId } };
}

/** Users, groups, roles and customer-managed policies; AWS's own policies name no account. */
function entityPlaces(lists: Lists): readonly Place[] {
  const listed: readonly [string, readonly { readonly Arn: string }[]][] = [
    ['UserDetailList', lists.users ?? []],
    ['GroupDetailList', lists.groups ?? []],
    ['RoleDetailList', lists.roles ?? []],
    ['Policies', lists.policies ?? []],
  ];
  return listed
    .flatMap(([list, entities]) =>
      entities.map(({ Arn }, index) => ({
        arn: Arn,
        pointer: `/${list}/${index}/Arn`,
        shared: list === 'Policies' && accountOf(Arn) === 'aws',
      })),
    )
    .filter(({ shared }) => !shared);
}

function partitionOf(arn: string): string {
  return arn.split(':', 2)[1] ?? '';
}

function accountOf(arn: string): string {
  return arn.split(':', 5)[4] ?? '';
}
