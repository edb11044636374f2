import { IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ERRORS } from '../../shared/contract/errors.ts';
import type { Link } from '../../shared/contract/tenant-items.ts';
import { workItemKind } from '../../shared/contract/work-items.ts';
import type { AccountReader, AccountReaders } from '../ports/account-reader.ts';
import { StepError } from '../ports/step-error.ts';
import { stsClient } from './clients.ts';
import { authorizationDetails } from './iam-reader.ts';
import { snapshotDoor } from './snapshot-door.ts';
import { type Credentials, credentialsFrom } from './tenant-sessions.ts';

/** Role chaining allows one hour; a step lives 15 minutes. */
const SESSION_SECONDS = 900;

/**
 * Readers of customers' accounts: our scanner role first, then the link's role under its external id. The account of
 * the credentials is checked against the link before anything is read.
 */
export function accountReaders(scannerRoleArn: string, door: string | null): AccountReaders {
  return {
    async open(link: Link, sessionName: string): Promise<AccountReader> {
      const scanner = await assume(stsClient(), { RoleArn: scannerRoleArn, RoleSessionName: sessionName });
      const customer = await assume(stsClient({ credentials: async () => scanner }), {
        RoleArn: link.roleArn,
        ExternalId: link.externalId,
        RoleSessionName: sessionName,
        Policy: READ_ONLY,
      });
      await refuseOtherAccount(customer, link);
      const iam = new IAMClient({ credentials: customer, maxAttempts: 3, retryMode: 'standard' });
      return {
        pages: (itemId) => {
          const kind = workItemKind(itemId);
          if (kind === null)
            throw new StepError(ERRORS.invalidEvent, `item: expected a work item, found \`${itemId}\``);
          if (kind.entityType !== undefined) return authorizationDetails(iam, kind.entityType);
          return snapshotDoor(door, customer, link.accountId, kind.file);
        },
      };
    },
  };
}

/** What the session may do at most, whatever the customer's role allows: the reads of these steps. */
const READ_ONLY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: ['iam:GetAccountAuthorizationDetails', 'sts:GetCallerIdentity'], Resource: '*' },
  ],
});

async function assume(
  sts: ReturnType<typeof stsClient>,
  request: { RoleArn: string; RoleSessionName: string; ExternalId?: string; Policy?: string },
): Promise<Credentials> {
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      ...request,
      RoleSessionName: request.RoleSessionName.slice(0, LONGEST_SESSION_NAME),
      DurationSeconds: SESSION_SECONDS,
    }),
  );
  return credentialsFrom(Credentials);
}

const LONGEST_SESSION_NAME = 64;

async function refuseOtherAccount(credentials: Credentials, link: Link): Promise<void> {
  const { Account } = await stsClient({ credentials: async () => credentials }).send(new GetCallerIdentityCommand({}));
  if (Account === link.accountId) return;
  throw new StepError(ERRORS.accountMismatch, 'credentials: expected the account of the link, found another');
}
