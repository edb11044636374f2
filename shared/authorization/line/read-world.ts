import type { NamedPolicy } from '../../policy/model.ts';
import { parsePolicy } from '../../policy/parse.ts';
import type { World } from '../request.ts';
import { type Fields, objectAt, optionalList, textAt } from './fields.ts';
import { BadLine } from './line-error.ts';
import { readFacts } from './read-facts.ts';

/** Reads one `{name, document}` at its place. */
export type ReadPolicy = (input: unknown, where: string) => NamedPolicy;

/** Reads the policies and facts of a line. */
export function readWorld(line: Fields): World {
  const policies = (name: string): readonly NamedPolicy[] | null => optionalList(line[name], `/${name}`, readPolicy);
  const levels = (name: string): readonly (readonly NamedPolicy[])[] | null => {
    const read = optionalList(line[name], `/${name}`, (level, where) => {
      const list = optionalList(level, where, readPolicy);
      if (list === null) throw new BadLine('wrong-type', where, 'a list of policies', level);
      return list;
    });
    // Null or [], not in an organization (contract).
    return read === null || read.length === 0 ? null : read;
  };
  const resourcePolicy = line['resourcePolicy'] ?? null;
  return {
    identityPolicies: policies('identityPolicies') ?? [],
    permissionsBoundaries: policies('permissionsBoundaries'),
    sessionPolicies: policies('sessionPolicies'),
    resourcePolicy: resourcePolicy === null ? null : readPolicy(resourcePolicy, '/resourcePolicy'),
    serviceControlPolicies: levels('serviceControlPolicies'),
    resourceControlPolicies: levels('resourceControlPolicies'),
    vpcEndpointPolicies: policies('vpcEndpointPolicies'),
    facts: readFacts(line['facts'], readPolicy),
  };
}

function readPolicy(input: unknown, where: string): NamedPolicy {
  const fields = objectAt(input, where, 'a policy with `name` and `document`');
  const document = fields['document'];
  if (document === undefined || document === null) {
    throw new BadLine('missing-field', `${where}/document`, 'a policy document', document);
  }
  return { name: textAt(fields['name'], `${where}/name`), document: parsePolicy(document) };
}
