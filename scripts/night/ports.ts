import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { customerVault } from '../../functions/aws/customer-vault.ts';
import { directoryTable } from '../../functions/aws/directory-table.ts';
import { tenantTable } from '../../functions/aws/tenant-table.ts';
import type { Directory, TenantTable } from '../../functions/ports/rows.ts';
import type { Vault } from '../../functions/ports/vault.ts';
import type { LocalService } from './local-service.ts';

/** Tables and keys of a local service, through the product's own adapters. */
export interface NightPorts {
  readonly tenants: TenantTable;
  readonly directory: Directory;
  readonly vault: Vault;
  close(): void;
}

export function portsOf(service: LocalService): NightPorts {
  const { region, tenantTable: tenant, directoryTable: directory } = service.deployment;
  const access = { region, credentials: { accessKeyId: 'AKIALOCALNIGHT', secretAccessKey: 'on one machine' } };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ ...access, endpoint: service.endpoints.dynamodb }));
  const kms = new KMSClient({ ...access, endpoint: service.endpoints.kms });
  return {
    tenants: tenantTable(client, tenant),
    directory: directoryTable(client, directory),
    vault: customerVault(kms),
    close: () => {
      client.destroy();
      kms.destroy();
    },
  };
}
