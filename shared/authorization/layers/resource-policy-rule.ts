/**
 * How a service joins its resource policies with identity policies inside one account: `either` allows (A04), or the
 * resource's policy `must-allow` itself or by delegation (A05). Null: AWS's page on evaluation logic says that other
 * services may differ, and this one is not in the table; the request is then decided as `either`, and says so.
 *
 * Pages: reference_policies_evaluation-logic_policy-eval-basics.html, reference_aws-services-that-work-with-iam.html
 */
export function resourcePolicyRule(service: string): 'either' | 'must-allow' | null {
  if (service === 'kms' || service === 'sts') return 'must-allow';
  return EITHER.has(service) ? 'either' : null;
}

/** Services whose own pages document resource-based policies and no rule of their own (K04, K06 to K09). */
const EITHER: ReadonlySet<string> = new Set([
  'acm-pca',
  'backup',
  'codeartifact',
  'codebuild',
  'dynamodb',
  'ecr',
  'events',
  'execute-api',
  'glacier',
  'glue',
  'iam',
  'kinesis',
  'lambda',
  'logs',
  'mediastore',
  's3',
  's3-object-lambda',
  's3-outposts',
  's3express',
  's3tables',
  'secretsmanager',
  'serverlessrepo',
  'ses',
  'sns',
  'sqs',
  'ssm-contacts',
  'ssm-incidents',
]);
