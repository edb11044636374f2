import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../../shared/contract/environment.ts';
import { SESSION_TAGS } from '../../shared/contract/session-tags.ts';
import { acknowledgeResource, attribute } from '../acknowledge.ts';
import { ScannerRole } from '../credentials/scanner-role.ts';
import { TenantDataRole } from '../credentials/tenant-data-role.ts';
import type { StageConfig } from '../stages.ts';
import type { Store } from '../store/store.ts';
import { FUNCTION_TABLE } from './function-table.ts';
import { ServiceFunction } from './service-function.ts';

export interface ServiceFunctionsProps {
  readonly store: Store;
  readonly config: StageConfig;
  readonly bundleFolder: string;
  /** Folders of `functions/` that were bundled; each must be in the table, and each of the table bundled. */
  readonly names: readonly string[];
}

/** All functions, with the two roles that they reach data through. */
export class ServiceFunctions extends Construct {
  readonly #functions = new Map<string, ServiceFunction>();

  constructor(scope: Construct, id: string, props: ServiceFunctionsProps) {
    super(scope, id);
    const { store, config, bundleFolder } = props;
    checkNames(props.names);
    for (const name of props.names) {
      const needs = FUNCTION_TABLE[name];
      if (needs === undefined) continue;
      const made = new ServiceFunction(this, pascal(name), { name, needs, bundleFolder, store, config });
      this.#functions.set(name, made);
    }
    this.reachCustomers(store);
    this.readAccounts();
    this.writeSweeps(store, config);
  }

  get(name: string): ServiceFunction {
    const found = this.#functions.get(name);
    if (found === undefined) throw new Error(`functions: expected \`${name}\`, found none`);
    return found;
  }

  get names(): readonly string[] {
    return [...this.#functions.keys()];
  }

  /** A session of one customer for those that need it; the variable for all, as all load the same ports. */
  private reachCustomers(store: Store): void {
    const users = [...this.#functions].filter(([name]) => FUNCTION_TABLE[name]?.tenants).map(([, made]) => made.role);
    const tenantData = new TenantDataRole(this, 'TenantData', store, users);
    for (const made of this.#functions.values()) {
      made.function.addEnvironment(ENVIRONMENT.tenantDataRoleArn, tenantData.role.roleArn);
    }
    acknowledgeResource(
      tenantData.role,
      `${attribute(store.runBucket, 'Arn')}/customers/<aws:PrincipalTag/${SESSION_TAGS.customerId}>/*`,
      'the wildcard is what follows the prefix of the session own customer; nothing matches without the tag',
    );
  }

  private readAccounts(): void {
    const reader = this.get('collect-item');
    const scanner = new ScannerRole(this, 'Scanner', reader.role);
    reader.function.addEnvironment(ENVIRONMENT.scannerRoleArn, scanner.role.roleArn);
  }

  /** The sweep's list of claims: the one object that a function writes without a customer's session. */
  private writeSweeps(store: Store, config: StageConfig): void {
    const claimer = this.get('claim-due-accounts');
    claimer.function.addEnvironment(ENVIRONMENT.openRunsLimit, String(config.openRuns));
    claimer.role.addToPolicy(
      new PolicyStatement({
        sid: 'SweepLists',
        actions: ['s3:PutObject'],
        resources: [store.runBucket.arnForObjects('sweeps/*')],
      }),
    );
    claimer.role.addToPolicy(
      new PolicyStatement({
        sid: 'KeyOfSweepLists',
        actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
        resources: [store.key.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `s3.${Stack.of(this).region}.amazonaws.com` } },
      }),
    );
    const lists = `${attribute(store.runBucket, 'Arn')}/sweeps/*`;
    acknowledgeResource(claimer.role, lists, 'sweep lists are named by their slot');
  }
}

function checkNames(names: readonly string[]): void {
  const table = Object.keys(FUNCTION_TABLE);
  const missing = table.filter((name) => !names.includes(name));
  const unknown = names.filter((name) => !table.includes(name));
  if (missing.length === 0 && unknown.length === 0) return;
  throw new Error(
    `functions: expected the table and the folders to agree, found \`${[...missing, ...unknown].join(', ')}\``,
  );
}

/** `acquire-lease` → `AcquireLease`: what definitions call `${AcquireLeaseFunctionArn}`. */
export function pascal(name: string): string {
  return name
    .split('-')
    .map((word) => `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`)
    .join('');
}
