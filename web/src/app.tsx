import AppLayout from '@cloudscape-design/components/app-layout';
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import TopNavigation from '@cloudscape-design/components/top-navigation';
import { BrowserRouter, Route, Routes, useLocation, useMatch, useNavigate } from 'react-router';
import { AccountsPage } from './pages/accounts.tsx';
import { CompletenessPage } from './pages/completeness.tsx';
import { FindingsPage } from './pages/findings.tsx';
import { NotFoundPage } from './pages/not-found.tsx';
import { PrincipalPage } from './pages/principal.tsx';
import { PrincipalsPage } from './pages/principals.tsx';
import { ResourcePage } from './pages/resource.tsx';
import { ResourcesPage } from './pages/resources.tsx';
import { paths, ROUTES, type RunAddress } from './paths.ts';
import { ErrorBoundary } from './ui/error-boundary.tsx';

/** The dashboard: one page, its address holds what is shown. */
export function App() {
  return (
    <BrowserRouter>
      <Frame />
    </BrowserRouter>
  );
}

function Frame() {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return (
    <>
      <div id="top">
        <TopNavigation
          identity={{ href: paths.accounts(), title: 'Nightjar', onFollow: follow(navigate) }}
          utilities={[]}
          i18nStrings={{ overflowMenuTriggerText: 'More', overflowMenuTitleText: 'All' }}
        />
      </div>
      <AppLayout
        headerSelector="#top"
        toolsHide
        navigation={<Navigation />}
        ariaLabels={{
          navigation: 'Pages',
          navigationToggle: 'Open navigation',
          navigationClose: 'Close navigation',
          notifications: 'Notifications',
        }}
        content={
          <ErrorBoundary key={pathname}>
            <Routes>
              <Route path={ROUTES.accounts} element={<AccountsPage />} />
              <Route path={ROUTES.principals} element={<PrincipalsPage />} />
              <Route path={ROUTES.principal} element={<PrincipalPage />} />
              <Route path={ROUTES.resources} element={<ResourcesPage />} />
              <Route path={ROUTES.resource} element={<ResourcePage />} />
              <Route path={ROUTES.findings} element={<FindingsPage />} />
              <Route path={ROUTES.completeness} element={<CompletenessPage />} />
              <Route path="*" element={<NotFoundPage />} />
            </Routes>
          </ErrorBoundary>
        }
      />
    </>
  );
}

function Navigation() {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const match = useMatch('/:customerId/:accountId/:runId/*');
  const run = match === null ? null : (match.params as unknown as RunAddress); // the pattern names exactly these
  const items: SideNavigationProps.Item[] = [{ type: 'link', text: 'Accounts', href: paths.accounts() }];
  if (run !== null) {
    items.push({
      type: 'section-group',
      title: `Account ${run.accountId}`,
      items: [
        { type: 'link', text: 'Principals', href: paths.principals(run) },
        { type: 'link', text: 'Resources', href: paths.resources(run) },
        { type: 'link', text: 'Findings', href: paths.findings(run) },
        { type: 'link', text: 'Completeness', href: paths.completeness(run) },
      ],
    });
  }
  return <SideNavigation items={items} activeHref={pathname} onFollow={follow(navigate)} />;
}

/** Links stay in the page, and remain real links for a new tab. */
function follow(navigate: (to: string) => void) {
  return (event: CustomEvent<{ href?: string | undefined }>) => {
    if (event.detail.href === undefined) return;
    event.preventDefault();
    navigate(event.detail.href);
  };
}
