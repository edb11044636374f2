import { type DocumentText, document, granting, type StatementText, together } from '../document.ts';
import { COMPANY, SERVICES } from '../words.ts';
import { principalArns, type Slot } from './stock.ts';

/** What policies of one service's resources speak of. */
export interface Wording {
  /** Calls that read, and calls that write, as other principals are given them. */
  readonly read: readonly string[];
  readonly write: readonly string[];
  /** Everything: what a deny of the unmet condition says. */
  readonly all: string;
  /** ARNs of the resource in its own policy. */
  readonly resources: readonly string[];
  /** The service that writes into it, if one does, and the call. */
  readonly service?: readonly [principal: string, action: string];
}

/** A resource's own policy, as often as the profile has one. */
export function resourcePolicy(slot: Slot, wording: Wording): DocumentText | null {
  const { random, stock } = slot;
  const { profile } = stock.ground;
  if (!random.chance(profile.withPolicy)) return null;
  const statements: StatementText[] = [];
  if (random.chance(profile.guarded)) statements.push(guard(slot, wording));
  for (let left = random.between(1, 2); left > 0; left--) statements.push(grant(slot, wording));
  return { ...document(...statements), ...(random.chance(0.3) ? { Id: `policy-${slot.number}` } : {}) };
}

/** Nobody, unless: the part of a resource policy that bears on everyone. */
function guard({ stock, random }: Slot, { all, resources }: Wording): StatementText {
  return {
    Sid: `Guard${random.below(1000)}`,
    ...granting('Deny', '*', all, resources, stock.ground.conditions.unmet()),
  };
}

function grant(slot: Slot, wording: Wording): StatementText {
  const { random, stock } = slot;
  const { ground } = stock;
  const { organization, place, strangers } = ground;
  const { read, write, resources, service } = wording;
  // Access of named principals under a condition that fits any call; in a hard account mostly.
  const own = together(random.chance(ground.profile.conditioned) ? ground.conditions.caller() : null);
  const kind = random.next();
  if (kind < 0.4) {
    const arns = principalArns(slot, ['workload', 'engineer', 'stamped', 'broker', 'pipeline'], random.between(1, 3));
    return granting(
      'Allow',
      { AWS: arns.length === 0 ? place.accountId : arns },
      random.chance(0.5) ? read : write,
      resources,
      own,
    );
  }
  if (kind < 0.5)
    return granting(
      'Allow',
      { AWS: principalArns(slot, ['person', 'stamped', 'machine-user'], 2) },
      read,
      resources,
      own,
    );
  if (kind < 0.62) {
    const abroad = stock.abroad.length > 0 && random.chance(0.7) ? random.some(stock.abroad, 2) : null;
    const stranger = `arn:aws:iam::${random.pick(strangers).accountId}:root`;
    return granting('Allow', { AWS: abroad ?? stranger }, read, resources, own);
  }
  if (kind < 0.72) {
    return granting(
      'Allow',
      '*',
      read,
      resources,
      together({ StringEquals: { 'aws:PrincipalOrgID': organization.id } }, own ?? null),
    );
  }
  if (kind < 0.9 && service !== undefined) {
    return granting('Allow', { Service: service[0] }, service[1], resources, {
      ArnLike: { 'aws:SourceArn': `arn:aws:*:*:${place.accountId}:*` },
      ...(random.chance(0.8) ? { StringEquals: { 'aws:SourceAccount': place.accountId } } : {}),
    });
  }
  if (kind < 0.93) {
    return granting(
      'Allow',
      '*',
      read,
      resources,
      together({
        ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${place.accountId}:role/${slot.team}/*` },
        StringEquals: { 'aws:PrincipalAccount': place.accountId },
      }),
    );
  }
  return granting('Allow', { AWS: `arn:aws:iam::${place.accountId}:root` }, [...read, ...write], resources, own);
}

/** Denies everyone who is not on the list, in the old way (rules E11, E12). */
export function denyOthers({ stock }: Slot, all: string, resources: readonly string[]): StatementText {
  const { accountId } = stock.ground.place;
  const admins = stock.principals.filter(({ job }) => job === 'administrator' || job === 'service-linked').slice(0, 3);
  return {
    Sid: 'OnlyTheseOnes',
    Effect: 'Deny',
    NotPrincipal: { AWS: [`arn:aws:iam::${accountId}:root`, ...admins.map(({ arn }) => arn)] },
    Action: all,
    Resource: resources,
  };
}

/** Read by anyone, with the company's site as the only excuse. */
export function publicRead(resources: readonly string[]): StatementText {
  return granting('Allow', '*', 's3:GetObject', resources, {
    StringLike: { 'aws:Referer': [`https://www.${COMPANY}.example/*`, `https://${COMPANY}.example/*`] },
  });
}

/** The trail's and the logs' right to write (rules F26, J02). */
export function trailWrites({ stock }: Slot, bucket: string): readonly StatementText[] {
  const { accountId } = stock.ground.place;
  return [
    granting('Allow', { Service: SERVICES.cloudtrail }, 's3:GetBucketAcl', bucket),
    granting(
      'Allow',
      { Service: [SERVICES.cloudtrail, SERVICES.delivery] },
      's3:PutObject',
      `${bucket}/AWSLogs/${accountId}/*`,
      {
        StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceAccount': accountId },
      },
    ),
  ];
}
