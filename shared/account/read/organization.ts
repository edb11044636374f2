import type { NamedPolicy } from '../../policy/model.ts';
import type { GapList } from '../gaps.ts';
import { parseJson } from '../json-text.ts';
import { NOT_COLLECTED, type NotCollected, type OrganizationView } from '../model.ts';
import { check, type InputProblem, type Read } from '../problem.ts';
import {
  noOrganizationSchema,
  type OrganizationFile,
  type OrganizationNode,
  organizationSchema,
} from '../schema/organization.ts';
import { readPolicy } from './policy.ts';

/**
 * What organization.json says about one account: its path and the policies attached at each level from the root down
 * (rules D04, D14). Null: AWS said that the account is in no organization.
 */
export function readOrganization(
  text: string,
  file: string,
  accountId: string,
  gaps: GapList,
): Read<OrganizationView | null | NotCollected> {
  const json = parseJson(text, file);
  if ('problem' in json) return json;
  if (noOrganizationSchema.safeParse(json.value).success) return { value: null };
  const deep = tooDeep(json.value, file);
  if (deep !== null) return { problem: deep };
  const read = check(organizationSchema, json.value, file);
  if ('problem' in read) return read;
  const organization = read.value;
  const levels = levelsOf(organization.root, accountId);
  if (levels === null) {
    gaps.add(
      'not-collected',
      `${file} ${accountId}`,
      'the account is not in the tree: its SCPs and RCPs are not known',
      'organizations:ListParents',
    );
    return { value: NOT_COLLECTED };
  }
  return {
    value: {
      organizationId: organization.organizationId,
      managementAccountId: organization.managementAccountId,
      path: `${[organization.organizationId, ...levels.slice(0, -1).map(({ id }) => id)].join('/')}/`,
      serviceControlPolicies: attachedAt(levels, 'serviceControlPolicies', organization, file, gaps),
      resourceControlPolicies: attachedAt(levels, 'resourceControlPolicies', organization, file, gaps),
      accountIds: organization.scope === 'account' ? NOT_COLLECTED : accountIds(organization),
    },
  };
}

/** Organizations nests organizational units five deep; what is far deeper is no organization, and would exhaust the checker. */
const DEEPEST = 10;

function tooDeep(json: unknown, file: string): InputProblem | null {
  let level: readonly unknown[] = [memberOf(json, 'root')];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) {
      const expected = `at most ${DEEPEST} levels of organizational units`;
      return { file, place: '/root', expected, found: 'more' };
    }
    level = level
      .map((node) => memberOf(node, 'organizationalUnits'))
      .filter(Array.isArray)
      .flat();
  }
  return null;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

interface Level {
  readonly id: string;
  readonly serviceControlPolicies?: readonly string[] | null | undefined;
  readonly resourceControlPolicies?: readonly string[] | null | undefined;
}

/** Root, OUs, account; null where the account is not below `node`. The tree is at most five OUs deep. */
function levelsOf(node: OrganizationNode, accountId: string): readonly Level[] | null {
  const account = node.accounts.find(({ id }) => id === accountId);
  if (account !== undefined) return [node, account];
  for (const unit of node.organizationalUnits) {
    const below = levelsOf(unit, accountId);
    if (below !== null) return [node, ...below];
  }
  return null;
}

type Attachments = 'serviceControlPolicies' | 'resourceControlPolicies';

const TYPE = {
  serviceControlPolicies: ['SERVICE_CONTROL_POLICY', 'SCPs'],
  resourceControlPolicies: ['RESOURCE_CONTROL_POLICY', 'RCPs'],
} as const;

/** The levels' policies. One that is missing leaves the whole layer open: it could allow, or deny, anything. */
function attachedAt(
  levels: readonly Level[],
  kind: Attachments,
  organization: OrganizationFile,
  file: string,
  gaps: GapList,
): readonly (readonly NamedPolicy[])[] | NotCollected {
  const [type, word] = TYPE[kind];
  if (levels[0]?.[kind] === null) return [];
  const byId = new Map(
    organization.policies.filter((policy) => policy.type === type).map((policy) => [policy.id, policy]),
  );
  let complete = true;
  const attached = levels.map((level) => {
    const ids = level[kind];
    if (ids === undefined || ids === null) {
      complete = false;
      gaps.add(
        'not-collected',
        `${file} ${level.id} ${kind}`,
        `which ${word} are attached there is not known, so ${word} are not judged`,
        'organizations:ListPoliciesForTarget',
      );
      return [];
    }
    return [...ids].sort().flatMap((id) => {
      const policy = byId.get(id);
      if (policy !== undefined) return [readPolicy(policy.name, policy.document, `${file} ${id}`, gaps)];
      complete = false;
      gaps.add(
        'policy-missing',
        id,
        `it is attached at ${level.id}, but the file does not hold it, so ${word} are not judged`,
        'organizations:DescribePolicy',
      );
      return [];
    });
  });
  return complete ? attached : NOT_COLLECTED;
}

function accountIds(organization: OrganizationFile): readonly string[] {
  const ids = new Set([organization.managementAccountId]);
  const open: OrganizationNode[] = [organization.root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const { id } of node.accounts) ids.add(id);
    open.push(...node.organizationalUnits);
  }
  return [...ids].sort();
}
