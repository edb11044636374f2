/** Names of the environment variables that infrastructure sets and functions read. Imports nothing. */
export const ENVIRONMENT = {
  tenantTable: 'TENANT_TABLE',
  directoryTable: 'DIRECTORY_TABLE',
  runBucket: 'RUN_BUCKET',
  accountMachineArn: 'ACCOUNT_MACHINE_ARN',
  /** Executions of the account machine live under this ARN prefix (`…:execution:NAME`). */
  stage: 'STAGE',
  scannerRoleArn: 'SCANNER_ROLE_ARN',
  /** Most account runs that may be open over all sweeps. */
  openRunsLimit: 'OPEN_RUNS_LIMIT',
  serviceName: 'POWERTOOLS_SERVICE_NAME',
  metricsNamespace: 'POWERTOOLS_METRICS_NAMESPACE',
  logLevel: 'POWERTOOLS_LOG_LEVEL',
  /** Only on one machine: ISO 8601 UTC, what the clock says instead of the system's. */
  now: 'NIGHTJAR_NOW',
  /** Only on one machine: where the files of an account that no collector reads yet are served. */
  snapshotDoor: 'NIGHTJAR_SNAPSHOT_DOOR',
} as const;
