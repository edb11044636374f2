import type { Ground } from '../ground.ts';
import { daysBefore, type PrincipalDraft } from '../principals.ts';
import type { Random } from '../random.ts';

/** credential-report.json: root and every user. */
export function credentialReport(
  { place, collectedAt }: Ground,
  users: readonly PrincipalDraft[],
  random: Random,
): unknown {
  const keys = (first: boolean, second: boolean) => ({
    accessKey1Active: first,
    accessKey1LastRotated: first ? daysBefore(collectedAt, random.between(1, 900)) : 'N/A',
    accessKey1LastUsedDate: first && random.chance(0.8) ? daysBefore(collectedAt, random.between(0, 200)) : 'N/A',
    accessKey1LastUsedRegion: first ? place.regions[0] : 'N/A',
    accessKey1LastUsedService: first ? 's3' : 'N/A',
    accessKey2Active: second,
    accessKey2LastRotated: second ? daysBefore(collectedAt, random.between(1, 900)) : 'N/A',
    accessKey2LastUsedDate: 'N/A',
    accessKey2LastUsedRegion: 'N/A',
    accessKey2LastUsedService: 'N/A',
  });
  const root = {
    user: '<root_account>',
    arn: `arn:aws:iam::${place.accountId}:root`,
    userCreationTime: daysBefore(collectedAt, 2600),
    passwordEnabled: 'not_supported',
    passwordLastUsed: 'no_information',
    passwordLastChanged: 'not_supported',
    passwordNextRotation: 'not_supported',
    mfaActive: true,
    ...keys(false, false),
  };
  const entries = users.map((user) => {
    const person = user.job === 'person';
    return {
      user: user.name,
      arn: user.arn,
      userCreationTime: user.createdAt,
      passwordEnabled: person,
      passwordLastUsed:
        person && random.chance(0.85) ? daysBefore(collectedAt, random.between(0, 300)) : 'no_information',
      passwordLastChanged: person ? daysBefore(collectedAt, random.between(10, 700)) : 'N/A',
      passwordNextRotation: 'N/A',
      mfaActive: person && random.chance(0.85),
      ...keys(!person || random.chance(0.3), random.chance(0.05)),
    };
  });
  return { schemaVersion: 1, generatedTime: collectedAt, entries: [root, ...entries] };
}

const USED = [
  's3',
  'sqs',
  'dynamodb',
  'lambda',
  'kms',
  'logs',
  'sts',
  'secretsmanager',
  'ec2',
  'iam',
  'ssm',
  'sns',
] as const;

/** A line of last-accessed.jsonl: some services were used, others never. */
export function lastAccessed({ collectedAt }: Ground, draft: PrincipalDraft, random: Random): unknown {
  const services = random.some(USED, random.between(3, 9));
  return {
    arn: draft.arn,
    servicesLastAccessed: services.map((serviceNamespace) => {
      const used = random.chance(0.6) ? daysBefore(collectedAt, random.between(0, 390)) : null;
      const tracked = used !== null && serviceNamespace === 's3';
      return {
        serviceNamespace,
        lastAuthenticated: used,
        ...(tracked
          ? { trackedActionsLastAccessed: [{ actionName: 'ListAllMyBuckets', lastAccessedTime: used }] }
          : {}),
      };
    }),
  };
}

/** identity-center.json: permission sets by the roles they made, and who is assigned to them. */
export function identityCenter(
  { place, collectedAt }: Ground,
  roles: readonly PrincipalDraft[],
  random: Random,
): unknown {
  const instance = 'arn:aws:sso:::instance/ssoins-7223f0a1b2c3d4e5';
  const people = Array.from({ length: Math.max(4, Math.min(400, roles.length * 3)) }, (_, at) => ({
    userId: `90676d3f5b-${random.uuid()}`,
    userName: `person${at}@brightwater.example`,
  }));
  const groups = Array.from({ length: Math.max(2, Math.ceil(people.length / 12)) }, (_, at) => ({
    groupId: `90676d3f5c-${random.uuid()}`,
    displayName: `group-${at}`,
    memberIds: random.some(people, 8).map(({ userId }) => userId),
  }));
  const sets = roles.map((role) => ({
    permissionSetArn: `arn:aws:sso:::permissionSet/ssoins-7223f0a1b2c3d4e5/ps-${role.id.slice(4).toLowerCase().slice(0, 16)}`,
    name: role.name.slice('AWSReservedSSO_'.length, role.name.lastIndexOf('_')),
    roleArns: [role.arn],
  }));
  return {
    schemaVersion: 1,
    collectedAt,
    instanceArn: instance,
    identityStoreId: 'd-93671f2a8b',
    permissionSets: sets,
    assignments: sets.map(({ permissionSetArn }, at) => ({
      permissionSetArn,
      accountId: place.accountId,
      principalType: at % 4 === 3 ? 'USER' : 'GROUP',
      principalId: at % 4 === 3 ? random.pick(people).userId : random.pick(groups).groupId,
    })),
    groups,
    users: people,
  };
}
