import type { Account } from '../../../../shared/account/model.ts';
import type { AccountFacts, Request } from '../../../../shared/authorization/request.ts';
import { account, principalOf } from '../../../../shared/authorization/testing/principal.ts';
import {
  EMPTY_WORLD,
  type WrittenPolicy,
  type WrittenWorld,
} from '../../../../shared/authorization/testing/question.ts';
import { type Access, knownKeys } from './access-question.ts';
import { accountsOf } from './iamspy-accounts.ts';
import type { AccessExpectation, Asked, KnownAnswer } from './known-answer.ts';
import { type Fields, fieldsOf, listOf, readJson, textOf } from './read-cases.ts';

/**
 * The cases of IAMSpy's own tests: may this principal, and who may, over small authorization-details files, resource
 * policies and organization trees. A condition whose key nobody gave is open; without `strict`, "yes" means "not never".
 */
export function iamspy(casesFolder: string): KnownAnswer[] {
  const cases = listOf(fieldsOf(readJson(casesFolder, 'iamspy/cases.json'))['cases']).map(fieldsOf);
  return cases.map((fields, index) => ({
    file: 'iamspy/cases.json',
    id: `${textOf(fields['fn'])} #${index}`,
    page: 'github.com/ReversecLabs/IAMSpy tests/test_integration.py',
    asked: readCase(fields, casesFolder),
  }));
}

function readCase(fields: Fields, folder: string): Asked {
  const estate = readEstate(fieldsOf(fields['files']), folder);
  const input = listOf(fields['input']);
  const expected = fields['expected'];
  if (textOf(fields['fn']).startsWith('test_who_can')) {
    const [action, resources, known, conditionFile, strict] = input;
    if (conditionFile != null) return { kind: 'not-expressible', reason: 'a file of conditions' };
    const batch = Array.isArray(resources);
    const questions = (batch ? resources : [resources]).flatMap((resource) =>
      estate.principals.map((principal): AccessExpectation => {
        const arn = textOf(principal['Arn']);
        const pairs = listOf(expected).map((answer) => (batch ? listOf(answer).map(textOf).join(' ') : textOf(answer)));
        const access = put(estate, principal, textOf(action), textOf(resource), known, strict);
        return { access, expected: pairs.includes(batch ? `${arn} ${textOf(resource)}` : arn) };
      }),
    );
    return { kind: 'access', questions };
  }
  const [arn, action, resource, known, conditionFile, strict] = input;
  if (conditionFile != null) return { kind: 'not-expressible', reason: 'a file of conditions' };
  // A principal that no file holds has no policies.
  const principal = estate.principals.find((candidate) => candidate['Arn'] === arn) ?? { Arn: arn };
  const access = put(estate, principal, textOf(action), textOf(resource), known, strict);
  return { kind: 'access', questions: [{ access, expected: expected === true }] };
}

/** The files of one case. */
export interface Estate {
  readonly principals: readonly Fields[];
  readonly groups: readonly Fields[];
  readonly managed: readonly Fields[];
  readonly resources: readonly Fields[];
  readonly roots: readonly Fields[];
  /** The same as accounts, read when first asked for. */
  readonly accounts: () => readonly Account[];
}

function readEstate(files: Fields, folder: string): Estate {
  const read = (kind: string): Fields[] =>
    listOf(files[kind]).flatMap((file) => {
      const value = readJson(folder, `iamspy/${textOf(file)}`);
      return Array.isArray(value) ? value.map(fieldsOf) : [fieldsOf(value)];
    });
  const details = read('gaads');
  const all = (list: string): Fields[] => details.flatMap((file) => listOf(file[list]).map(fieldsOf));
  let accounts: readonly Account[] | null = null;
  const estate: Estate = {
    principals: [...all('UserDetailList'), ...all('RoleDetailList')],
    groups: all('GroupDetailList'),
    managed: all('Policies'),
    resources: read('resources'),
    roots: read('scps'),
    accounts: () => {
      accounts ??= accountsOf(estate);
      return accounts;
    },
  };
  return estate;
}

function put(
  estate: Estate,
  principal: Fields,
  action: string,
  resource: string,
  known: unknown,
  strict: unknown,
): Access {
  const arn = textOf(principal['Arn']);
  const caller = principalOf(arn);
  const accountId = arn.split(':')[4] ?? '';
  const around = estate.resources.find(
    ({ Resource: own }) => resource === own || resource.startsWith(`${textOf(own)}/`),
  );
  const owner = textOf(around?.['Account']) || (resource.split(':')[4] ?? '');
  const organization = organizationOf(estate, accountId);
  const request: Request = {
    principal: caller,
    action,
    resource,
    principalAccount: organization?.account ?? account(accountId),
    resourceAccount: owner === '' ? null : account(owner),
    context: knownKeys(known),
  };
  const world: WrittenWorld = {
    ...EMPTY_WORLD,
    identityPolicies: identityPolicies(estate, principal),
    permissionsBoundaries: boundaries(estate, principal),
    resourcePolicy:
      around === undefined ? null : { name: 'resource policy', document: withAwsPrincipals(around['Policy']) },
    serviceControlPolicies: organization?.levels ?? null,
  };
  return { question: { request, world }, strict: strict === true, accounts: estate.accounts };
}

function identityPolicies(estate: Estate, principal: Fields): WrittenPolicy[] {
  const groups = listOf(principal['GroupList']).flatMap((name) =>
    estate.groups.filter((group) => group['GroupName'] === name),
  );
  return [principal, ...groups].flatMap((holder) => [
    ...['UserPolicyList', 'RolePolicyList', 'GroupPolicyList'].flatMap((list) =>
      listOf(holder[list]).map((inline) => {
        const fields = fieldsOf(inline);
        return { name: textOf(fields['PolicyName']), document: fields['PolicyDocument'] };
      }),
    ),
    ...listOf(holder['AttachedManagedPolicies']).map((attached) =>
      managed(estate, textOf(fieldsOf(attached)['PolicyArn'])),
    ),
  ]);
}

function boundaries(estate: Estate, principal: Fields): WrittenPolicy[] | null {
  const arn = fieldsOf(principal['PermissionsBoundary'])['PermissionsBoundaryArn'];
  return typeof arn === 'string' ? [managed(estate, arn)] : null;
}

function managed(estate: Estate, arn: string): WrittenPolicy {
  const versions = listOf(estate.managed.find((policy) => policy['Arn'] === arn)?.['PolicyVersionList']).map(fieldsOf);
  return { name: arn, document: versions.find((version) => version['IsDefaultVersion'] === true)?.['Document'] };
}

/** The SCPs on the way from the root to the account; null where no tree holds the account. */
function organizationOf(
  estate: Estate,
  accountId: string,
): { account: AccountFacts; levels: WrittenPolicy[][] } | null {
  for (const root of estate.roots) {
    const path = pathTo(root, accountId);
    if (path === null) continue;
    const [, , , , management, name = ''] = textOf(root['Arn']).split(':');
    return {
      account: {
        id: accountId,
        organizationId: name.split('/')[1] ?? null,
        organizationPath: null,
        managementAccount: management === accountId,
      },
      levels: path.map((node) =>
        listOf(node['Policies']).map((attached) => {
          const fields = fieldsOf(attached);
          return { name: textOf(fields['Name']), document: fields['Content'] };
        }),
      ),
    };
  }
  return null;
}

function pathTo(node: Fields, accountId: string): Fields[] | null {
  if (node['Id'] === accountId) return [node];
  for (const child of listOf(node['Children'])) {
    const below = pathTo(fieldsOf(child), accountId);
    if (below !== null) return [node, ...below];
  }
  return null;
}

/** These files write `"Principal": "ARN"`, which AWS does not save: read as the AWS principal it means. */
function withAwsPrincipals(document: unknown): unknown {
  const fields = fieldsOf(document);
  const statements = listOf(fields['Statement']).map((statement) => {
    const parts = fieldsOf(statement);
    const bare = typeof parts['Principal'] === 'string' && parts['Principal'] !== '*';
    return bare ? { ...parts, Principal: { AWS: parts['Principal'] } } : parts;
  });
  return { ...fields, Statement: statements };
}
