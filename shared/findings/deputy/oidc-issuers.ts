/** An OIDC issuer that signs tokens for many customers, and what in a token tells them apart (J03). */
export interface SharedIssuer {
  /** As provider ARNs and condition keys begin with it. */
  readonly host: string;
  /** The subject of a token of somebody else. */
  readonly foreignSubject: string;
  /** Literal text that a subject pattern must hold before its first wildcard, up to and including `until`. */
  readonly tenantIn: { readonly prefix: string; readonly until: string } | null;
  /** The audience tells tenants apart as well: of somebody else it is this. Null: everyone's tokens may carry the same. */
  readonly foreignAudience: string | null;
  /** Further claims that name the tenant. */
  readonly tenantClaims: readonly string[];
}

/** The issuers that AWS's guides name, and other common ones; an issuer of the customer's own is not shared. */
export const SHARED_ISSUERS: readonly SharedIssuer[] = [
  {
    host: 'token.actions.githubusercontent.com',
    foreignSubject: 'repo:somebody-else/somewhere:ref:refs/heads/main',
    tenantIn: { prefix: 'repo:', until: '/' },
    foreignAudience: null,
    tenantClaims: [
      'repository',
      'repository_id',
      'repository_owner',
      'repository_owner_id',
      'enterprise',
      'enterprise_id',
      'job_workflow_ref',
    ],
  },
  {
    host: 'gitlab.com',
    foreignSubject: 'project_path:somebody-else/somewhere:ref_type:branch:ref:main',
    tenantIn: { prefix: 'project_path:', until: '/' },
    foreignAudience: null,
    tenantClaims: ['namespace_id', 'namespace_path', 'project_id', 'project_path'],
  },
  {
    host: 'app.terraform.io',
    foreignSubject: 'organization:somebody-else:project:p:workspace:w:run_phase:apply',
    tenantIn: { prefix: 'organization:', until: ':' },
    foreignAudience: null,
    tenantClaims: ['terraform_organization_id', 'terraform_organization_name'],
  },
  {
    host: 'agent.buildkite.com',
    foreignSubject: 'organization:somebody-else:pipeline:p:ref:refs/heads/main:commit:c:step:s',
    tenantIn: { prefix: 'organization:', until: ':' },
    foreignAudience: null,
    tenantClaims: ['organization_id', 'organization_slug'],
  },
  {
    host: 'oidc.vercel.com',
    foreignSubject: 'owner:somebody-else:project:p:environment:production',
    tenantIn: { prefix: 'owner:', until: ':' },
    foreignAudience: 'https://vercel.com/somebody-else',
    tenantClaims: ['owner', 'owner_id'],
  },
  {
    host: 'api.pulumi.com/oidc',
    foreignSubject: 'pulumi:deploy:org:somebody-else:project:p',
    tenantIn: null,
    foreignAudience: 'somebody-else',
    tenantClaims: ['org'],
  },
  {
    host: 'accounts.google.com',
    foreignSubject: '100000000000000000000',
    tenantIn: null,
    foreignAudience: 'somebody-else.apps.googleusercontent.com',
    tenantClaims: ['email', 'oaud'],
  },
  {
    host: 'cognito-identity.amazonaws.com',
    foreignSubject: 'us-east-1:00000000-0000-0000-0000-000000000000',
    tenantIn: null,
    foreignAudience: 'us-east-1:00000000-0000-0000-0000-000000000000',
    tenantClaims: [],
  },
  {
    host: 'graph.facebook.com',
    foreignSubject: '100000000000000',
    tenantIn: null,
    foreignAudience: '100000000000000',
    tenantClaims: ['app_id'],
  },
  {
    host: 'www.amazon.com',
    foreignSubject: 'amzn1.account.SOMEBODYELSE',
    tenantIn: null,
    foreignAudience: 'amzn1.application.somebody-else',
    tenantClaims: ['app_id'],
  },
];

/** The issuer of a provider as a trust policy names it; null where it is the customer's own or not known. */
export function sharedIssuerOf(provider: string): SharedIssuer | null {
  const host = issuerOf(provider);
  return SHARED_ISSUERS.find((issuer) => issuer.host === host) ?? null;
}

/** `…:oidc-provider/HOST` → `HOST`; the older providers are named by their host alone. */
export function issuerOf(provider: string): string {
  const marker = ':oidc-provider/';
  const at = provider.indexOf(marker);
  return at < 0 ? provider : provider.slice(at + marker.length);
}
