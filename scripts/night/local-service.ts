import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ENVIRONMENT } from '../../shared/contract/environment.ts';
import { LocalDynamoDB } from '../local/dynamodb/local-dynamodb.ts';
import type { Listener } from '../local/http/listener.ts';
import { LocalKms } from '../local/kms/local-kms.ts';
import { LocalLambda } from '../local/lambda/local-lambda.ts';
import { LocalS3 } from '../local/s3/local-s3.ts';
import { listenStepFunctions } from '../local/stepfunctions/endpoint.ts';
import type { StatusChangeEvent } from '../local/stepfunctions/execution.ts';
import { LocalStepFunctions } from '../local/stepfunctions/local-step-functions.ts';
import { type Deployment, fits } from './deployment.ts';
import type { NightClock } from './night-clock.ts';

/** Endpoints of the stand-ins for AWS's identity services and for what serves customers' accounts. */
export interface AccountEndpoints {
  readonly sts: string;
  readonly iam: string;
  readonly snapshots: string;
}

export interface LocalServiceOptions {
  readonly deployment: Deployment;
  /** Everything that outlives the process lies below. */
  readonly stateFolder: string;
  readonly clock: NightClock;
  readonly accounts: AccountEndpoints;
  /** Told of each execution that starts or ends, and of each call of a function. */
  readonly onExecution?: (event: StatusChangeEvent) => void;
  readonly onCall?: () => void;
}

/**
 * A deployed stage on one machine: tables, bucket, keys, functions and state machines as the template declares them,
 * schedules and rules included. Functions run from their bundles, each in processes of its own.
 */
export class LocalService {
  readonly deployment: Deployment;
  readonly dynamodb: LocalDynamoDB;
  readonly kms: LocalKms;
  readonly s3: LocalS3;
  readonly bucketFolder: string;
  readonly states: LocalStepFunctions;
  readonly #lambda: LocalLambda;
  readonly #listeners: readonly Listener[];
  readonly endpoints: Readonly<Record<'dynamodb' | 's3' | 'kms', string>>;

  private constructor(
    options: LocalServiceOptions,
    parts: {
      readonly dynamodb: LocalDynamoDB;
      readonly kms: LocalKms;
      readonly s3: LocalS3;
      readonly bucketFolder: string;
      readonly listeners: readonly Listener[];
      readonly endpoints: Readonly<Record<'dynamodb' | 's3' | 'kms', string>>;
    },
  ) {
    const { deployment, clock, stateFolder, accounts } = options;
    this.deployment = deployment;
    this.dynamodb = parts.dynamodb;
    this.kms = parts.kms;
    this.s3 = parts.s3;
    this.bucketFolder = parts.bucketFolder;
    this.#listeners = parts.listeners;
    this.endpoints = parts.endpoints;
    let statesEndpoint = '';
    this.#lambda = new LocalLambda({
      functions: deployment.functions,
      clock,
      region: deployment.region,
      accountId: deployment.account,
      logFolder: join(stateFolder, 'logs'),
      runtimeEnvironment: (name) => ({
        AWS_ENDPOINT_URL_DYNAMODB: parts.endpoints.dynamodb,
        AWS_ENDPOINT_URL_S3: parts.endpoints.s3,
        AWS_ENDPOINT_URL_KMS: parts.endpoints.kms,
        AWS_ENDPOINT_URL_SFN: statesEndpoint,
        AWS_ENDPOINT_URL_STS: accounts.sts,
        AWS_ENDPOINT_URL_IAM: accounts.iam,
        [ENVIRONMENT.snapshotDoor]: accounts.snapshots,
        AWS_ACCESS_KEY_ID: `AKIALOCAL${name.slice(0, 20).toUpperCase()}`,
        AWS_SECRET_ACCESS_KEY: 'on one machine',
      }),
    });
    this.states = new LocalStepFunctions({
      machines: deployment.machines,
      clock,
      region: deployment.region,
      accountId: deployment.account,
      journalFolder: join(stateFolder, 'executions'),
      readObject: (bucket, key) => this.s3.readObject(bucket, key),
      writeObject: (bucket, key, text) => this.s3.writeObject(bucket, key, text),
      invokeLambda: (reference, payload, call) =>
        clock.during(() => {
          options.onCall?.();
          return this.#lambda.invoke(reference, payload, { signal: call.signal });
        }),
      onStatusChange: async (event) => {
        options.onExecution?.(event);
        await this.#deliver(event, clock);
      },
    });
    this.#openStates = async () => {
      const listener = await listenStepFunctions(this.states);
      statesEndpoint = listener.endpoint;
      return listener;
    };
  }

  readonly #openStates: () => Promise<Listener>;
  #statesListener: Listener | null = null;

  static async start(options: LocalServiceOptions): Promise<LocalService> {
    const { deployment, stateFolder, clock } = options;
    const now = () => clock.now();
    const place = { region: deployment.region, accountId: deployment.account };
    const kms = new LocalKms({ folder: join(stateFolder, 'kms'), now, ...place });
    const bucketFolder = join(stateFolder, 'bucket');
    for (const folder of ['bucket', 'bucket-state', 'dynamodb'])
      mkdirSync(join(stateFolder, folder), { recursive: true });
    const s3 = new LocalS3({
      buckets: { [deployment.bucket]: bucketFolder },
      stateFolder: join(stateFolder, 'bucket-state'),
      now,
      checkKmsKey: kms.checkKey,
    });
    const dynamodb = new LocalDynamoDB({ folder: join(stateFolder, 'dynamodb'), now });
    for (const table of deployment.tables) createTable(dynamodb, table);
    const [d, s, k] = await Promise.all([dynamodb.listen(), s3.listen(), kms.listen()]);
    const endpoints = { dynamodb: d.endpoint, s3: s.endpoint, kms: k.endpoint };
    const service = new LocalService(options, { dynamodb, kms, s3, bucketFolder, listeners: [d, s, k], endpoints });
    service.#statesListener = await service.#openStates();
    return service;
  }

  /** Starts what the schedule of this machine would start at an instant, and waits until all of it has ended. */
  async fire(machine: 'Nightly' | 'CloseNight', scheduledTime: string): Promise<void> {
    const stateMachineArn = this.states.machineArn(this.deployment.machine(machine));
    const schedule = this.deployment.schedules.find(({ targetArn }) => targetArn === stateMachineArn);
    if (schedule === undefined) throw new Error(`template: expected a schedule of ${machine}, found none`);
    const input = schedule.input.replaceAll('<aws.scheduler.scheduled-time>', scheduledTime);
    this.states.startExecution({ stateMachineArn, input });
    await this.states.idle();
  }

  async close(): Promise<void> {
    await this.states.close();
    await this.#lambda.close();
    await Promise.all(
      [...this.#listeners, ...(this.#statesListener ? [this.#statesListener] : [])].map((each) => each.close()),
    );
    this.dynamodb.close();
  }

  /** EventBridge: to every function whose rule's pattern the event fits. */
  async #deliver(event: StatusChangeEvent, clock: NightClock): Promise<void> {
    for (const { pattern, functionArn } of this.deployment.rules) {
      if (!fits(pattern, { ...event })) continue;
      await clock.during(() => this.#lambda.invoke(functionArn, event));
    }
  }
}

function createTable(dynamodb: LocalDynamoDB, input: Readonly<Record<string, unknown>>): void {
  try {
    dynamodb.call('CreateTable', input);
  } catch (error) {
    // The state of an earlier night: the table is there.
    if (!(error instanceof Error && 'code' in error && String(error.code).endsWith('ResourceInUseException')))
      throw error;
  }
}
