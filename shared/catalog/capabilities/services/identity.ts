import { ADMIN, BY_POLICY, BY_REMOVAL, BY_TAG, CONFIG, rulesOf, USE } from '../rules.ts';

/** AWS IAM: principals and policies. They hold no data of the customer; what they lead to is a finding (section J). */
export const iam = rulesOf('iam', {
  kinds: [
    ['List', 'List* GetAccountSummary GetLoginProfile', CONFIG],
    ['Read', 'Get* Generate* Simulate*', CONFIG],
    ['Write', 'AddRoleToInstanceProfile Create*Alias CreateDelegationRequest CreateGroup CreateInstanceProfile', ADMIN],
    ['Write', 'CreateOpenIDConnectProvider CreateRole CreateSAMLProvider CreateServiceLinkedRole CreateUser', ADMIN],
    ['Write', 'CreateVirtualMFADevice DeactivateMFADevice Delete* Disable* EnableMFADevice EnableO*', ADMIN],
    ['Write', 'PutAccountProperties Reject* RemoveClientID* RemoveRole* ResyncMFADevice Set*', ADMIN],
    ['Write', 'UpdateAccessKey UpdateAccountName UpdateAccountPasswordPolicy UpdateCloudFront* UpdateGroup', ADMIN],
    ['Write', 'UpdateRole UpdateRoleDescription UpdateSSHPublicKey UpdateServer* UpdateServiceSpecific*', ADMIN],
    ['Write', 'UpdateSigningCertificate UpdateUser UploadCloudFrontPublicKey UploadServerCertificate', ADMIN],
  ],
  overrides: [
    [
      [ADMIN],
      'CreatePolicy DeletePolicy DeletePolicyVersion DeleteAccountPasswordPolicy',
      'a policy that is attached to nobody, or a version that is not in force, gives and takes nothing',
    ],
    [[USE], 'PassRole', 'lets a service act as the role; what follows from that is a finding (M25)'],
    [
      [ADMIN],
      'AttachGroupPolicy AttachRolePolicy AttachUserPolicy PutGroupPolicy PutRolePolicy PutUserPolicy AddUserToGroup',
      'gives its target rights; the caller gains them where the target is itself or one that it can act as',
      BY_POLICY,
    ],
    [
      [ADMIN],
      'CreatePolicyVersion SetDefaultPolicyVersion',
      'changes what everyone has to whom the policy is attached',
      BY_POLICY,
    ],
    [[ADMIN], 'UpdateAssumeRolePolicy', 'decides who may act as the role', { means: 'policy', capabilities: [USE] }],
    [
      [ADMIN],
      'AcceptDelegationRequest AssociateDelegationRequest SendDelegationToken',
      'hands rights to the requester of a delegation',
      { means: 'grant', capabilities: [ADMIN, CONFIG, USE] },
    ],
    [
      [ADMIN],
      'DeleteGroupPolicy DeleteRolePolicy DeleteUserPolicy DetachGroupPolicy DetachRolePolicy DetachUserPolicy RemoveUserFromGroup',
      'takes a policy’s denials away',
      BY_REMOVAL,
    ],
    [
      [ADMIN],
      'DeleteRolePermissionsBoundary DeleteUserPermissionsBoundary PutRolePermissionsBoundary PutUserPermissionsBoundary',
      'widens or removes what bounds a principal (J08)',
      BY_REMOVAL,
    ],
    [
      [ADMIN],
      'CreateAccessKey CreateLoginProfile UpdateLoginProfile ChangePassword',
      'credentials with which the caller acts as the user',
      { means: 'credentials', capabilities: [USE] },
    ],
    [
      [ADMIN],
      'CreateServiceSpecificCredential ResetServiceSpecificCredential UploadSSHPublicKey UploadSigningCertificate',
      'credentials with which the caller acts as the user in some services',
      { means: 'credentials', capabilities: [USE] },
    ],
    [
      [ADMIN],
      'UpdateAccountEmailAddress',
      'whoever reads the new address can reset the root user’s password',
      { means: 'credentials', capabilities: [USE] },
    ],
    [
      [ADMIN],
      'AddClientIDToOpenIDConnectProvider UpdateOpenIDConnectProviderThumbprint UpdateSAMLProvider',
      'decides whose tokens the account takes for federated callers',
      { means: 'policy', capabilities: [USE] },
    ],
    [[ADMIN], 'EnableOutboundWebIdentityFederation', 'lets the account’s principals prove themselves elsewhere'],
    [
      [ADMIN],
      'TagRole TagUser UntagRole UntagUser TagPolicy UntagPolicy TagInstanceProfile UntagInstanceProfile',
      'access may hang on the tags of a principal or of the resource (F27, F28)',
      BY_TAG,
    ],
    [
      [ADMIN],
      'TagMFADevice UntagMFADevice TagOpenIDConnectProvider UntagOpenIDConnectProvider TagSAMLProvider UntagSAMLProvider TagServerCertificate UntagServerCertificate',
      'access may hang on the resource’s tags',
      BY_TAG,
    ],
  ],
});

/** AWS STS. */
export const sts = rulesOf('sts', {
  kinds: [['Read', 'GetAccessKeyInfo GetCallerIdentity', CONFIG]],
  overrides: [
    [[USE], 'AssumeRole AssumeRoot', 'acts as the role, or as root of a member account (M03)'],
    [
      [USE],
      'AssumeRoleWithSAML AssumeRoleWithWebIdentity',
      'acts as the role; judged in the trust policy alone, identity policies give no row (rule 7)',
    ],
    [
      [USE],
      'GetFederationToken GetSessionToken GetDelegatedAccessToken GetServiceBearerToken GetWebIdentityToken',
      'a session or token of the caller’s own rights, to act with',
    ],
    [[USE], 'SetContext SetSourceIdentity', 'labels the session that the caller takes (M04)'],
    [[CONFIG], 'DecodeAuthorizationMessage', 'explains a denial of a request that was already made'],
    [
      [ADMIN],
      'TagSession',
      'sets session tags, on which access of the session may hang (M04)',
      { means: 'tag', capabilities: [USE] },
    ],
    [[ADMIN], 'TagGetWebIdentityToken', 'sets claims of a token on which access elsewhere may hang'],
  ],
});
