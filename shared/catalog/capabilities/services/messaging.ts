import { ADMIN, BY_POLICY, BY_TAG, CONFIG, DELETE, READ, rulesOf, WRITE } from '../rules.ts';

/** Amazon SQS. */
export const sqs = rulesOf('sqs', {
  kinds: [
    ['Read', 'GetQueueAttributes GetQueueUrl List*', CONFIG],
    ['Write', 'CancelMessageMoveTask CreateQueue', ADMIN],
  ],
  overrides: [
    [[READ], 'ReceiveMessage', 'returns messages'],
    [[WRITE], 'SendMessage', 'creates messages'],
    [[WRITE], 'ChangeMessageVisibility', 'decides when a message can be received again; the message stays'],
    [[DELETE], 'DeleteMessage', 'destroys messages'],
    [[ADMIN, DELETE], 'DeleteQueue PurgeQueue', 'destroys all messages'],
    [
      [ADMIN, READ, WRITE, DELETE],
      'StartMessageMoveTask',
      'takes messages out of a dead-letter queue and sends them to a queue of the caller’s choice',
    ],
    [
      [ADMIN, DELETE],
      'SetQueueAttributes',
      'sets the queue policy and the key; a short retention period deletes messages',
      BY_POLICY,
    ],
    [[ADMIN], 'AddPermission', 'writes an allow statement into the queue policy', BY_POLICY],
    [[ADMIN], 'RemovePermission', 'takes an allow statement away; AddPermission writes no denials'],
    [[ADMIN], 'TagQueue UntagQueue', 'access may hang on tags', BY_TAG],
  ],
});

/** Amazon SNS: topics, platform applications and SMS. */
export const sns = rulesOf('sns', {
  kinds: [
    ['List', 'List*', CONFIG],
    [
      'Read',
      'GetDataProtectionPolicy GetSMS* GetSubscriptionAttributes GetTopicAttributes ListTagsForResource',
      CONFIG,
    ],
    ['Read', 'GetPlatformApplicationAttributes', CONFIG],
    ['Write', 'CreatePlatformApplication CreatePlatformEndpoint CreateSMSSandboxPhoneNumber CreateTopic', ADMIN],
    ['Write', 'DeleteEndpoint DeletePlatformApplication DeleteSMSSandboxPhoneNumber OptInPhoneNumber', ADMIN],
    ['Write', 'SetEndpointAttributes SetPlatformApplicationAttributes SetSMSAttributes Verify*', ADMIN],
  ],
  overrides: [
    [[READ], 'Subscribe ConfirmSubscription', 'a subscriber gets every message that is published'],
    [[READ], 'GetEndpointAttributes', 'returns a device’s token and the data its user stored with it'],
    [[READ], 'CheckIfPhoneNumberIsOptedOut ListPhoneNumbersOptedOut', 'phone numbers of recipients are personal data'],
    [[WRITE], 'Publish', 'creates messages'],
    [[ADMIN, DELETE], 'DeleteTopic', 'removes the topic and all subscriptions; messages under way are lost'],
    [[ADMIN], 'Unsubscribe', 'ends a subscription; messages that were delivered stay'],
    [
      [ADMIN, READ],
      'SetSubscriptionAttributes',
      'sets the filter that decides which messages a subscriber gets, and where undelivered ones go',
    ],
    [
      [ADMIN, READ],
      'PutDataProtectionPolicy',
      'decides whether sensitive data is masked, and where findings with samples go',
    ],
    [[ADMIN], 'SetTopicAttributes', 'sets the topic policy and the key', BY_POLICY],
    [[ADMIN], 'AddPermission', 'writes an allow statement into the topic policy', BY_POLICY],
    [[ADMIN], 'RemovePermission', 'takes an allow statement away; AddPermission writes no denials'],
    [[ADMIN], 'TagResource UntagResource', 'access may hang on tags', BY_TAG],
  ],
});
