import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { keyItemSchema } from '../../shared/contract/directory-items.ts';
import { directoryKeys } from '../../shared/contract/directory-keys.ts';
import { ERRORS } from '../../shared/contract/errors.ts';
import { SESSION_TAGS } from '../../shared/contract/session-tags.ts';
import type { Directory } from '../ports/rows.ts';
import { StepError } from '../ports/step-error.ts';

/** Credentials as the SDK's clients take them. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** Gives credentials that reach one customer's data and nothing else. */
export interface TenantSessions {
  credentialsOf(customerId: string): () => Promise<Credentials>;
}

/** Shortest session that STS gives. */
const SESSION_SECONDS = 900;

/**
 * Sessions of the role `tenant-data`, tagged with the customer and the id of the customer's key: every statement of
 * the role is conditioned on the tags, so that one session cannot reach another customer.
 */
export function tenantSessions(sts: STSClient, roleArn: string, directory: Directory): TenantSessions {
  return {
    credentialsOf: (customerId) => async () => {
      const key = await directory.get(directoryKeys.customer(customerId), keyItemSchema);
      if (key === null) throw new StepError(ERRORS.customerMismatch, 'customer: expected one of ours, found another');
      const { Credentials } = await sts.send(
        new AssumeRoleCommand({
          RoleArn: roleArn,
          RoleSessionName: customerId,
          DurationSeconds: SESSION_SECONDS,
          Tags: [
            { Key: SESSION_TAGS.customerId, Value: customerId },
            { Key: SESSION_TAGS.kmsKeyId, Value: key.keyId },
          ],
        }),
      );
      return credentialsFrom(Credentials);
    },
  };
}

/** STS's answer as the clients take it. */
export function credentialsFrom(answer: StsCredentials | undefined): Credentials {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) {
    throw new StepError(ERRORS.unexpected, 'session: expected credentials, found none');
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  };
}

interface StsCredentials {
  readonly AccessKeyId?: string | undefined;
  readonly SecretAccessKey?: string | undefined;
  readonly SessionToken?: string | undefined;
  readonly Expiration?: Date | undefined;
}
