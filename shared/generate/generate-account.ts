import { SNAPSHOT_FILES, type SnapshotFiles } from '../account/snapshot.ts';
import { accountFile } from './files/account.ts';
import { authorizationDetails, type Principal } from './files/authorization-details.ts';
import { organizationFile } from './files/organization.ts';
import { credentialReport, identityCenter, lastAccessed } from './files/use.ts';
import { type Ground, grounds } from './ground.ts';
import { Permissions } from './permissions.ts';
import { principalsOf } from './principals.ts';
import { type ProfileName, profileOf } from './profile.ts';
import { Random } from './random.ts';
import { KEY_SHARE, resourcesOf } from './resources/inventory.ts';
import { keysOf } from './resources/keys.ts';
import { PolicyShelf } from './shelf.ts';

/** How large an account, of which kind, and which one of them. */
export interface AccountSize {
  readonly seed: number | string;
  /** Users and roles, over all accounts of the profile. */
  readonly principals: number;
  /** Lines of resources.jsonl, over all accounts of the profile; those of IAM come on top. */
  readonly resources: number;
  readonly profile: ProfileName;
}

/** A snapshot: texts by file name, as `readSnapshot` takes them. */
export interface GeneratedSnapshot {
  readonly accountId: string;
  readonly alias: string;
  readonly files: SnapshotFiles;
}

/**
 * An invented company's account, or, for `templated`, three accounts of one organization: the same texts for the same
 * seed and size. What the profiles hold is counted by `censusOf` and asserted in the tests.
 */
export function generateAccount({ seed, principals, resources, profile }: AccountSize): readonly GeneratedSnapshot[] {
  const shape = profileOf(profile);
  const random = new Random(`${seed} ${profile} ${principals} ${resources}`);
  const abroad: string[] = [];
  return grounds(shape, random, principals).map((ground, at) => {
    const made = snapshotOf(ground, partOf(principals, at, shape.accounts), partOf(resources, at, shape.accounts), [
      ...abroad,
    ]);
    abroad.push(...made.callable);
    return made.snapshot;
  });
}

/** The share of one of several accounts: whole numbers that add up. */
function partOf(total: number, at: number, accounts: number): number {
  return Math.floor((total * (at + 1)) / accounts) - Math.floor((total * at) / accounts);
}

function snapshotOf(
  ground: Ground,
  principalCount: number,
  resourceCount: number,
  abroad: readonly string[],
): { readonly snapshot: GeneratedSnapshot; readonly callable: readonly string[] } {
  const { random, place } = ground;
  const drafts = principalsOf(ground, principalCount);
  const shelf = new PolicyShelf(ground);
  const permissions = new Permissions(ground, shelf);
  const given = random.fork('given');
  const groups = permissions.groups(given);
  const principals: readonly Principal[] = drafts.map((draft) => ({ draft, given: permissions.of(draft, given) }));
  const keys = keysOf(
    ground,
    Math.max(place.regions.length, Math.round(resourceCount * KEY_SHARE)),
    random.fork('keys'),
  );
  const resources = resourcesOf({ ground, principals: drafts, keys, abroad }, resourceCount, random.fork('resources'));
  const use = random.fork('use');
  const reserved = drafts.filter(({ path }) => path.startsWith('/aws-reserved/'));
  const types = [...new Set(resources.map(({ type }) => type))].sort();
  return {
    snapshot: {
      accountId: place.accountId,
      alias: place.alias,
      files: {
        [SNAPSHOT_FILES.account]: text(
          accountFile(
            ground,
            types,
            resources.map(({ arn }) => arn),
          ),
        ),
        [SNAPSHOT_FILES.authorizationDetails]: text(
          authorizationDetails(ground, principals, groups, shelf.all(), random.fork('details')),
        ),
        [SNAPSHOT_FILES.organization]: text(organizationFile(ground)),
        [SNAPSHOT_FILES.resources]: lines(resources),
        [SNAPSHOT_FILES.credentialReport]: text(
          credentialReport(
            ground,
            drafts.filter(({ kind }) => kind === 'user'),
            use,
          ),
        ),
        [SNAPSHOT_FILES.lastAccessed]: lines(drafts.map((draft) => lastAccessed(ground, draft, use))),
        [SNAPSHOT_FILES.identityCenter]: text(identityCenter(ground, reserved, random.fork('people'))),
      },
    },
    callable: drafts.filter(({ job }) => job === 'workload' || job === 'stamped').map(({ arn }) => arn),
  };
}

function text(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function lines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}
