import { type AccountSource, NIGHTS, type Night } from './authoring/account-source.ts';
import { json, snapshotFiles } from './authoring/snapshot-files.ts';
import { heronAnalytics } from './source/heron-analytics.ts';
import { larkspurDevelopment } from './source/larkspur-development.ts';
import { larkspurManagement } from './source/larkspur-management.ts';
import { larkspurIdentityCenter, larkspurOrganization } from './source/larkspur-organization.ts';
import { larkspurProduction } from './source/larkspur-production/index.ts';
import { DEVELOPMENT, EXTERNAL_IDS, HERON, LONDON, MANAGEMENT, PRODUCTION, roleArn } from './source/names.ts';

/** The accounts of the estate by the folder that holds their snapshots. */
export const ACCOUNTS: Readonly<Record<string, (night: Night) => AccountSource>> = {
  'larkspur-management': larkspurManagement,
  'larkspur-production': larkspurProduction,
  'larkspur-development': larkspurDevelopment,
  'heron-analytics': heronAnalytics,
};

/** Every file of the estate by its path in the folder, the same in every build. */
export function estateFiles(): ReadonlyMap<string, string> {
  const files = new Map([['estate.json', json(ESTATE)]]);
  for (const night of NIGHTS) {
    for (const [folder, source] of Object.entries(ACCOUNTS)) {
      for (const [name, text] of snapshotFiles(source(night), night)) {
        files.set(`${folder}/${night}/${name}`, text);
      }
    }
    for (const [name, text] of organizationFiles(night)) {
      files.set(`larkspur-organization/${night}/${name}`, text);
    }
    files.set(`heron-analytics/${night}/organization.json`, json({ schemaVersion: 1, organizationId: null }));
  }
  return files;
}

/** What the organization link reads in the management account; its IAM is the account link's to read. */
function organizationFiles(night: Night): ReadonlyMap<string, string> {
  return new Map([
    [
      'account.json',
      json({
        schemaVersion: 1,
        partition: 'aws',
        accountId: MANAGEMENT,
        alias: 'larkspur-management',
        collectedAt: `${night}T02:10:00Z`,
        regions: [LONDON],
      }),
    ],
    ['organization.json', json(larkspurOrganization(night))],
    ['identity-center.json', json(larkspurIdentityCenter())],
  ]);
}

function link(accountId: string, role: string, externalId: string, folder: string) {
  const snapshots = Object.fromEntries(NIGHTS.map((night) => [night, `${folder}/${night}`]));
  return { accountId, roleArn: roleArn(accountId, `nightjar/${role}`), externalId, snapshots };
}

const ESTATE = {
  schemaVersion: 1,
  customers: [
    {
      id: 'C000001',
      name: 'Larkspur Books',
      timeZone: 'Europe/London',
      reportTime: '06:00',
      organizationLink: link(MANAGEMENT, 'OrganizationReadOnly', EXTERNAL_IDS.organization, 'larkspur-organization'),
      accounts: [
        link(MANAGEMENT, 'ReadOnly', EXTERNAL_IDS.management, 'larkspur-management'),
        link(PRODUCTION, 'ReadOnly', EXTERNAL_IDS.production, 'larkspur-production'),
        link(DEVELOPMENT, 'ReadOnly', EXTERNAL_IDS.development, 'larkspur-development'),
      ],
    },
    {
      id: 'C000002',
      name: 'Heron Analytics',
      timeZone: 'America/Chicago',
      reportTime: '05:30',
      accounts: [link(HERON, 'ReadOnly', EXTERNAL_IDS.heron, 'heron-analytics')],
    },
  ],
} as const;
