import { paths } from '../paths.ts';
import { Page } from '../ui/page.tsx';
import { PageLink } from '../ui/page-link.tsx';

/** An address that names no page. */
export function NotFoundPage() {
  return (
    <Page title="No such page" loaded={{ state: 'ready', value: null }}>
      {() => <PageLink to={paths.accounts()}>To the accounts</PageLink>}
    </Page>
  );
}
