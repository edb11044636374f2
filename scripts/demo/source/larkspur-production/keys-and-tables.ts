import type { ResourceSource } from '../../authoring/account-source.ts';
import { grant, policy } from '../../authoring/policy.ts';
import { delegatingKeyPolicy, resourcesOf, tableKey } from '../../authoring/resources.ts';
import { fixedHex } from '../../authoring/unique-id.ts';
import { DEVELOPMENT, LONDON, PRODUCTION, roleArn, userArn } from '../names.ts';
import { keyNamed, roleNamed, tableNamed, tagsOf, userNamed } from './names.ts';

const make = resourcesOf(PRODUCTION, LONDON);

export const KEYS: readonly ResourceSource[] = [
  make.key('orders', {
    tags: tagsOf('alice.marsh', 'checkout', 'high'),
    policy: policy(delegatingKeyPolicy(PRODUCTION)),
    // The worker reads through a grant that no policy shows (rule H06).
    details: {
      grants: [
        {
          grantId: fixedHex('grant/orders', 64),
          name: 'fulfilment-worker',
          granteePrincipal: roleNamed('fulfilment-worker'),
          retiringPrincipal: null,
          issuingAccount: `arn:aws:iam::${PRODUCTION}:root`,
          operations: ['Decrypt', 'DescribeKey'],
          constraints: null,
          creationDate: '2025-02-03T09:30:00Z',
        },
      ],
    },
  }),
  make.key('finance', {
    tags: tagsOf('carol.reed', 'finance', 'high'),
    // No statement for the account: IAM policies that allow are without effect (rules H01, H03).
    policy: policy(
      grant(
        'Administration',
        { AWS: userNamed('carol.reed') },
        ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:PutKeyPolicy'],
        '*',
      ),
      grant(
        'Use',
        { AWS: [userNamed('carol.reed'), roleNamed('invoice-mailer')] },
        ['kms:Decrypt', 'kms:GenerateDataKey'],
        '*',
      ),
    ),
  }),
  make.key('app-secrets', {
    tags: tagsOf('alice.marsh', 'checkout', 'high'),
    policy: policy(delegatingKeyPolicy(PRODUCTION)),
  }),
  make.key('retired', {
    tags: tagsOf('oscar.reeve', 'platform'),
    policy: policy(delegatingKeyPolicy(PRODUCTION)),
    details: { keyState: 'Disabled' },
  }),
  make.key('aws-secretsmanager', {
    // AWS managed: everyone of the account, through the service alone (rule H08).
    policy: policy(
      grant(
        'Allow access through AWS Secrets Manager for all principals in the account that are authorized to use AWS Secrets Manager',
        { AWS: '*' },
        ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:CreateGrant', 'kms:DescribeKey'],
        '*',
        {
          StringEquals: { 'kms:CallerAccount': PRODUCTION, 'kms:ViaService': `secretsmanager.${LONDON}.amazonaws.com` },
        },
      ),
      grant(
        'Allow direct access to key metadata to the account',
        { AWS: `arn:aws:iam::${PRODUCTION}:root` },
        ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'],
        '*',
      ),
    ),
    details: {
      keyManager: 'AWS',
      description: 'Default key that protects my Secrets Manager data when no other key is defined',
      aliases: [
        {
          aliasName: 'alias/aws/secretsmanager',
          aliasArn: `arn:aws:kms:${LONDON}:${PRODUCTION}:alias/aws/secretsmanager`,
        },
      ],
    },
  }),
];

export const TABLES: readonly ResourceSource[] = [
  make.table('orders', {
    tags: tagsOf('alice.marsh', 'checkout', 'high'),
    details: { ...tableKey(keyNamed('orders')), globalSecondaryIndexes: [{ indexName: 'by-customer' }] },
  }),
  make.table('carts', { tags: tagsOf('alice.marsh', 'checkout') }),
  make.table('catalogue', {
    tags: tagsOf('priya.nair', 'checkout', 'low'),
    details: { globalSecondaryIndexes: [{ indexName: 'by-author' }] },
    // Both accounts are Larkspur's and both are read: each side must allow (rule A06).
    policy: policy(
      grant(
        'Development',
        { AWS: [roleArn(DEVELOPMENT, 'catalogue-sync'), userArn(DEVELOPMENT, 'omar.teal')] },
        ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
        tableNamed('catalogue'),
      ),
    ),
  }),
  make.table('reviews', { tags: tagsOf('priya.nair', 'checkout', 'low') }),
  make.table('payouts', { tags: tagsOf('carol.reed', 'finance', 'high') }),
  make.table('gift-cards', { tags: tagsOf('alice.marsh', 'checkout', 'high') }),
  make.table('stock', { tags: tagsOf('bob.finch', 'fulfilment') }),
  make.table('sessions', { tags: tagsOf('alice.marsh', 'checkout') }),
  make.table('recommendations', { tags: tagsOf('jack.plover', 'analytics') }),
];
