/** Names of the environment variables that infrastructure sets and functions read. Imports nothing. */
export const ENVIRONMENT = {
  tenantTable: 'TENANT_TABLE',
  directoryTable: 'DIRECTORY_TABLE',
  runBucket: 'RUN_BUCKET',
  accountMachineArn: 'ACCOUNT_MACHINE_ARN',
  stage: 'STAGE',
  tenantDataRoleArn: 'TENANT_DATA_ROLE_ARN',
  scannerRoleArn: 'SCANNER_ROLE_ARN',
  /** Most account runs that may be open over all sweeps. */
  openRunsLimit: 'OPEN_RUNS_LIMIT',
  serviceName: 'POWERTOOLS_SERVICE_NAME',
  metricsNamespace: 'POWERTOOLS_METRICS_NAMESPACE',
  logLevel: 'POWERTOOLS_LOG_LEVEL',
  /** Only on one machine: where the files of an account that no collector reads yet are served. */
  snapshotDoor: 'NIGHTJAR_SNAPSHOT_DOOR',
} as const;
