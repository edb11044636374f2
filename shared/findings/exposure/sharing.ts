import type { Resource } from '../../account/model.ts';
import { fieldsOf } from '../../account/resources/known.ts';

/** With whom a resource is shared by an attribute in place of a policy (K03). */
export interface Sharing {
  readonly everyone: boolean;
  /** Account ids, sorted. */
  readonly accounts: readonly string[];
  /** The attribute that shares, as AWS names it. */
  readonly attribute: string;
}

/** Null for a type that is not shared so, or where the attribute was not collected. */
export function sharingOf(resource: Resource): Sharing | null {
  const snapshot = fieldsOf(resource, 'AWS::EC2::Snapshot')?.createVolumePermissions;
  if (snapshot !== undefined && snapshot !== null) {
    return sharing(
      'createVolumePermission',
      snapshot.map(({ group, userId }) => group ?? userId ?? ''),
    );
  }
  const image = fieldsOf(resource, 'AWS::EC2::Image');
  if (image?.launchPermissions !== undefined && image.launchPermissions !== null) {
    const grantees = image.launchPermissions.map(({ group, userId }) => group ?? userId ?? '');
    return sharing('launchPermission', image.public === true ? ['all', ...grantees] : grantees);
  }
  const database =
    fieldsOf(resource, 'AWS::RDS::DBSnapshot')?.dbSnapshotAttributes ??
    fieldsOf(resource, 'AWS::RDS::DBClusterSnapshot')?.dbClusterSnapshotAttributes;
  if (database !== undefined && database !== null) {
    const restore = database.filter(({ attributeName }) => attributeName === 'restore');
    return sharing(
      'restore',
      restore.flatMap(({ attributeValues }) => attributeValues),
    );
  }
  const document = fieldsOf(resource, 'AWS::SSM::Document')?.accountIds;
  if (document !== undefined && document !== null) return sharing('AccountIds', document);
  return null;
}

function sharing(attribute: string, grantees: readonly string[]): Sharing {
  const accounts = [...new Set(grantees.filter((one) => /^\d{12}$/.test(one)))].sort();
  return { attribute, everyone: grantees.some((one) => one.toLowerCase() === 'all'), accounts };
}
