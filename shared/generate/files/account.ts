import { document, granting } from '../document.ts';
import type { Ground } from '../ground.ts';
import { IDENTITY_CENTER_PROVIDER, oidcProvider, samlProvider } from '../trust.ts';
import { COMPANY } from '../words.ts';

const CLOSED_ACLS = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};

/** account.json, with what holds for the whole account. `types`: CloudFormation types that were read in full. */
export function accountFile(ground: Ground, types: readonly string[], resourceArns: readonly string[]): unknown {
  const { place, strangers, organization, collectedAt } = ground;
  const byRegion = (value: unknown) => Object.fromEntries(place.regions.map((region) => [region, value]));
  return {
    schemaVersion: 1,
    partition: 'aws',
    accountId: place.accountId,
    alias: place.alias,
    collectedAt,
    regions: place.regions,
    collectedTypes: types,
    s3PublicAccessBlock: CLOSED_ACLS,
    s3OrganizationPublicAccessBlock: null,
    ebsSnapshotBlockPublicAccess: byRegion('block-new-sharing'),
    imageBlockPublicAccess: byRegion('block-new-sharing'),
    resourceShares: [
      {
        resourceShareArn: `arn:aws:ram:${place.regions[0]}:${place.accountId}:resource-share/5c1f2e3d-4b5a-6978-8796-a5b4c3d2e1f0`,
        name: 'network',
        owningAccountId: place.accountId,
        allowExternalPrincipals: false,
        status: 'ACTIVE',
        resources: resourceArns.filter((arn) => arn.includes(':glue:')).slice(0, 2),
        principals: [`arn:aws:organizations::${organization.managementAccountId}:organization/${organization.id}`],
      },
    ],
    oidcProviders: [
      { arn: oidcProvider(ground), url: 'token.actions.githubusercontent.com', clientIds: ['sts.amazonaws.com'] },
    ],
    samlProviders: [{ arn: samlProvider(ground, IDENTITY_CENTER_PROVIDER) }, { arn: samlProvider(ground, COMPANY) }],
    vpcEndpoints: place.regions.map((region, at) => ({
      vpcEndpointId: `vpce-0a1b2c3d4e5f6071${at}`,
      vpcId: 'vpc-0c1d2e3f4a5b6c7d8',
      serviceName: `com.amazonaws.${region}.${at === 0 ? 's3' : 'secretsmanager'}`,
      region,
      policyDocument: document(
        granting('Allow', '*', at === 0 ? 's3:*' : 'secretsmanager:*', '*', {
          StringEquals: { 'aws:PrincipalOrgID': organization.id },
        }),
        granting(
          'Allow',
          { AWS: strangers[0]?.accountId ?? place.accountId },
          's3:GetObject',
          `arn:aws:s3:::${COMPANY}-shared-*/*`,
        ),
      ),
    })),
    eksAccessEntries: [],
    lakeFormationSettings: {},
    notCollected: [],
  };
}
