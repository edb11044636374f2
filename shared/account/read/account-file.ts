import type { GapList } from '../gaps.ts';
import { parseJson } from '../json-text.ts';
import { type AccountWideFacts, NOT_COLLECTED } from '../model.ts';
import { check, type Read } from '../problem.ts';
import { type AccountFile, accountSchema } from '../schema/account.ts';

/** Reads and checks account.json; fields that this version does not know are named as gaps. */
export function readAccountFile(text: string, file: string, gaps: GapList): Read<AccountFile> {
  const json = parseJson(text, file);
  if ('problem' in json) return json;
  const read = check(accountSchema, json.value, file);
  if ('problem' in read) return read;
  for (const field of Object.keys(read.value)) {
    if (!Object.hasOwn(accountSchema.shape, field))
      gaps.add('field-unknown', `${file} ${field}`, 'this version does not read the field');
  }
  nameNotCollected(read.value, file, gaps);
  return read;
}

/** Fields that describe the file itself, or that `Account` carries elsewhere. */
const OWN_FIELDS = new Set([
  'schemaVersion',
  'partition',
  'accountId',
  'alias',
  'collectedAt',
  'regions',
  'collectedTypes',
  'notCollected',
  's3PublicAccessBlock',
  'oidcProviders',
  'samlProviders',
]);

/** The account-wide facts of account.json (rules I05, J03, K01, K10, K11, M10, M24). */
export function accountWideFacts(account: AccountFile | null): AccountWideFacts {
  if (account === null) {
    return {
      s3PublicAccessBlock: NOT_COLLECTED,
      oidcProviders: NOT_COLLECTED,
      samlProviders: NOT_COLLECTED,
      other: {},
    };
  }
  return {
    s3PublicAccessBlock: account.s3PublicAccessBlock === undefined ? NOT_COLLECTED : account.s3PublicAccessBlock,
    oidcProviders: account.oidcProviders ?? NOT_COLLECTED,
    samlProviders: account.samlProviders ?? NOT_COLLECTED,
    other: Object.fromEntries(Object.entries(account).filter(([field]) => !OWN_FIELDS.has(field))),
  };
}

/** What the absence of a field leaves open, and the action that would have told. */
const MEANING: Readonly<Record<string, readonly [meaning: string, action: string | null]>> = {
  collectedAt: ['the time of the snapshot is not known', null],
  s3PublicAccessBlock: [
    'whether S3 blocks public access for the whole account is not known',
    's3:GetAccountPublicAccessBlock',
  ],
  oidcProviders: ['the audiences of OIDC providers are not known', 'iam:GetOpenIDConnectProvider'],
  samlProviders: ['SAML providers are not known', 'iam:ListSAMLProviders'],
  resourceShares: ['what is shared through RAM is not known', 'ram:GetResourceShares'],
  vpcEndpoints: ['VPC endpoint policies are not known', 'ec2:DescribeVpcEndpoints'],
  ebsSnapshotBlockPublicAccess: [
    'whether EBS blocks public snapshots is not known',
    'ec2:GetSnapshotBlockPublicAccessState',
  ],
  imageBlockPublicAccess: ['whether EC2 blocks public images is not known', 'ec2:GetImageBlockPublicAccessState'],
  eksAccessEntries: ['who EKS clusters let in is not known', 'eks:ListAccessEntries'],
  lakeFormationSettings: [
    'whether Lake Formation limits the Glue catalog is not known',
    'lakeformation:GetDataLakeSettings',
  ],
};

function nameNotCollected(account: AccountFile, file: string, gaps: GapList): void {
  for (const [field, [meaning, action]] of Object.entries(MEANING)) {
    if (!Object.hasOwn(account, field)) gaps.add('not-collected', `${file} ${field}`, meaning, action);
  }
  for (const { feature, service, region, action, code, message } of account.notCollected ?? []) {
    const denied = /AccessDenied|Unauthorized|Forbidden/i.test(code ?? '');
    const disabled = /OptInRequired|InvalidClientTokenId|UnrecognizedClient|RegionDisabled/i.test(code ?? '');
    const why = [code, message].filter((part) => part !== null && part !== undefined && part !== '').join(': ');
    gaps.put({
      code: denied ? 'denied' : disabled ? 'region-disabled' : 'not-collected',
      subject: [service, region, feature].filter((part) => part !== null && part !== undefined).join(' '),
      action: action ?? null,
      meaning: why === '' ? `${feature} was not read` : `${feature} was not read (${why})`,
      // A gap of our making is one that the customer's account did not cause: throttling, a timeout, a fault.
      cause: denied || disabled ? 'customer' : 'ours',
    });
  }
}
