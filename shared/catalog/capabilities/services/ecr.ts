import { ADMIN, BY_POLICY, BY_REMOVAL, BY_TAG, CONFIG, DELETE, READ, rulesOf, USE, WRITE } from '../rules.ts';

/** Amazon ECR: repositories of images. */
export const ecr = rulesOf('ecr', {
  kinds: [
    ['List', 'Describe* List*', CONFIG],
    ['Read', 'BatchCheckLayerAvailability BatchGetRepositoryScanningConfiguration Describe* GetAccountSetting', CONFIG],
    ['Read', 'GetImageCopyStatus GetLifecyclePolicy* GetReg* GetRepositoryPolicy GetSigningConfiguration', CONFIG],
    ['Read', 'ListTagsForResource Validate*', CONFIG],
    ['Write', 'Create* DeleteLifecyclePolicy DeletePullThroughCacheRule DeleteRepositoryCreationTemplate', ADMIN],
    ['Write', 'DeleteSigningConfiguration Deregister* PutAccountSetting PutImage*Configuration', ADMIN],
    ['Write', 'PutImageTagMutability PutRegistryScanningConfiguration PutSigningConfiguration Register*', ADMIN],
    ['Write', 'StartImageScan StartLifecyclePolicyPreview UpdatePullThroughCacheRule UpdateRepository*', ADMIN],
  ],
  overrides: [
    [[READ], 'BatchGetImage GetDownloadUrlForLayer', 'returns manifests and layers of images'],
    [[USE], 'GetAuthorizationToken', 'signs in to the registry; what it may do there the other actions decide (K04)'],
    [
      [WRITE],
      'PutImage InitiateLayerUpload UploadLayerPart CompleteLayerUpload BatchImportUpstreamImage ReplicateImage',
      'creates images',
    ],
    [[DELETE], 'BatchDeleteImage', 'destroys images'],
    [[ADMIN, DELETE], 'DeleteRepository', 'destroys the repository, by force with its images'],
    [[ADMIN, DELETE], 'PutLifecyclePolicy', 'an expiry rule deletes every image it matches'],
    [[ADMIN, DELETE], 'UpdateImageStorageClass', 'an archived image cannot be pulled until it is brought back'],
    [[ADMIN, READ], 'PutReplicationConfiguration', 'copies every new image to another Region or account'],
    [[ADMIN], 'SetRepositoryPolicy', 'decides who may reach the repository', BY_POLICY],
    [
      [ADMIN],
      'PutRegistryPolicy',
      'decides which accounts replicate into the registry and fill its cache',
      { means: 'policy', capabilities: [WRITE] },
    ],
    [[ADMIN], 'DeleteRepositoryPolicy DeleteRegistryPolicy', 'takes the policy’s denials away', BY_REMOVAL],
    [[ADMIN], 'TagResource UntagResource', 'access may hang on tags', BY_TAG],
  ],
});
