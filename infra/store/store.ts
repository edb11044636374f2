import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { DIRECTORY_PARTITION_KEY, DIRECTORY_SORT_KEY } from '../../shared/contract/directory-keys.ts';
import { TENANT_PARTITION_KEY, TENANT_SORT_KEY } from '../../shared/contract/tenant-keys.ts';
import { acknowledge } from '../acknowledge.ts';

/** Days that sweep lists are kept: as long as Step Functions keeps its history. */
const SWEEP_DAYS = 90;

/** Days that a replaced version of a run's object can be brought back. */
const VERSION_DAYS = 30;

/** Data at rest: two tables, one bucket, and the key for what belongs to no customer. */
export class Store extends Construct {
  readonly key: Key;
  readonly tenantTable: Table;
  readonly directoryTable: Table;
  readonly runBucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    // Of the tables as a whole and of sweep lists; what a customer owns is sealed under that customer's key besides.
    this.key = new Key(this, 'Key', {
      description: 'Nightjar: tables and sweep lists',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.tenantTable = this.table('TenantTable', TENANT_PARTITION_KEY, TENANT_SORT_KEY);
    this.directoryTable = this.table('DirectoryTable', DIRECTORY_PARTITION_KEY, DIRECTORY_SORT_KEY);
    this.runBucket = new Bucket(this, 'RunBucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        { id: 'sweeps', prefix: 'sweeps/', expiration: Duration.days(SWEEP_DAYS) },
        { id: 'versions', noncurrentVersionExpiration: Duration.days(VERSION_DAYS) },
        { id: 'uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    acknowledge(
      this.runBucket,
      'AwsSolutions-S1',
      'access is recorded as CloudTrail data events by the account hygiene stack; server access logs would name objects a second time',
    );
  }

  private table(id: string, partitionKey: string, sortKey: string): Table {
    return new Table(this, id, {
      partitionKey: { name: partitionKey, type: AttributeType.STRING },
      sortKey: { name: sortKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
