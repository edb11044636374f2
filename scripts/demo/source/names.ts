/** The companies of the demonstration. All invented; the account ids stand for nobody. */

/** Larkspur Books: management and security. */
export const MANAGEMENT = '110000000001';
/** Larkspur Books: the shop. */
export const PRODUCTION = '110000000002';
/** Larkspur Books: where the shop is built. */
export const DEVELOPMENT = '110000000003';
/** Larkspur Books: the old warehouse system; in the organization, not connected to Nightjar. */
export const WAREHOUSE = '110000000009';
/** Heron Analytics, the second customer. */
export const HERON = '220000000001';
/** Brightmetrics, who measure the shop's customers. Outside. */
export const BRIGHTMETRICS = '330000000001';
/** Fennel Print, who print on demand. Outside. */
export const FENNEL = '330000000002';
/** Otterworks, an agency whose contract ended. Outside. */
export const OTTERWORKS = '330000000003';

export const LONDON = 'eu-west-2';
export const VIRGINIA = 'us-east-1';
export const OHIO = 'us-east-2';

export const ORGANIZATION = 'o-lbk7q2m4xz';

/** What the customers' roles ask of Nightjar, one for each link. */
export const EXTERNAL_IDS = {
  organization: '6b1f0c9e27d84a53b8e2f4107c5da936',
  management: 'e3a94d7012cf4b68950bd1f6a27e83c4',
  production: '0d58b3f6c1a94e27a6f3902be47d185c',
  development: '94c2e70ab65d4f138d07f5e19b3ac628',
  heron: 'f72a1c83d0594be6b19e6d05a48c37f1',
} as const;

export function roleArn(accountId: string, pathAndName: string): string {
  return `arn:aws:iam::${accountId}:role/${pathAndName}`;
}

export function userArn(accountId: string, name: string): string {
  return `arn:aws:iam::${accountId}:user/${name}`;
}
