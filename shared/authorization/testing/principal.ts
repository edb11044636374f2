import type { AccountFacts, Principal } from '../request.ts';

/** The caller that an ARN (or `service:NAME`, `federated:PROVIDER`, `anonymous`) stands for, as a decide line names it. */
export function principalOf(text: string, roleArn: string | null = null): Principal {
  if (text === 'anonymous') return { kind: 'anonymous' };
  if (text.startsWith('service:')) return { kind: 'service', service: text.slice('service:'.length) };
  if (text.startsWith('federated:')) return { kind: 'federated', provider: text.slice('federated:'.length) };
  const [, partition = 'aws', , , accountId = '', resource = ''] = text.split(':');
  const [type, name] = resource.split('/');
  switch (type) {
    case 'user':
      return { kind: 'user', arn: text, accountId, principalId: null };
    case 'role':
      return { kind: 'role', arn: text, accountId, principalId: null };
    case 'assumed-role': {
      const assumed = roleArn ?? `arn:${partition}:iam::${accountId}:role/${name}`;
      return { kind: 'role-session', arn: text, accountId, roleArn: assumed, principalId: null };
    }
    case 'federated-user':
      return { kind: 'federated-user', arn: text, accountId, userArn: null, principalId: null };
    case 'root':
      return { kind: 'root', arn: text, accountId };
    default:
      throw new Error(`no principal that this helper knows: \`${text}\``);
  }
}

/** An account outside any organization. */
export function account(id: string): AccountFacts {
  return { id, organizationId: null, organizationPath: null, managementAccount: false };
}
