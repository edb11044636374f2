/** The service names of k9's published tables; every other service goes by its action prefix. */
const NAMES: Readonly<Record<string, string>> = {
  athena: 'Athena',
  cloudtrail: 'CloudTrail',
  dax: 'DynamoDB Accelerator (DAX)',
  dynamodb: 'DynamoDB',
  events: 'EventBridge',
  iam: 'IAM',
  kms: 'KMS',
  rds: 'RDS',
  'rds-data': 'RDS Data',
  'rds-db': 'RDS DB',
  redshift: 'Redshift',
  s3: 'S3',
  sqs: 'SQS',
  sts: 'STS',
};

/** `service_name` of an action prefix, e.g. `S3` for `s3`. */
export function tableServiceName(prefix: string): string {
  return NAMES[prefix] ?? prefix;
}
