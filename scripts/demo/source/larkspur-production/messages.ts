import type { ResourceSource } from '../../authoring/account-source.ts';
import { grant, policy, rootOf } from '../../authoring/policy.ts';
import { resourcesOf } from '../../authoring/resources.ts';
import { BRIGHTMETRICS, FENNEL, LONDON, ORGANIZATION, PRODUCTION } from '../names.ts';
import { keyNamed, queueNamed, secretNamed, tagsOf, topicNamed } from './names.ts';

const make = resourcesOf(PRODUCTION, LONDON);
const SNS = { Service: 'sns.amazonaws.com' };

export const QUEUES: readonly ResourceSource[] = [
  make.queue('order-events', {
    tags: tagsOf('alice.marsh', 'checkout'),
    policy: policy(
      grant('Topic', SNS, 'sqs:SendMessage', queueNamed('order-events'), {
        ArnEquals: { 'aws:SourceArn': topicNamed('order-placed') },
      }),
    ),
    details: { redrivePolicy: { deadLetterTargetArn: queueNamed('order-events-dlq') } },
  }),
  make.queue('order-events-dlq', { tags: tagsOf('alice.marsh', 'checkout') }),
  make.queue('fulfilment', { tags: tagsOf('bob.finch', 'fulfilment') }),
  make.queue('emails', { tags: tagsOf('alice.marsh', 'checkout') }),
  make.queue('partner-inbox', {
    tags: tagsOf('bob.finch', 'fulfilment'),
    policy: policy(
      // Any topic of any customer of AWS may send here (rules D21, F26, J02).
      grant('AnyTopic', SNS, 'sqs:SendMessage', queueNamed('partner-inbox')),
      // The RCP at the root keeps Fennel out (rule D12).
      grant('Fennel', { AWS: rootOf(FENNEL) }, 'sqs:SendMessage', queueNamed('partner-inbox')),
    ),
  }),
  make.queue('search-updates', { tags: tagsOf('priya.nair', 'checkout', 'low') }),
];

export const TOPICS: readonly ResourceSource[] = [
  make.topic('order-placed', {
    tags: tagsOf('alice.marsh', 'checkout'),
    details: {
      subscriptions: [
        {
          subscriptionArn: `${topicNamed('order-placed')}:5d1c7a52-9d0e-4a77-8f0b-2f4f6e1b7c90`,
          protocol: 'sqs',
          endpoint: queueNamed('order-events'),
          owner: PRODUCTION,
        },
      ],
    },
  }),
  make.topic('catalogue-updates', {
    tags: tagsOf('priya.nair', 'checkout', 'low'),
    policy: policy(
      grant('WholeOrganization', '*', 'sns:Subscribe', topicNamed('catalogue-updates'), {
        StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION },
      }),
    ),
  }),
  make.topic('price-feed', {
    tags: tagsOf('jack.plover', 'analytics'),
    // The RCP lists sns:* and does nothing here (rule D16).
    policy: policy(grant('Fennel', { AWS: rootOf(FENNEL) }, 'sns:Subscribe', topicNamed('price-feed'))),
  }),
  make.topic('stock-low', {
    tags: tagsOf('bob.finch', 'fulfilment'),
    // As SNS writes it for a new topic: the owner's account, whatever the `*` looks like (rule M22).
    policy: {
      Version: '2008-10-17',
      Id: '__default_policy_ID',
      Statement: [
        grant(
          '__default_statement_ID',
          { AWS: '*' },
          [
            'SNS:GetTopicAttributes',
            'SNS:SetTopicAttributes',
            'SNS:AddPermission',
            'SNS:RemovePermission',
            'SNS:DeleteTopic',
            'SNS:Subscribe',
            'SNS:ListSubscriptionsByTopic',
            'SNS:Publish',
          ],
          topicNamed('stock-low'),
          { StringEquals: { 'AWS:SourceOwner': PRODUCTION } },
        ),
      ],
    },
  }),
];

export const SECRETS: readonly ResourceSource[] = [
  make.secret('payment-gateway', {
    tags: tagsOf('alice.marsh', 'checkout', 'high'),
    details: { kmsKeyId: keyNamed('app-secrets') },
    // A remnant of a trial; the RCP keeps Brightmetrics out (rule D12).
    policy: policy(
      grant('Trial', { AWS: rootOf(BRIGHTMETRICS) }, 'secretsmanager:GetSecretValue', secretNamed('payment-gateway')),
    ),
  }),
  make.secret('warehouse-ftp', {
    tags: tagsOf('bob.finch', 'fulfilment', 'high'),
    details: { kmsKeyId: keyNamed('app-secrets') },
  }),
  make.secret('smtp', { tags: tagsOf('alice.marsh', 'email') }),
  make.secret('db/orders', { tags: tagsOf('oscar.reeve', 'platform', 'high') }),
  make.secret('fennel-print/api', { tags: tagsOf('bob.finch', 'print') }),
  make.secret('search/admin', { tags: tagsOf('priya.nair', 'search') }),
];
