/** What an invented company calls things; the generator takes as many as the size asks for. */
export const COMPANY = 'brightwater';

export const TEAMS = (
  'payments ledger search catalog identity billing orders shipping pricing content media growth platform data ml ' +
  'security mobile web support finance risk fraud partner analytics reporting messaging notify loyalty returns ' +
  'warehouse fleet maps archive legal people docs lab quality core edge feeds stream batch sync import export tax ' +
  'treasury'
).split(' ');

export const APPS = (
  'api worker gateway scheduler ingest processor indexer exporter notifier renderer replicator auditor matcher ' +
  'resolver importer portal admin sync cache broker'
).split(' ');

export const ENVIRONMENTS = ['prod', 'prod', 'prod', 'staging', 'dev'] as const;

export const PURPOSES = (
  'events uploads reports backups config state sessions audit cache snapshots images invoices exports drafts queue ' +
  'jobs results archive users profiles orders items prices stock'
).split(' ');

export const CONFIDENTIALITY = ['public', 'internal', 'internal', 'confidential', 'restricted'] as const;

export const GIVEN_NAMES = (
  'ada amir anna ben bo carla chen dana david elif emma finn grace hana hugo ines ivan jana jonas kai lea leo lina ' +
  'luca maria max mei mia nadia nils noor olga omar paul petra rosa sam sara sofia theo tom uma vera will yara zoe'
).split(' ');

export const FAMILY_NAMES = (
  'abadi baker chandra costa diaz eriksen fischer garcia haas ito jansen keller kim larsen lopez meyer mori nowak ' +
  'okafor patel quint rossi sato schmidt silva tanaka urban vogel wagner weber xu yilmaz zhang'
).split(' ');

/** Networks of offices and data centres, some inside others (rule F: nested CIDRs). */
export const NETWORKS = [
  '10.0.0.0/8',
  '10.20.0.0/16',
  '10.20.30.0/24',
  '203.0.113.0/24',
  '203.0.113.64/26',
  '198.51.100.0/24',
  '2001:db8:1234::/48',
] as const;

/** Services that call in their own name, as policies write them. */
export const SERVICES = {
  lambda: 'lambda.amazonaws.com',
  ec2: 'ec2.amazonaws.com',
  ecs: 'ecs-tasks.amazonaws.com',
  events: 'events.amazonaws.com',
  sns: 'sns.amazonaws.com',
  s3: 's3.amazonaws.com',
  cloudtrail: 'cloudtrail.amazonaws.com',
  config: 'config.amazonaws.com',
  states: 'states.amazonaws.com',
  codebuild: 'codebuild.amazonaws.com',
  glue: 'glue.amazonaws.com',
  apigateway: 'apigateway.amazonaws.com',
  sagemaker: 'sagemaker.amazonaws.com',
  backup: 'backup.amazonaws.com',
  delivery: 'delivery.logs.amazonaws.com',
  logs: 'logs.eu-west-1.amazonaws.com',
} as const;
