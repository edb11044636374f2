import { ADMIN, BY_POLICY, BY_REMOVAL, BY_TAG, CONFIG, DELETE, READ, rulesOf, WRITE } from '../rules.ts';

/** Amazon Kinesis Data Streams. */
export const kinesis = rulesOf('kinesis', {
  kinds: [
    ['List', 'List*', CONFIG],
    ['Read', 'Describe* GetResourcePolicy List*', CONFIG],
    ['Write', 'CreateStream DeleteChannel DeregisterStreamConsumer DisableEnhanced* EnableEnhanced*', ADMIN],
    ['Write', 'IncreaseStreamRetentionPeriod InjectApiError MergeShards SplitShard RegisterStreamConsumer', ADMIN],
    ['Write', 'StartStreamEncryption StopStreamEncryption UpdateAccountSettings UpdateM* UpdateShardCount', ADMIN],
    ['Write', 'UpdateStream*', ADMIN],
  ],
  overrides: [
    [[READ], 'GetRecords GetShardIterator SubscribeToShard', 'returns records'],
    [[WRITE], 'PutRecord PutRecords', 'creates records'],
    [[ADMIN, DELETE], 'DeleteStream', 'destroys the stream with its records'],
    [[ADMIN, DELETE], 'DecreaseStreamRetentionPeriod', 'records older than the period are deleted'],
    [
      [ADMIN, READ],
      'CreateChannel UpdateChannel AssociateStreamsWithChannel',
      'a channel carries records of its streams onward; AWS files its creation under Tagging',
    ],
    [[ADMIN], 'PutResourcePolicy', 'decides who may reach the stream; AWS files it under Write', BY_POLICY],
    [[ADMIN], 'DeleteResourcePolicy', 'takes the policy’s denials away', BY_REMOVAL],
    [[ADMIN], 'AddTagsToStream RemoveTagsFromStream TagResource UntagResource', 'access may hang on tags', BY_TAG],
  ],
});

/** Amazon Data Firehose. */
export const firehose = rulesOf('firehose', {
  kinds: [
    ['List', 'List*', CONFIG],
    ['Read', 'DescribeDeliveryStream', CONFIG],
    ['Write', 'StartDeliveryStreamEncryption StopDeliveryStreamEncryption', ADMIN],
  ],
  overrides: [
    [[WRITE], 'PutRecord PutRecordBatch', 'creates records'],
    [
      [ADMIN, READ],
      'CreateDeliveryStream UpdateDestination',
      'sends what a source holds, or all records, to a destination of the caller’s choice',
    ],
    [[ADMIN, DELETE], 'DeleteDeliveryStream', 'records that were not delivered yet are lost'],
    [[ADMIN], 'TagDeliveryStream UntagDeliveryStream', 'access may hang on tags', BY_TAG],
  ],
});
