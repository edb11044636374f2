import type { KmsFacts } from '../../authorization/request.ts';
import { fieldsOf } from '../resources/known.ts';
import type { Held } from './inventory.ts';
import type { Unknown } from './unknown.ts';

/** Manager, state and grants of a key (rules H06, M20, M21); null where the resource is no key. */
export function kmsFactsOf(held: Held, arn: string, unknown: Unknown[]): KmsFacts | null {
  const key = fieldsOf(held.resource, 'AWS::KMS::Key');
  if (key === null || arn !== held.resource.arn) return null;
  if (key.grants === undefined) {
    unknown.push({ code: 'kms-grants-not-collected', subject: arn, layer: 'kms-grant', effect: 'widens' });
  }
  const grants = key.grants === undefined ? null : (key.grants ?? []);
  return {
    keyManager: key.keyManager ?? null,
    state: key.keyState ?? null,
    grants:
      grants?.map(({ granteePrincipal, operations, constraints }) => ({
        granteePrincipal,
        operations,
        constraints:
          constraints === undefined || constraints === null
            ? null
            : {
                encryptionContextEquals: constraints.encryptionContextEquals ?? null,
                encryptionContextSubset: constraints.encryptionContextSubset ?? null,
              },
      })) ?? null,
  };
}
