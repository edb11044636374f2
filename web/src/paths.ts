/** Where the pages live: every address of the dashboard is built here. */

/** One published run, as addresses name it. */
export interface RunAddress {
  readonly customerId: string;
  readonly accountId: string;
  readonly runId: string;
}

export const ROUTES = {
  accounts: '/',
  principals: '/:customerId/:accountId/:runId/principals',
  principal: '/:customerId/:accountId/:runId/principal',
  resources: '/:customerId/:accountId/:runId/resources',
  resource: '/:customerId/:accountId/:runId/resource',
  findings: '/:customerId/:accountId/:runId/findings',
  completeness: '/:customerId/:accountId/:runId/completeness',
} as const;

function runBase(run: RunAddress): string {
  return `/${run.customerId}/${run.accountId}/${run.runId}`;
}

export const paths = {
  accounts: () => '/',
  principals: (run: RunAddress) => `${runBase(run)}/principals`,
  /** What can this principal reach; an ARN holds slashes, so it goes into the query. */
  principal: (run: RunAddress, arn: string) => `${runBase(run)}/principal?arn=${encodeURIComponent(arn)}`,
  resources: (run: RunAddress) => `${runBase(run)}/resources`,
  /** Who can reach this resource. */
  resource: (run: RunAddress, arn: string) => `${runBase(run)}/resource?arn=${encodeURIComponent(arn)}`,
  findings: (run: RunAddress) => `${runBase(run)}/findings`,
  completeness: (run: RunAddress) => `${runBase(run)}/completeness`,
} as const;
