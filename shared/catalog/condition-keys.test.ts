import { expect, test } from 'vitest';
import {
  conditionKeyIsMultivalued,
  conditionKeysKnown,
  conditionKeyType,
  globalConditionKeys,
} from './condition-keys.ts';

test.each<[key: string, multivalued: boolean | null]>([
  ['aws:TagKeys', true],
  ['AWS:TAGKEYS', true],
  ['aws:PrincipalOrgPaths', true],
  ['aws:ResourceOrgPaths', true],
  ['aws:PrincipalServiceNamesList', true],
  ['aws:CalledVia', true],
  ['dynamodb:LeadingKeys', true],
  ['dynamodb:Attributes', true],
  ['kms:EncryptionContextKeys', true],
  ['aws:PrincipalOrgID', false],
  ['aws:SourceIp', false],
  ['aws:PrincipalTag/Team', false],
  ['aws:requesttag/team', false],
  ['s3:ExistingObjectTag/class', false],
  ['kms:EncryptionContext:purpose', false],
  ['aws:PrincipalTag/', null],
  ['no:SuchKey', null],
  ['', null],
])('F19, F24: %s', (key, multivalued) => {
  expect(conditionKeyIsMultivalued(key)).toBe(multivalued);
});

test('types of keys and keys of services', () => {
  expect(conditionKeyType('aws:SourceIp')).toBe('IPAddress');
  expect(conditionKeyType('aws:MultiFactorAuthPresent')).toBe('Bool');
  expect(conditionKeysKnown('s3')).toContain('s3:prefix');
  expect(conditionKeysKnown('no-such-service')).toEqual([]);
  expect(globalConditionKeys()).toContain('aws:PrincipalArn');
});
