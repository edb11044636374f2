import type { Night, RoleSource } from '../../authoring/account-source.ts';
import * as aws from '../../authoring/aws-managed-policies.ts';
import { allow, type PolicySource, policy, serviceTrust, variable } from '../../authoring/policy.ts';
import {
  functionNamed,
  keyNamed,
  objectsOf,
  queueNamed,
  secretNamed,
  tableNamed,
  tagsOf,
  topicNamed,
} from './names.ts';

const USED = '2026-11-17';

/** Roles that the shop's own services run as. */
export function serviceRoles(night: Night): readonly RoleSource[] {
  return [
    lambdaRole(
      'checkout-service',
      policy(
        allow(
          'Tables',
          ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
          [tableNamed('orders'), tableNamed('carts'), tableNamed('gift-cards')],
        ),
        allow('OrdersKey', ['kms:Decrypt', 'kms:GenerateDataKey'], keyNamed('orders')),
        allow('Placed', 'sns:Publish', topicNamed('order-placed')),
        allow('Payment', 'secretsmanager:GetSecretValue', secretNamed('payment-gateway')),
        allow('SecretsKey', 'kms:Decrypt', keyNamed('app-secrets')),
      ),
    ),
    {
      ...lambdaRole('order-router', policy(allow('Route', 'sqs:SendMessage', queueNamed('fulfilment')))),
      attached: [aws.LAMBDA_SQS_EXECUTION.arn],
    },
    {
      name: 'payouts-service',
      created: '2022-08-15',
      used: USED,
      tags: tagsOf('carol.reed', 'finance', 'high'),
      trust: serviceTrust('ecs-tasks'),
      inline: {
        payouts: policy(
          allow(
            'Ledger',
            ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
            tableNamed('payouts'),
          ),
          allow('Export', 's3:PutObject', objectsOf('payout-exports')),
        ),
      },
    },
    reportingBatch(night),
    {
      name: 'fulfilment-worker',
      created: '2022-08-15',
      used: USED,
      tags: tagsOf('bob.finch', 'fulfilment'),
      trust: serviceTrust('ec2'),
      attached: [aws.SSM_MANAGED_INSTANCE_CORE.arn],
      inline: {
        fulfil: policy(
          allow('Take', ['sqs:DeleteMessage', 'sqs:ReceiveMessage'], queueNamed('fulfilment')),
          allow('Stock', ['dynamodb:GetItem', 'dynamodb:UpdateItem'], tableNamed('stock')),
        ),
      },
      instanceProfile: true,
    },
    lambdaRole('cover-resizer', policy(allow('Covers', ['s3:GetObject', 's3:PutObject'], objectsOf('book-covers')))),
    // No kms:Decrypt here: the key's own policy names this role (rule H03).
    lambdaRole('invoice-mailer', policy(allow('Invoices', 's3:GetObject', objectsOf('invoices', 'sent/')))),
    lambdaRole(
      'storefront-render',
      policy(
        allow(
          'Read',
          ['dynamodb:GetItem', 'dynamodb:Query'],
          [tableNamed('catalogue'), tableNamed('reviews'), tableNamed('sessions')],
        ),
      ),
    ),
    lambdaRole(
      'search-indexer',
      policy(
        allow('Catalogue', ['dynamodb:GetItem', 'dynamodb:Scan'], tableNamed('catalogue')),
        allow('Index', ['s3:GetObject', 's3:PutObject'], objectsOf('search-index')),
        allow('Updates', 'sqs:ReceiveMessage', queueNamed('search-updates')),
        // A service role has no aws:username: this statement reaches nothing (rules F25, G04).
        allow('Home', 's3:GetObject', objectsOf('staff-home', `${variable('aws:username')}/`)),
      ),
    ),
    lambdaRole(
      'email-sender',
      policy(
        allow('Templates', 's3:GetObject', objectsOf('email-templates')),
        allow('Emails', ['sqs:DeleteMessage', 'sqs:ReceiveMessage'], queueNamed('emails')),
        allow('Smtp', 'secretsmanager:GetSecretValue', secretNamed('smtp')),
      ),
    ),
    lambdaRole('webhook-receiver', policy(allow('Pass', 'sqs:SendMessage', queueNamed('partner-inbox')))),
    {
      // Cleans up at night, and was given everything so that it would never fail.
      name: 'maintenance-lambda',
      created: '2023-01-09',
      used: USED,
      tags: tagsOf('oscar.reeve', 'platform'),
      trust: serviceTrust('lambda'),
      attached: [aws.ADMINISTRATOR_ACCESS.arn],
    },
    {
      // May hand any role to a function it writes (rules J04, J07).
      name: 'deploy-runner',
      created: '2022-06-01',
      used: USED,
      lastAccessed: { lambda: '2026-11-17', s3: '2026-11-17', iam: null },
      tags: tagsOf('oscar.reeve', 'platform'),
      trust: serviceTrust('codebuild'),
      inline: {
        deploy: policy(
          allow('Functions', ['lambda:CreateFunction', 'lambda:InvokeFunction', 'lambda:UpdateFunctionCode'], '*'),
          allow('AnyRole', 'iam:PassRole', '*'),
          allow('Artifacts', ['s3:GetObject', 's3:PutObject'], objectsOf('artifacts')),
        ),
      },
    },
    {
      name: 'fulfilment-steps',
      created: '2024-05-20',
      used: USED,
      trust: serviceTrust('states'),
      inline: { invoke: policy(allow('Invoke', 'lambda:InvokeFunction', functionNamed('order-router'))) },
    },
    {
      name: 'gateway-logs',
      created: '2022-06-01',
      used: USED,
      trust: serviceTrust('apigateway'),
      inline: { logs: policy(allow('Logs', ['logs:CreateLogStream', 'logs:PutLogEvents'], '*')) },
    },
    ...(night === '2026-11-18' ? [OLD_MIGRATION] : []),
  ];
}

function lambdaRole(name: string, rights: PolicySource): RoleSource {
  return {
    name,
    created: '2022-06-01',
    used: USED,
    tags: tagsOf('alice.marsh', 'checkout'),
    trust: serviceTrust('lambda'),
    attached: [aws.LAMBDA_BASIC_EXECUTION.arn],
    inline: { [`${name}-rights`]: rights },
  };
}

/** Read nothing on the first night for want of the key; the edit on the second day gave it (rule H10). */
function reportingBatch(night: Night): RoleSource {
  const read = allow('Archive', 's3:GetObject', objectsOf('orders-archive'));
  const key = allow('ArchiveKey', 'kms:Decrypt', keyNamed('orders'));
  return {
    name: 'reporting-batch',
    created: '2024-05-20',
    used: USED,
    tags: tagsOf('jack.plover', 'analytics'),
    trust: serviceTrust('ecs-tasks'),
    inline: { archive: night === '2026-11-18' ? policy(read) : policy(read, key) },
  };
}

/** Moved the catalogue out of the old database in 2025. Gone on the second night. */
const OLD_MIGRATION: RoleSource = {
  name: 'catalogue-migration',
  created: '2024-11-04',
  used: '2025-02-11',
  trust: serviceTrust('dms'),
  inline: { load: policy(allow('Load', ['dynamodb:DescribeTable', 'dynamodb:PutItem'], tableNamed('catalogue'))) },
};
