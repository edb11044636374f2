import { ERRORS } from '../../shared/contract/errors.ts';
import { AUTHORIZATION_DETAILS, workItemKind } from '../../shared/contract/work-items.ts';
import { StepError } from '../ports/step-error.ts';

/** The lists of GetAccountAuthorizationDetails, page by page and entity type by entity type. */
const LISTS = ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'] as const;

/**
 * The files of a snapshot folder from the pages of its work items. IAM's pages are merged into one
 * authorization-details file; an entity type that was not collected leaves its list out. Of the other items a page is
 * a piece of the file's text. What the account says of itself goes before what its organization's link says.
 */
export function assemble(
  items: readonly { readonly itemId: string; readonly pages: readonly string[] }[],
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const details = new Map<string, unknown[]>();
  for (const { itemId, pages } of items) {
    const kind = workItemKind(itemId);
    if (kind === null) throw new StepError(ERRORS.versionMismatch, `plan: expected work items, found \`${itemId}\``);
    if (pages.length === 0) continue;
    if (kind.file !== AUTHORIZATION_DETAILS) {
      if (kind.through === 'account' || !files.has(kind.file)) files.set(kind.file, pages.join(''));
    } else for (const page of pages) mergePage(details, page);
  }
  if (details.size > 0) files.set(AUTHORIZATION_DETAILS, JSON.stringify(Object.fromEntries(details)));
  return files;
}

function mergePage(details: Map<string, unknown[]>, text: string): void {
  const page: unknown = JSON.parse(text);
  if (page === null || typeof page !== 'object') return;
  for (const [name, list] of Object.entries(page)) {
    if (!LISTS.some((known) => known === name) || !Array.isArray(list)) continue;
    const merged = details.get(name) ?? [];
    for (const entity of list) merged.push(entity);
    details.set(name, merged);
  }
}
