import { type Arn, isAccountId, parseArn } from '../../policy/arn.ts';
import type { Principal } from '../request.ts';
import { type Fields, optionalText, textAt } from './fields.ts';
import { BadLine } from './line-error.ts';

const EXPECTED =
  'the ARN of a user, role, role session, federated user or root, `service:NAME`, `federated:PROVIDER` or `anonymous`';

/** Reads `principal` with what stands beside it: `roleArn`, `userArn`, `principalId`. */
export function readPrincipal(request: Fields): Principal {
  const text = textAt(request['principal'], '/request/principal', EXPECTED);
  if (text === 'anonymous') return { kind: 'anonymous' };
  if (text.startsWith('service:') && text.length > 8) return { kind: 'service', service: text.slice(8) };
  if (text.startsWith('federated:') && text.length > 10) return { kind: 'federated', provider: text.slice(10) };
  const arn = parseArn(text);
  if (arn === null || !isAccountId(arn.accountId)) {
    throw new BadLine('unknown-principal', '/request/principal', EXPECTED, text);
  }
  const principalId = optionalText(request['principalId'], '/request/principalId');
  const { accountId, resource } = arn;
  if (arn.service === 'iam') {
    if (resource === 'root') return { kind: 'root', arn: text, accountId };
    if (isNamed(resource, 'user/')) return { kind: 'user', arn: text, accountId, principalId };
    if (isNamed(resource, 'role/')) return { kind: 'role', arn: text, accountId, principalId };
  }
  if (arn.service === 'sts') {
    const parts = resource.split('/');
    if (parts[0] === 'assumed-role' && parts.length === 3 && parts[1] !== '' && parts[2] !== '') {
      const roleArn = readRoleArn(request, arn, parts[1]!); // three parts
      return { kind: 'role-session', arn: text, accountId, roleArn, principalId };
    }
    if (isNamed(resource, 'federated-user/')) {
      const userArn = optionalText(request['userArn'], '/request/userArn');
      return { kind: 'federated-user', arn: text, accountId, userArn, principalId };
    }
  }
  throw new BadLine('unknown-principal', '/request/principal', EXPECTED, text);
}

function isNamed(resource: string, type: string): boolean {
  return resource.startsWith(type) && resource.length > type.length && !resource.endsWith('/');
}

/** Session ARNs drop the role's path (E27): without `roleArn` the role is taken to have none. */
function readRoleArn(request: Fields, session: Arn, name: string): string {
  const given = optionalText(request['roleArn'], '/request/roleArn');
  if (given === null) return `arn:${session.partition}:iam::${session.accountId}:role/${name}`;
  const arn = parseArn(given);
  if (arn === null || arn.service !== 'iam' || !arn.resource.startsWith('role/')) {
    throw new BadLine('unknown-value', '/request/roleArn', "the ARN of the session's role", given);
  }
  if (arn.accountId !== session.accountId || given.slice(given.lastIndexOf('/') + 1) !== name) {
    throw new BadLine('contradictory', '/request/roleArn', `the role \`${name}\` of ${session.accountId}`, given);
  }
  return given;
}
