import { ADMIN, BY_POLICY, BY_REMOVAL, BY_TAG, CONFIG, DELETE, READ, rulesOf, WRITE } from '../rules.ts';

/** Directory buckets (S3 Express One Zone): one session gives object access (M17). */
export const s3express = rulesOf('s3express', {
  kinds: [
    ['List', 'List*', CONFIG],
    ['Read', 'GetAccessPoint* GetBucketPolicy Get*Configuration', CONFIG],
    ['Write', 'CreateBucket DeleteAccessPoint PutEncryptionConfiguration PutMetricsConfiguration', ADMIN],
  ],
  overrides: [
    [
      [READ, WRITE, DELETE],
      'CreateSession',
      'the session lists, reads, writes and deletes objects; s3express:SessionMode can bind it to reading (M17)',
    ],
    [[ADMIN, DELETE], 'DeleteBucket', 'removes the bucket; only an empty one'],
    [[ADMIN, DELETE], 'PutLifecycleConfiguration', 'an expiry rule deletes every object it matches'],
    [
      [ADMIN, READ],
      'PutInventoryConfiguration',
      'delivers the names of all objects to a bucket of the caller’s choice',
    ],
    [
      [ADMIN],
      'CreateAccessPoint PutAccessPointScope DeleteAccessPointScope',
      'opens a door to the bucket or widens what it reaches',
      { means: 'access-point', capabilities: [READ, WRITE, DELETE] },
    ],
    [[ADMIN], 'PutBucketPolicy PutAccessPointPolicy', 'decides who may reach the bucket', BY_POLICY],
    [[ADMIN], 'DeleteBucketPolicy DeleteAccessPointPolicy', 'takes the policy’s denials away', BY_REMOVAL],
    [[ADMIN], 'TagResource UntagResource', 'access may hang on tags', BY_TAG],
  ],
});

/** S3 Tables: table buckets with Iceberg tables. */
export const s3tables = rulesOf('s3tables', {
  kinds: [
    ['List', 'List*', CONFIG],
    ['Read', 'GetNamespace GetTable GetTableBucket*', CONFIG],
    ['Read', 'GetTable*Configuration GetTable*JobStatus GetTable*Status GetTableReplication', CONFIG],
    ['Read', 'GetTableEncryption GetTablePolicy GetTableStorageClass', CONFIG],
    ['Write', 'CreateNamespace CreateTable CreateTableBucket', ADMIN],
    ['Write', 'DeleteTableBucketEncryption DeleteTableBucketMetricsConfiguration Delete*Replication', ADMIN],
    ['Write', 'PutTableBucketEncryption PutTableBucketMetricsConfiguration Put*StorageClass PutTableEncryption', ADMIN],
  ],
  overrides: [
    [[READ], 'GetTableData', 'reads the table’s objects'],
    [[READ, CONFIG], 'GetTableMetadataLocation', 'points at the metadata file, which lists columns and data files'],
    [[WRITE], 'PutTableData', 'writes the table’s objects'],
    [
      [ADMIN, WRITE, DELETE],
      'UpdateTableMetadataLocation',
      'decides which snapshot is the table: commits new content or drops content from sight',
    ],
    [[ADMIN, WRITE], 'RenameTable', 'moves content to another name or namespace'],
    [[ADMIN, DELETE], 'DeleteTable DeleteTableBucket DeleteNamespace', 'destroys tables with their content'],
    [
      [ADMIN, DELETE],
      'PutTableBucketMaintenanceConfiguration PutTableMaintenanceConfiguration PutTableRecordExpirationConfiguration',
      'expiry of snapshots, records and unreferenced files deletes content',
    ],
    [
      [ADMIN, READ],
      'PutTableBucketReplication PutTableReplication',
      'copies tables into a table bucket of the caller’s choice',
    ],
    [[ADMIN], 'PutTableBucketPolicy PutTablePolicy', 'decides who may reach the tables', BY_POLICY],
    [[ADMIN], 'DeleteTableBucketPolicy DeleteTablePolicy', 'takes the policy’s denials away', BY_REMOVAL],
    [[ADMIN], 'TagResource UntagResource', 'access may hang on tags', BY_TAG],
  ],
});

/** S3 Vectors: vectors and the metadata stored with them. */
export const s3vectors = rulesOf('s3vectors', {
  kinds: [
    ['List', 'ListVectorBuckets ListIndexes ListTagsForResource', CONFIG],
    ['Read', 'GetIndex GetVectorBucket GetVectorBucketPolicy', CONFIG],
    ['Write', 'CreateIndex CreateVectorBucket', ADMIN],
  ],
  overrides: [
    [[READ], 'GetVectors QueryVectors ListVectors', 'returns vectors, their keys and metadata'],
    [[WRITE], 'PutVectors', 'creates or changes vectors'],
    [[DELETE], 'DeleteVectors', 'destroys vectors'],
    [[ADMIN, DELETE], 'DeleteIndex DeleteVectorBucket', 'destroys an index with its vectors'],
    [[ADMIN], 'PutVectorBucketPolicy', 'decides who may reach the vectors', BY_POLICY],
    [[ADMIN], 'DeleteVectorBucketPolicy', 'takes the policy’s denials away', BY_REMOVAL],
    [[ADMIN], 'TagResource UntagResource', 'access may hang on tags', BY_TAG],
  ],
});

/** Object Lambda access points: S3's object actions through a function. */
export const s3ObjectLambda = rulesOf('s3-object-lambda', {
  kinds: [
    ['Read', 'GetObjectAcl GetObjectLegalHold GetObjectRetention GetObjectTagging', CONFIG],
    ['Read', 'GetObjectVersionAcl GetObjectVersionTagging', CONFIG],
    ['List', 'ListMultipartUploadParts', CONFIG],
  ],
  overrides: [
    [[READ], 'GetObject GetObjectVersion', 'returns the content of objects'],
    [[READ], 'ListBucket ListBucketVersions ListBucketMultipartUploads', "listings show content's names"],
    [[WRITE], 'PutObject RestoreObject AbortMultipartUpload', 'as in S3'],
    [[WRITE], 'WriteGetObjectResponse', 'a function’s answer to a reader: what that reader gets as content'],
    [[DELETE], 'DeleteObject DeleteObjectVersion', 'destroys content'],
    [[ADMIN], 'PutObjectLegalHold PutObjectRetention', 'decides how long content is protected from deletion'],
    [
      [ADMIN],
      'PutObjectAcl PutObjectVersionAcl',
      'an object’s ACL lets its grantees read it, where ACLs are not off',
      { means: 'policy', capabilities: [ADMIN, CONFIG, READ] },
    ],
    [
      [ADMIN],
      'PutObjectTagging PutObjectVersionTagging DeleteObjectTagging DeleteObjectVersionTagging',
      'access may hang on s3:ExistingObjectTag',
      BY_TAG,
    ],
  ],
});

/** S3 on Outposts. */
export const s3Outposts = rulesOf('s3-outposts', {
  kinds: [
    ['List', 'ListAccessPoints ListEndpoints ListOutpostsWithS3 ListRegionalBuckets ListSharedEndpoints', CONFIG],
    ['List', 'ListMultipartUploadParts', CONFIG],
    ['Read', 'GetAccessPoint* GetBucket* GetLifecycleConfiguration GetReplicationConfiguration Get*Tagging', CONFIG],
    ['Write', 'CreateBucket CreateEndpoint DeleteAccessPoint DeleteEndpoint PutBucketVersioning', ADMIN],
  ],
  overrides: [
    [[READ], 'GetObject GetObjectVersion GetObjectVersionForReplication', 'returns the content of objects'],
    [[READ], 'ListBucket ListBucketVersions ListBucketMultipartUploads', "listings show content's names"],
    [[WRITE], 'PutObject ReplicateObject AbortMultipartUpload', 'as in S3'],
    [[DELETE], 'DeleteObject DeleteObjectVersion ReplicateDelete', 'destroys content'],
    [[ADMIN, DELETE], 'DeleteBucket', 'removes the bucket; only an empty one'],
    [[ADMIN, DELETE], 'PutLifecycleConfiguration', 'an expiry rule deletes every object it matches'],
    [[ADMIN, READ], 'PutReplicationConfiguration', 'copies every new object into a bucket of the caller’s choice'],
    [
      [ADMIN],
      'CreateAccessPoint',
      'opens another door to the bucket, where the bucket policy delegates to access points',
      { means: 'access-point', capabilities: [CONFIG, READ, WRITE, DELETE] },
    ],
    [[ADMIN], 'PutBucketPolicy PutAccessPointPolicy', 'decides who may reach the bucket', BY_POLICY],
    [
      [ADMIN],
      'PutObjectAcl',
      'an object’s ACL lets its grantees read it, where ACLs are not off',
      { means: 'policy', capabilities: [ADMIN, CONFIG, READ] },
    ],
    [[ADMIN], 'DeleteBucketPolicy DeleteAccessPointPolicy', 'takes the policy’s denials away', BY_REMOVAL],
    [
      [ADMIN],
      'PutBucketTagging PutObjectTagging PutObjectVersionTagging DeleteObjectTagging DeleteObjectVersionTagging ReplicateTags',
      'access may hang on tags',
      BY_TAG,
    ],
  ],
});
