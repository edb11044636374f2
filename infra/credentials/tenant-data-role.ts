import { Duration, Stack } from 'aws-cdk-lib';
import {
  type IRole,
  type PolicyDocument,
  PolicyStatement,
  PrincipalBase,
  PrincipalPolicyFragment,
  Role,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { SESSION_TAGS } from '../../shared/contract/session-tags.ts';
import type { Store } from '../store/store.ts';

const CUSTOMER = `\${aws:PrincipalTag/${SESSION_TAGS.customerId}}`;
const KEY = `\${aws:PrincipalTag/${SESSION_TAGS.kmsKeyId}}`;

/**
 * The role through which steps reach a customer's data. Every statement is bound to the session's tags: an untagged
 * session can do nothing, a tagged one reaches one customer's rows, objects and key.
 */
export class TenantDataRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, store: Store, users: readonly IRole[]) {
    super(scope, id);
    this.role = new Role(this, 'Role', {
      description: 'Nightjar: one customer at a time, named by session tags',
      assumedBy: new TaggingFunctions(users.map((user) => user.roleArn)),
      maxSessionDuration: Duration.hours(1),
    });
    for (const statement of [rows(store), tableKey(store), objects(store), ...customerKey(this)]) {
      this.role.addToPolicy(statement);
    }
    for (const user of users) {
      user.addToPrincipalPolicy(
        new PolicyStatement({ actions: ['sts:AssumeRole', 'sts:TagSession'], resources: [this.role.roleArn] }),
      );
    }
  }
}

/** A session carries the customer and the customer's key, and no other tag. */
const BOTH_TAGS = {
  StringLike: { [`aws:RequestTag/${SESSION_TAGS.customerId}`]: 'C??????' },
  Null: { [`aws:RequestTag/${SESSION_TAGS.kmsKeyId}`]: 'false' },
  'ForAllValues:StringEquals': { 'aws:TagKeys': Object.values(SESSION_TAGS) },
};

/** The functions in one statement: one each would not fit a trust policy. */
class TaggingFunctions extends PrincipalBase {
  readonly #roleArns: readonly string[];

  constructor(roleArns: readonly string[]) {
    super();
    this.#roleArns = roleArns;
  }

  get policyFragment(): PrincipalPolicyFragment {
    return new PrincipalPolicyFragment({ AWS: [...this.#roleArns] }, BOTH_TAGS);
  }

  override addToAssumeRolePolicy(document: PolicyDocument): void {
    document.addStatements(new PolicyStatement({ actions: ['sts:AssumeRole', 'sts:TagSession'], principals: [this] }));
  }

  override dedupeString(): undefined {
    return undefined;
  }
}

/** Rows of the session's customer. The Null guard: ForAllValues alone is true where the key is absent. */
function rows(store: Store): PolicyStatement {
  return new PolicyStatement({
    sid: 'RowsOfTheCustomer',
    actions: [
      'dynamodb:GetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:DeleteItem',
      'dynamodb:ConditionCheckItem',
    ],
    resources: [store.tenantTable.tableArn],
    conditions: {
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [CUSTOMER] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
}

/** The table's own key, through DynamoDB alone. */
function tableKey(store: Store): PolicyStatement {
  return new PolicyStatement({
    sid: 'KeyOfTheTable',
    actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
    resources: [store.key.keyArn],
    conditions: {
      StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(store).region}.amazonaws.com` },
      Null: { [`aws:PrincipalTag/${SESSION_TAGS.customerId}`]: 'false' },
    },
  });
}

/** Objects under the customer's prefix; no listing, so that no other customer's names are seen. */
function objects(store: Store): PolicyStatement {
  return new PolicyStatement({
    sid: 'ObjectsOfTheCustomer',
    actions: ['s3:GetObject', 's3:PutObject'],
    resources: [`${store.runBucket.bucketArn}/customers/${CUSTOMER}/*`],
    conditions: { Null: { [`aws:PrincipalTag/${SESSION_TAGS.customerId}`]: 'false' } },
  });
}

/** The customer's key: directly under our encryption context, and through S3 for objects. */
function customerKey(scope: Construct): PolicyStatement[] {
  const stack = Stack.of(scope);
  const resources = [stack.formatArn({ service: 'kms', resource: 'key', resourceName: KEY })];
  const actions = ['kms:GenerateDataKey', 'kms:Decrypt'];
  return [
    new PolicyStatement({
      sid: 'KeyOfTheCustomer',
      actions,
      resources,
      conditions: { StringEquals: { 'kms:EncryptionContext:customerId': CUSTOMER } },
    }),
    new PolicyStatement({
      sid: 'KeyOfTheCustomerThroughS3',
      actions,
      resources,
      conditions: { StringEquals: { 'kms:ViaService': `s3.${stack.region}.amazonaws.com` } },
    }),
  ];
}
