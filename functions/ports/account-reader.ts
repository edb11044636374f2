import type { Link } from '../../shared/contract/tenant-items.ts';

/**
 * Reads one customer account through the role of its link. A page is text that will be cached as it is; the caller
 * checks its lease before it asks for the next.
 */
export interface AccountReader {
  /** The pages of a work item, in order; no page at all: the item was not collected. */
  pages(itemId: string): AsyncIterable<string>;
}

/** Assumes the link's role and checks that the credentials belong to the link's account. */
export interface AccountReaders {
  open(link: Link, sessionName: string): Promise<AccountReader>;
}
