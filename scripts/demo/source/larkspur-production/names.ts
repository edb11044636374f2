import { arnIn, keyArn, secretArn } from '../../authoring/resources.ts';
import { LONDON, PRODUCTION, roleArn, userArn } from '../names.ts';

/** Short ways to name what lies in Larkspur's production account. */
export const HERE = { accountId: PRODUCTION, region: LONDON } as const;

export const keyNamed = (name: string) => keyArn(HERE, name);
export const secretNamed = (name: string) => secretArn(HERE, name);
export const tableNamed = (name: string) => arnIn(HERE, 'dynamodb', `table/${name}`);
export const queueNamed = (name: string) => arnIn(HERE, 'sqs', name);
export const topicNamed = (name: string) => arnIn(HERE, 'sns', name);
export const functionNamed = (name: string) => arnIn(HERE, 'lambda', `function:${name}`);
export const roleNamed = (name: string) => roleArn(PRODUCTION, name);
export const userNamed = (name: string) => userArn(PRODUCTION, name);
export const policyNamed = (name: string) => `arn:aws:iam::${PRODUCTION}:policy/${name}`;
export const bucketNamed = (name: string) => `arn:aws:s3:::larkspur-${name}`;
export const objectsOf = (name: string, under = '') => `arn:aws:s3:::larkspur-${name}/${under}*`;

export const GITHUB = `arn:aws:iam::${PRODUCTION}:oidc-provider/token.actions.githubusercontent.com`;
export const OKTA = `arn:aws:iam::${PRODUCTION}:saml-provider/Okta`;

/** k9's tag names, with a team for the policies that look at it. */
export function tagsOf(owner: string, team: string, confidentiality = 'medium') {
  return { BusinessUnit: 'shop', Environment: 'production', Owner: owner, Confidentiality: confidentiality, team };
}
