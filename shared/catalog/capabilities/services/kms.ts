import { ADMIN, BY_POLICY, BY_TAG, CONFIG, DELETE, READ, rulesOf, USE, WRITE } from '../rules.ts';

/** AWS KMS: a key's content is what it encrypts (kms/latest/developerguide/kms-api-permissions-reference.html). */
export const kms = rulesOf('kms', {
  kinds: [
    ['List', 'List*', CONFIG],
    ['Read', 'Describe* GetKey* GetParametersForImport GetPublicKey', CONFIG],
    ['Write', 'CancelKeyDeletion ConnectCustomKeyStore CreateCustomKeyStore CreateKey', ADMIN],
    ['Write', 'EnableKey EnableKeyRotation DisableKeyRotation RotateKeyOnDemand', ADMIN],
    ['Write', 'SynchronizeMultiRegionKey UpdateCustomKeyStore UpdateKeyDescription UpdatePrimaryRegion', ADMIN],
  ],
  overrides: [
    [[READ], 'Decrypt', 'turns what is encrypted into content'],
    [[READ], 'ReEncryptFrom', 'moves content from this key to another, which the caller may be able to use'],
    [[READ], 'DeriveSharedSecret', 'yields the secret under which two parties encrypt what they exchange'],
    [[WRITE], 'Encrypt ReEncryptTo', 'encrypts content under the key'],
    [
      [WRITE],
      'GenerateDataKey GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext',
      'makes the keys under which new content is encrypted',
    ],
    [[USE], 'Sign Verify GenerateMac VerifyMac', 'acts with the key; returns and changes no content'],
    [[USE], 'GenerateRandom', 'random bytes of the service; no key and no content is touched'],
    [
      [ADMIN, READ],
      'ReplicateKey',
      'makes a key in another Region that decrypts the same content and has a policy of its own (M21)',
    ],
    [
      [ADMIN, READ],
      'ImportKeyMaterial',
      'who brings the material holds it, and can decrypt whatever is encrypted under it',
    ],
    [[ADMIN, DELETE], 'ScheduleKeyDeletion DisableKey DeleteImportedKeyMaterial', 'makes all content unreadable'],
    [
      [ADMIN, DELETE],
      'DeleteCustomKeyStore DisconnectCustomKeyStore',
      'the keys of a store that is gone or disconnected decrypt nothing',
    ],
    [[ADMIN], 'PutKeyPolicy', 'decides who may do what with the key', BY_POLICY],
    [
      [ADMIN],
      'CreateGrant',
      'grants the operations of a grant, also to its caller, unless bound by kms:GrantOperations (H07)',
      { means: 'grant', capabilities: [CONFIG, READ, WRITE, USE] },
    ],
    [[ADMIN], 'RevokeGrant RetireGrant', 'takes a grant away; gives the caller nothing'],
    [
      [ADMIN],
      'CreateAlias UpdateAlias DeleteAlias',
      'access may hang on kms:RequestAlias and kms:ResourceAliases (M19)',
      BY_TAG,
    ],
    [[ADMIN], 'TagResource UntagResource', 'access may hang on tags', BY_TAG],
  ],
});
