import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LocalAccounts } from '../local/accounts/local-accounts.ts';
import type { Deployment } from './deployment.ts';
import type { EstateNight, LinkNight } from './estate-night.ts';
import type { NightClock } from './night-clock.ts';

/** The customers' accounts of an estate, as their roles show them. */
export interface EstateAccounts {
  readonly endpoint: string;
  close(): Promise<void>;
}

/**
 * Serves every link of an estate. What a link shows is a symbolic link below `folder`, so that the next night shows
 * another snapshot under the same endpoint.
 */
export async function serveAccounts(
  night: EstateNight,
  deployment: Deployment,
  folder: string,
  clock: NightClock,
): Promise<EstateAccounts> {
  show(night, folder);
  const accounts = new LocalAccounts({
    customerRoles: linksOf(night).map((link) => ({
      roleArn: link.roleArn,
      externalId: link.externalId,
      snapshotFolder: shownFolder(folder, link),
    })),
    ownRoles: deployment.ownRoles,
    ownAccountId: deployment.account,
    now: () => clock.now(),
  });
  const listener = await accounts.listen();
  return { endpoint: listener.endpoint, close: () => listener.close() };
}

/** Points every link at its snapshot of this night. */
export function show(night: EstateNight, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const link of linksOf(night)) {
    const shown = shownFolder(folder, link);
    rmSync(shown, { force: true });
    symlinkSync(resolve(link.folder), shown);
  }
}

function linksOf(night: EstateNight): readonly LinkNight[] {
  return night.customers.flatMap(({ organization, accounts }) =>
    organization === null ? accounts : [organization, ...accounts],
  );
}

/** One per role: an account's own link and its organization's show different folders. */
function shownFolder(folder: string, { roleArn }: LinkNight): string {
  return join(folder, roleArn.replaceAll(/[^A-Za-z0-9]+/g, '-'));
}
