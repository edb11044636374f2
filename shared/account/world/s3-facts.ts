import type { AclGrant, PublicAccessBlock, S3Facts } from '../../authorization/request.ts';
import { type Account, NOT_COLLECTED } from '../model.ts';
import type { FieldsOf } from '../resources/index.ts';
import { fieldsOf } from '../resources/known.ts';
import type { Held } from './inventory.ts';
import type { Unknown } from './unknown.ts';

type Bucket = FieldsOf<'AWS::S3::Bucket'>;
type AccessPoint = NonNullable<Bucket['accessPoints']>[number];

/** What is no policy and yet decides about a bucket and its objects (rules I04–I11); null where the resource is no bucket. */
export function s3FactsOf(held: Held, arn: string, unknown: Unknown[]): S3Facts | null {
  const bucket = fieldsOf(held.resource, 'AWS::S3::Bucket');
  if (bucket === null) return null;
  const subject = held.resource.arn;
  const point = accessPointOf(bucket, arn);
  if (bucket.objectOwnership === undefined) {
    unknown.push({ code: 'object-ownership-not-collected', subject, layer: 'acl', effect: 'either' });
  }
  // Where the bucket's owner owns every object, ACLs are off, whatever they say (I09).
  if (bucket.acl === undefined && bucket.objectOwnership !== 'BucketOwnerEnforced') {
    unknown.push({ code: 'acl-not-collected', subject, layer: 'acl', effect: 'widens' });
  }
  return {
    publicAccessBlock: effectiveBlock(held.account, bucket, point, subject, unknown),
    // A bucket without ownership controls is from before they existed: objects belong to their writer (I09).
    objectOwnership: bucket.objectOwnership === null ? 'ObjectWriter' : (bucket.objectOwnership ?? null),
    bucketAcl: bucket.acl === undefined || bucket.acl === null ? null : bucket.acl.grants.map(grantOf),
    objectAcl: null,
    objectOwner: null,
    accessPoint:
      point === null
        ? null
        : {
            arn: point.accessPointArn,
            policy: pointPolicy(held, point, unknown),
            publicAccessBlock: point.publicAccessBlockConfiguration ?? null,
            vpcId: point.vpcConfiguration?.vpcId ?? null,
          },
  };
}

/** The access point that an ARN goes through (M15). */
function accessPointOf(bucket: Bucket, arn: string): AccessPoint | null {
  const through = (bucket.accessPoints ?? []).find(
    ({ accessPointArn }) => arn === accessPointArn || arn.startsWith(`${accessPointArn}/`),
  );
  return through ?? null;
}

function pointPolicy(held: Held, point: AccessPoint, unknown: Unknown[]) {
  const policy = held.resource.partPolicies.get(point.accessPointArn);
  if (policy !== NOT_COLLECTED) return policy ?? null;
  const subject = point.accessPointArn;
  unknown.push({ code: 'resource-policy-not-collected', subject, layer: 'access-point', effect: 'either' });
  return null;
}

/** The most restrictive of organization, account, bucket and access point, setting by setting (I05). */
function effectiveBlock(
  account: Account,
  bucket: Bucket,
  point: AccessPoint | null,
  subject: string,
  unknown: Unknown[],
): PublicAccessBlock | null {
  const { s3PublicAccessBlock: ofAccount, other } = account.facts;
  const blocks: Partial<PublicAccessBlock>[] = [];
  for (const [of, block] of [
    [`account ${account.accountId}`, ofAccount === NOT_COLLECTED ? undefined : ofAccount],
    [subject, bucket.publicAccessBlock],
  ] as const) {
    if (block === undefined) {
      unknown.push({
        code: 'public-access-block-not-collected',
        subject: of,
        layer: 'service-setting',
        effect: 'narrows',
      });
    } else {
      blocks.push(block ?? {});
    }
  }
  const ofOrganization = other['s3OrganizationPublicAccessBlock'];
  if (typeof ofOrganization === 'object' && ofOrganization !== null) blocks.push(ofOrganization);
  if (point !== null) blocks.push(point.publicAccessBlockConfiguration ?? {});
  if (blocks.length === 0) return null;
  const any = (setting: keyof PublicAccessBlock): boolean => blocks.some((block) => block[setting] === true);
  return {
    blockPublicAcls: any('blockPublicAcls'),
    ignorePublicAcls: any('ignorePublicAcls'),
    blockPublicPolicy: any('blockPublicPolicy'),
    restrictPublicBuckets: any('restrictPublicBuckets'),
  };
}

function grantOf(grant: NonNullable<Bucket['acl']>['grants'][number]): AclGrant {
  return { grantee: grant.grantee.uri ?? grant.grantee.id ?? '', permission: grant.permission };
}
