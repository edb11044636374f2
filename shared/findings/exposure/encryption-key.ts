import { type Account, NOT_COLLECTED, type Resource } from '../../account/model.ts';
import { fieldsOf } from '../../account/resources/known.ts';

/** Where the types name the key that encrypts their content. */
const KEY_FIELDS = ['kmsKeyArn', 'kmsKeyId', 'kmsMasterKeyId'] as const;

/** ARN of the customer-managed key of the account that encrypts a resource's content; null: none that is known. */
export function customerKeyOf(account: Account, resource: Resource): string | null {
  const named = keyNamedBy(resource);
  if (named === null) return null;
  for (const candidate of account.resources) {
    const fields = fieldsOf(candidate, 'AWS::KMS::Key');
    if (fields === null || fields.keyManager === 'AWS') continue;
    const names = [
      candidate.arn,
      fields.keyId,
      ...(fields.aliases ?? []).flatMap((alias) => [alias.aliasArn, alias.aliasName]),
    ];
    if (names.includes(named)) return candidate.arn;
  }
  return null;
}

function keyNamedBy(resource: Resource): string | null {
  const bucket = fieldsOf(resource, 'AWS::S3::Bucket')?.encryption?.kmsMasterKeyID;
  const table = fieldsOf(resource, 'AWS::DynamoDB::Table')?.sseDescription?.kmsMasterKeyArn;
  const other = KEY_FIELDS.map((field) => resource.details[field]).find((value) => typeof value === 'string');
  const found = bucket ?? table ?? other;
  return typeof found === 'string' && found !== NOT_COLLECTED ? found : null;
}
