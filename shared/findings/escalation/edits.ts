import { type Account, NOT_COLLECTED, type Role, type User } from '../../account/model.ts';
import type { RequestContext, World } from '../../authorization/request.ts';
import { accountIdOf, type Ground, nameOf } from '../ground/ground.ts';
import { groupsOf, policiesOf } from '../ground/policies.ts';
import type { OwnPrincipal } from '../ground/principals.ts';
import { mayCall, mayCallOn } from '../question/chance.ts';
import { EVERYTHING, withEverything } from '../question/everything.ts';
import { type Allowed, actorOf, allowed } from './actor.ts';
import { mayMakeAdministrator, wouldAdminister } from './administering.ts';
import type { IdentityTechniqueId } from './identity-techniques.ts';
import { tagsOf } from './steps/assume.ts';
import { isEditable } from './steps/trust-edit.ts';

/** A change that makes its target an administrator, by a call that the editor may make. */
export interface Edit {
  readonly technique: IdentityTechniqueId;
  readonly words: string;
  readonly call: Allowed;
}

/** Calls that change what a user or role may do. Who may make none of them edits nobody. */
const EDITING = [
  'iam:PutUserPolicy',
  'iam:AttachUserPolicy',
  'iam:PutRolePolicy',
  'iam:AttachRolePolicy',
  'iam:PutGroupPolicy',
  'iam:AttachGroupPolicy',
  'iam:CreatePolicyVersion',
  'iam:AddUserToGroup',
  'iam:DeleteUserPermissionsBoundary',
  'iam:DeleteRolePermissionsBoundary',
];

/** What each principal would be after a change; remembered, since many editors ask the same of it. */
export class Edits {
  readonly #ground: Ground;
  readonly #outcomes = new Map<string, boolean>();
  readonly #found = new Map<string, Edit | null>();
  readonly #editing = new Map<string, boolean>();
  readonly #choosing = new Map<string, boolean>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** False: it makes no change to anybody. */
  mayEdit(own: OwnPrincipal): boolean {
    let answer = this.#editing.get(own.arn);
    if (answer === undefined) {
      answer = EDITING.some((action) => mayCall(own, action));
      this.#editing.set(own.arn, answer);
    }
    return answer;
  }

  /** The first change by which `editor` makes `target` administer its account; null: there is none. */
  find(editor: OwnPrincipal, target: OwnPrincipal): Edit | null {
    const key = `${editor.arn} ${target.arn}`;
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const found = this.#search(editor, target);
    this.#found.set(key, found);
    return found;
  }

  #search(editor: OwnPrincipal, target: OwnPrincipal): Edit | null {
    if (editor.account !== target.account) return null;
    if (target.kind === 'role' && !isEditable(target.entity as Role)) return null; // `kind` says that it is a role
    return (
      this.#givePolicy(editor, target) ??
      this.#rewritePolicy(editor, target) ??
      this.#joinGroup(editor, target) ??
      this.#freeOfBoundary(editor, target)
    );
  }

  #givePolicy(editor: OwnPrincipal, target: OwnPrincipal): Edit | null {
    if (!this.#becomes(target, 'everything', withEverything)) return null;
    const holders =
      target.kind === 'user'
        ? [
            {
              arn: target.arn,
              put: 'iam:PutUserPolicy',
              attach: 'iam:AttachUserPolicy',
              ids: ['iam-007', 'iam-008'] as const,
            },
            ...groupsOf(target.account, target.entity as User).map(({ arn }) => ({
              arn,
              put: 'iam:PutGroupPolicy',
              attach: 'iam:AttachGroupPolicy',
              ids: ['iam-011', 'iam-010'] as const,
            })),
          ]
        : [
            {
              arn: target.arn,
              put: 'iam:PutRolePolicy',
              attach: 'iam:AttachRolePolicy',
              ids: ['iam-005', 'iam-009'] as const,
            },
          ];
    for (const { arn, put, attach, ids } of holders) {
      const context = arn === target.arn ? contextOf(target) : {};
      const inline = this.#call(editor, put, arn, context);
      if (inline !== null)
        return { technique: ids[0], words: `writes an inline policy for ${nameOf(arn)}`, call: inline };
      if (!mayCallOn(editor, attach, arn)) continue;
      const attached = this.#attach(editor, target, (policyArn) =>
        this.#call(editor, attach, arn, { ...context, 'iam:PolicyARN': policyArn }),
      );
      if (attached === null) continue;
      const words = `attaches ${nameOf(attached.policyArn)} to ${nameOf(arn)}`;
      return { technique: ids[1], words, call: attached.call };
    }
    return null;
  }

  /** AWS's own AdministratorAccess; where only others may be attached, the first that makes an administrator. */
  #attach(
    editor: OwnPrincipal,
    target: OwnPrincipal,
    call: (policyArn: string) => Allowed | null,
  ): { readonly policyArn: string; readonly call: Allowed } | null {
    const { account } = target;
    const candidates = this.#choosesPolicies(editor) ? policiesOfAdministrators(account) : [];
    for (const policyArn of [`arn:${account.partition}:iam::aws:policy/AdministratorAccess`, ...candidates]) {
      const made = call(policyArn);
      if (made === null) continue;
      const policy = account.managedPolicies.get(policyArn);
      const becomes =
        policy === undefined ||
        this.#becomes(target, `with ${policyArn}`, (world) => ({
          ...world,
          identityPolicies: [...world.identityPolicies, { name: policyArn, document: policy.document }],
        }));
      if (becomes) return { policyArn, call: made };
    }
    return null;
  }

  #choosesPolicies(editor: OwnPrincipal): boolean {
    let answer = this.#choosing.get(editor.arn);
    if (answer === undefined) {
      answer = choosesPolicies(editor);
      this.#choosing.set(editor.arn, answer);
    }
    return answer;
  }

  #rewritePolicy(editor: OwnPrincipal, target: OwnPrincipal): Edit | null {
    if (!mayCall(editor, 'iam:CreatePolicyVersion')) return null;
    const { account } = target;
    const held = [...new Set(target.policies.flatMap(({ managed }) => managed?.arn ?? []))].sort();
    for (const arn of held) {
      if (accountIdOf(arn) !== account.accountId) continue;
      const becomes = this.#becomes(target, `rewritten ${arn}`, (world) => ({
        ...world,
        identityPolicies: world.identityPolicies.map((policy) => (policy.name === arn ? EVERYTHING : policy)),
      }));
      const call = becomes ? this.#call(editor, 'iam:CreatePolicyVersion', arn, {}) : null;
      if (call !== null) return { technique: 'iam-001', words: `rewrites ${nameOf(arn)}`, call };
    }
    return null;
  }

  #joinGroup(editor: OwnPrincipal, target: OwnPrincipal): Edit | null {
    if (target.kind !== 'user' || !mayCall(editor, 'iam:AddUserToGroup')) return null;
    const { account } = target;
    const user = target.entity as User; // `kind` says that it is one
    for (const group of account.groups) {
      if (user.groups.includes(group.name)) continue;
      const policies = policiesOf(account, group).map(({ policy }) => policy);
      const becomes = this.#becomes(target, `member of ${group.arn}`, (world) => ({
        ...world,
        identityPolicies: [...world.identityPolicies, ...policies],
      }));
      const call = becomes ? this.#call(editor, 'iam:AddUserToGroup', group.arn, {}) : null;
      if (call !== null)
        return { technique: 'iam-013', words: `adds ${nameOf(user.arn)} to the group ${group.name}`, call };
    }
    return null;
  }

  /** A boundary that does not forbid its own removal limits nobody for long (J08). */
  #freeOfBoundary(editor: OwnPrincipal, target: OwnPrincipal): Edit | null {
    if (target.entity.permissionsBoundary === null) return null;
    const without = (world: World): World => ({ ...world, permissionsBoundaries: null });
    if (!this.#becomes(target, 'without boundary', without)) return null;
    const action = target.kind === 'user' ? 'iam:DeleteUserPermissionsBoundary' : 'iam:DeleteRolePermissionsBoundary';
    const call = this.#call(editor, action, target.arn, contextOf(target));
    return call === null
      ? null
      : { technique: 'boundary-removal', words: `takes the boundary from ${nameOf(target.arn)}`, call };
  }

  #becomes(target: OwnPrincipal, what: string, instead: (world: World) => World): boolean {
    const key = `${target.arn} ${what}`;
    const known = this.#outcomes.get(key);
    if (known !== undefined) return known;
    const outcome = wouldAdminister(this.#ground.accounts, target, instead);
    this.#outcomes.set(key, outcome);
    return outcome;
  }

  #call(editor: OwnPrincipal, action: string, resource: string, context: RequestContext): Allowed | null {
    return mayCallOn(editor, action, resource)
      ? allowed(this.#ground, actorOf(editor), action, resource, context)
      : null;
  }
}

/** What a call on a user or role carries beside who makes it: its tags and its boundary. */
function contextOf({ entity }: OwnPrincipal): RequestContext {
  const tags = entity.tags === NOT_COLLECTED ? {} : tagsOf(entity);
  return entity.permissionsBoundary === null
    ? tags
    : { ...tags, 'iam:PermissionsBoundary': entity.permissionsBoundary };
}

/** Whether any policy that binds the principal distinguishes which managed policies it may attach. */
function choosesPolicies({ account, entity, policies }: OwnPrincipal): boolean {
  const { organization, managedPolicies } = account;
  const boundary = entity.permissionsBoundary === null ? undefined : managedPolicies.get(entity.permissionsBoundary);
  const scps =
    organization === null || organization === NOT_COLLECTED || organization.serviceControlPolicies === NOT_COLLECTED
      ? []
      : organization.serviceControlPolicies.flat();
  const documents = [...policies.map(({ policy }) => policy.document), ...scps.map(({ document }) => document)];
  if (boundary !== undefined) documents.push(boundary.document);
  return documents.some(({ statements }) =>
    statements.some(({ conditions }) => conditions.some(({ keyId }) => keyId === 'iam:policyarn')),
  );
}

/** Managed policies that could make an administrator, sorted. */
function policiesOfAdministrators({ managedPolicies }: Account): readonly string[] {
  return [...managedPolicies.values()]
    .filter(({ document }) => mayMakeAdministrator(document))
    .map(({ arn }) => arn)
    .sort();
}
