import { type EntityType, GetAccountAuthorizationDetailsCommand, type IAMClient } from '@aws-sdk/client-iam';

/** Items that one page may hold; AWS may give fewer. */
const ITEMS_PER_PAGE = 1000;

/** The lists of an answer, as the command line of AWS writes them. */
const LISTS = ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'] as const;

/**
 * One entity type of GetAccountAuthorizationDetails, page by page: each page the JSON text of its lists, policy
 * documents still URL-encoded.
 */
export async function* authorizationDetails(iam: IAMClient, type: EntityType): AsyncGenerator<string> {
  let marker: string | undefined;
  do {
    const answer = await iam.send(
      new GetAccountAuthorizationDetailsCommand({
        Filter: [type],
        MaxItems: ITEMS_PER_PAGE,
        ...(marker === undefined ? {} : { Marker: marker }),
      }),
    );
    const lists = LISTS.filter((name) => belongsTo(type, name)).map((name) => [name, answer[name] ?? []] as const);
    yield JSON.stringify(Object.fromEntries(lists));
    marker = answer.IsTruncated === true ? answer.Marker : undefined;
  } while (marker !== undefined);
}

/** The one list that an entity type fills: the others stay out, so that they count as not asked for. */
function belongsTo(type: EntityType, list: (typeof LISTS)[number]): boolean {
  if (type === 'User') return list === 'UserDetailList';
  if (type === 'Group') return list === 'GroupDetailList';
  if (type === 'Role') return list === 'RoleDetailList';
  return list === 'Policies';
}
