import { parseJson } from '../json-text.ts';
import type { IdentityCenter, Role } from '../model.ts';
import { check, type Read } from '../problem.ts';
import { identityCenterSchema } from '../schema/identity-center.ts';

/** Reads identity-center.json and finds each permission set's roles in this account (rule E08). */
export function readIdentityCenter(text: string, file: string, roles: readonly Role[]): Read<IdentityCenter> {
  const json = parseJson(text, file);
  if ('problem' in json) return json;
  const read = check(identityCenterSchema, json.value, file);
  if ('problem' in read) return read;
  const { permissionSets, assignments, groups, users } = read.value;
  return {
    value: {
      permissionSets: permissionSets
        .map(({ permissionSetArn, name, roleArns }) => ({
          arn: permissionSetArn,
          name,
          roleArns: roleArns ?? rolesOf(name, roles),
        }))
        .sort((a, b) => (a.arn < b.arn ? -1 : 1)),
      assignments: assignments.map(({ permissionSetArn, accountId, principalType, principalId }) => ({
        permissionSetArn,
        accountId,
        principalType,
        principalId,
      })),
      groups: groups.map(({ groupId, displayName, memberIds }) => ({ id: groupId, name: displayName, memberIds })),
      users: users.map(({ userId, userName }) => ({ id: userId, name: userName })),
    },
  };
}

/** Identity Center names a permission set's role after it, with sixteen hexadecimal digits behind. */
function rolesOf(permissionSet: string, roles: readonly Role[]): readonly string[] {
  const prefix = `AWSReservedSSO_${permissionSet}_`;
  return roles
    .filter(({ path }) => path.startsWith('/aws-reserved/sso.amazonaws.com/'))
    .filter(({ name }) => name.startsWith(prefix) && /^[0-9a-f]{16}$/.test(name.slice(prefix.length)))
    .map(({ arn }) => arn);
}
