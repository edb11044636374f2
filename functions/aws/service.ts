import type { KMSClient } from '@aws-sdk/client-kms';
import type { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { customerIdOf } from '../../shared/contract/object-owner.ts';
import type { RunBucket } from '../ports/bucket.ts';
import type { Clock } from '../ports/clock.ts';
import type { Directory, TenantTable } from '../ports/rows.ts';
import type { Vault } from '../ports/vault.ts';
import { systemClock } from '../runtime/clock.ts';
import { required } from '../runtime/environment.ts';
import { documentClient, kmsClient, s3Client, stsClient } from './clients.ts';
import { customerVault } from './customer-vault.ts';
import { directoryTable } from './directory-table.ts';
import { runBucket } from './run-bucket.ts';
import { type TenantSessions, tenantSessions } from './tenant-sessions.ts';
import { tenantTable } from './tenant-table.ts';

/** What every step works with. */
export interface Service {
  readonly tenants: TenantTable;
  readonly directory: Directory;
  readonly bucket: RunBucket;
  readonly vault: Vault;
  readonly clock: Clock;
}

const own = { dynamo: documentClient(), s3: s3Client(), sts: stsClient() };

/**
 * Runs one invocation with ports of its own. The directory and the sweep lists are reached as the function's role;
 * whatever belongs to a customer through a session of that one customer, which ends with the invocation: nothing of
 * it is left in a warm environment for the next.
 */
export async function withService<T>(work: (service: Service) => Promise<T>): Promise<T> {
  const directory = directoryTable(own.dynamo, required('directoryTable'));
  const sessions = tenantSessions(own.sts, required('tenantDataRoleArn'), directory);
  const clients = new ClientsByCustomer(sessions);
  try {
    return await work({
      tenants: tenants(clients),
      directory,
      bucket: bucket(clients),
      vault: vault(clients),
      clock: systemClock,
    });
  } finally {
    clients.end();
  }
}

function tenants(clients: ClientsByCustomer): TenantTable {
  const table = required('tenantTable');
  return { rowsOf: (customerId) => tenantTable(clients.of(customerId).dynamo, table).rowsOf(customerId) };
}

/** Objects under `customers/<id>/` through that customer's session. */
function bucket(clients: ClientsByCustomer): RunBucket {
  const name = required('runBucket');
  const through = (key: string): RunBucket => {
    const customerId = customerIdOf(key);
    return runBucket(customerId === null ? own.s3 : clients.of(customerId).s3, name);
  };
  return {
    get: (key) => through(key).get(key),
    head: (key) => through(key).head(key),
    put: (key, body, options) => through(key).put(key, body, options),
  };
}

function vault(clients: ClientsByCustomer): Vault {
  return {
    seal: (keyId, context, plaintext) => clients.of(context.customerId).vault.seal(keyId, context, plaintext),
    open: (context, envelope) => clients.of(context.customerId).vault.open(context, envelope),
  };
}

interface CustomerClients {
  readonly dynamo: DynamoDBDocumentClient;
  readonly s3: S3Client;
  readonly kms: KMSClient;
  readonly vault: Vault;
}

class ClientsByCustomer {
  readonly #sessions: TenantSessions;
  readonly #known = new Map<string, CustomerClients>();

  constructor(sessions: TenantSessions) {
    this.#sessions = sessions;
  }

  of(customerId: string): CustomerClients {
    const known = this.#known.get(customerId);
    if (known !== undefined) return known;
    const credentials = once(this.#sessions.credentialsOf(customerId));
    const kms = kmsClient({ credentials });
    const made = {
      dynamo: documentClient({ credentials }),
      s3: s3Client({ credentials }),
      kms,
      vault: customerVault(kms),
    };
    this.#known.set(customerId, made);
    return made;
  }

  end(): void {
    for (const { dynamo, s3, kms } of this.#known.values()) {
      dynamo.destroy();
      s3.destroy();
      kms.destroy();
    }
    this.#known.clear();
  }
}

/** A session shared by the three clients of a customer, asked for again shortly before it expires. */
function once<T extends { readonly expiration: Date }>(ask: () => Promise<T>): () => Promise<T> {
  let current: Promise<T> | null = null;
  return async () => {
    const known = current === null ? null : await current;
    if (known !== null && known.expiration.getTime() - Date.now() > RENEW_BEFORE_MILLISECONDS) return known;
    current = ask();
    current.catch(() => {
      current = null;
    });
    return current;
  };
}

const RENEW_BEFORE_MILLISECONDS = 120_000;
