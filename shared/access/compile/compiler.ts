import { type Account, NOT_COLLECTED, type Resource } from '../../account/model.ts';
import { isPublicPolicy } from '../../authorization/layers/public-policy.ts';
import type { ResourceFacts } from '../../authorization/request.ts';
import { YES } from '../../authorization/truth.ts';
import type { Condition, NamedPolicy, Statement } from '../../policy/model.ts';
import { Atoms } from '../condition/atom.ts';
import { type Conjunction, Conjunctions } from '../condition/conjunction.ts';
import type { Standing } from '../verdict/rule.ts';
import type { Caller } from './caller.ts';
import { aclPolicy, kmsGrantsPolicy } from './grant-policies.ts';
import { meetingOf, notPrincipalApplies } from './principal-match.ts';
import { settingsOf } from './setting.ts';
import { type Lane, type Side, SideCompiler, type Spec } from './side.ts';
import { type StatementRef, StatementTable } from './statement-table.ts';
import type { Target } from './target.ts';

/** Why something was not judged. */
export interface NotJudged {
  readonly code: string;
  /** An ARN, a statement id, a service. */
  readonly subject: string;
  readonly reason: string;
}

/** Turns callers and resources into sides; the tables of one analysis. */
export class Compiler {
  readonly #accounts: readonly Account[];
  readonly #settings = new WeakMap<Target, ResourceFacts | null>();
  readonly conjunctions = new Conjunctions(new Atoms());
  readonly sides = new SideCompiler(this.conjunctions);
  readonly statements = new StatementTable();
  readonly #ignored = new Set<StatementRef>();
  readonly #notJudged = new Map<string, NotJudged>();
  readonly #kinds = new WeakMap<Caller, string>();
  #rcpRefs: readonly StatementRef[] | null = null;
  readonly #callerSides = new WeakMap<Caller, Side>();
  readonly #resourceRefs = new WeakMap<Target, readonly StatementRef[]>();

  constructor(accounts: readonly Account[]) {
    this.#accounts = accounts;
  }

  /** What is no policy and yet decides about the resource. */
  settings(target: Target): ResourceFacts | null {
    const known = this.#settings.get(target);
    if (known !== undefined) return known;
    const made = settingsOf(this.#accounts, target);
    this.#settings.set(target, made);
    return made;
  }

  /** Statements on the resource's side: its policy, ACL and grants, and its account's RCPs. */
  resourceStatements(target: Target): readonly Statement[] {
    return this.#refsOf(target).flatMap((ref) => (this.#ignored.has(ref) ? [] : [ref.statement]));
  }

  /** Statements of the resource alone, without its account's RCPs. */
  ownStatements(target: Target): readonly Statement[] {
    return this.#refsOf(target).flatMap((ref) => (ref.layer === 'rcp' ? [] : [ref.statement]));
  }

  /** How caller and resource stand to each other. */
  standing(caller: Caller, target: Target): Standing {
    return {
      sameAccount: caller.accountId === target.account.accountId,
      caller: caller.type === 'user' || caller.type === 'role' || caller.type === 'root' ? caller.type : 'none',
      hasBoundary: caller.hasBoundary,
      scpLevels: caller.scpLevels,
      assumed: this.assumed(caller),
    };
  }

  /**
   * Callers of one kind meet the same resource policies in the same way, unless a policy names one of them or asks who
   * it is; the RCPs of every account that was read do the same to all of them.
   */
  kindOf(caller: Caller): string {
    const known = this.#kinds.get(caller);
    if (known !== undefined) return known;
    const rcps = this.#rcps().flatMap((ref) => {
      if (ref.statement.effect !== 'Deny' || caller.serviceLinked) return [];
      return [this.sides.spec(ref, 'deny', caller.facts)?.number ?? -1];
    });
    const partition =
      'arn' in caller.principal ? caller.principal.arn.slice(0, caller.principal.arn.indexOf(':', 4)) : '';
    const made = [
      caller.type,
      caller.accountId,
      partition,
      caller.hasBoundary,
      caller.scpLevels,
      caller.serviceLinked,
      this.assumed(caller).id,
      ...rcps,
    ].join('|');
    this.#kinds.set(caller, made);
    return made;
  }

  #rcps(): readonly StatementRef[] {
    this.#rcpRefs ??= this.#accounts.flatMap((account) => this.#rcpRefsOf(account));
    return this.#rcpRefs;
  }

  #rcpRefsOf(account: Account): readonly StatementRef[] {
    const view = account.organization;
    if (view === null || view === NOT_COLLECTED || view.managementAccountId === account.accountId) return [];
    if (view.resourceControlPolicies === NOT_COLLECTED) return [];
    return view.resourceControlPolicies.flatMap((policies, level) =>
      policies.flatMap((policy) => this.statements.of({ policy, layer: 'rcp', level, attachedTo: account.accountId })),
    );
  }

  /** The caller's own policies, boundary and SCPs. */
  callerSide(caller: Caller): Side {
    const known = this.#callerSides.get(caller);
    if (known !== undefined) return known;
    const specs: Spec[] = [];
    for (const use of caller.policies) {
      for (const ref of this.statements.of(use)) {
        const { effect } = ref.statement;
        const lane: Lane =
          effect === 'Deny'
            ? 'deny'
            : use.layer === 'identity'
              ? 'identity'
              : use.layer === 'boundary'
                ? 'boundary'
                : 'scp';
        if (this.#unresolved(ref)) continue;
        const spec = this.sides.spec(ref, lane, caller.facts);
        if (spec !== null) specs.push(this.#noted(spec));
      }
    }
    const made = this.sides.side(specs);
    this.#callerSides.set(caller, made);
    return made;
  }

  /** The resource's policy and its account's RCPs, as the caller meets them. */
  resourceSide(target: Target, caller: Caller): Side {
    const specs: Spec[] = [];
    for (const ref of this.#refsOf(target)) {
      if (this.#unresolved(ref)) continue;
      const named = laneOf(ref, caller, target);
      if (named === null) continue;
      const lane: Lane = this.#ignored.has(ref) ? 'ignored' : named;
      const extra = whoOfAccount(ref, lane, caller).map((condition) => this.conjunctions.atoms.intern(condition));
      const spec = this.sides.spec(ref, lane, caller.facts, extra);
      if (spec !== null) specs.push(this.#noted(spec));
    }
    return this.sides.side(specs);
  }

  /** Whether the resource's policy counts as public (I01–I03). */
  publicPolicy(target: Target): boolean {
    const { policy } = target.resource;
    return (
      policy !== null &&
      policy !== NOT_COLLECTED &&
      target.table.service === 's3' &&
      isPublicPolicy(policy.document, 'bucket') === YES
    );
  }

  /** What holds of every request of the caller. */
  assumed(caller: Caller): Conjunction {
    if (caller.assumed.length === 0) return this.conjunctions.always;
    const { atoms } = this.conjunctions;
    const must = caller.assumed.filter((a) => !a.negated).map((a) => atoms.intern(a.condition));
    const mustNot = caller.assumed.filter((a) => a.negated).map((a) => [atoms.intern(a.condition)]);
    return this.conjunctions.of(must, mustNot) ?? this.conjunctions.always;
  }

  notJudged(): readonly NotJudged[] {
    return [...this.#notJudged.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  }

  addNotJudged(entry: NotJudged): void {
    this.#notJudged.set(`${entry.code}|${entry.subject}`, entry);
  }

  #refsOf(target: Target): readonly StatementRef[] {
    const known = this.#resourceRefs.get(target);
    if (known !== undefined) return known;
    const refs: StatementRef[] = [];
    const policy = policyOf(target.account, target.resource);
    if (policy === NOT_COLLECTED) {
      this.addNotJudged({
        code: 'resource-policy-not-collected',
        subject: target.arn,
        reason: 'its resource-based policy was not collected',
      });
    } else if (policy !== null) {
      refs.push(...this.statements.of({ policy, layer: 'resource', level: null, attachedTo: target.arn }));
    }
    const settings = this.settings(target);
    const acl = settings?.s3?.bucketAcl ?? null;
    if (acl !== null && settings?.s3?.objectOwnership !== 'BucketOwnerEnforced') {
      const ignored = settings?.s3?.publicAccessBlock?.ignorePublicAcls === true;
      const acls = ignored ? (['not-public', 'public'] as const) : (['all'] as const);
      for (const which of acls) {
        const policy = aclPolicy(acl, which, target.arn);
        const made = this.statements.of({ policy, layer: 'acl', level: null, attachedTo: target.arn });
        if (which === 'public') for (const ref of made) this.#ignored.add(ref);
        refs.push(...made);
      }
    }
    const grants = settings?.kms?.grants ?? null;
    if (grants !== null && grants.length > 0) {
      refs.push(
        ...this.statements.of({
          policy: kmsGrantsPolicy(grants, target.arn),
          layer: 'kms-grant',
          level: null,
          attachedTo: target.arn,
        }),
      );
    }
    if (settings?.kms?.keyManager !== 'AWS') refs.push(...this.#rcpRefsOf(target.account));
    this.#resourceRefs.set(target, refs);
    return refs;
  }

  /** Names the resource patterns that hang on what only the request knows: they are taken to have no value (G04). */
  #noted(spec: Spec): Spec {
    const [open] = spec.resources.open;
    if (open !== undefined) {
      this.addNotJudged({
        code: 'resource-variable-unknown',
        subject: spec.ref.id,
        reason: `its Resource holds \`\${${open}}\`, which only a request knows`,
      });
    }
    return spec;
  }

  /** A statement that is not understood in full grants nothing and is named. */
  #unresolved(ref: StatementRef): boolean {
    const [issue] = ref.statement.unresolved;
    if (issue === undefined) return false;
    this.addNotJudged({
      code: 'statement-not-understood',
      subject: ref.id,
      reason: `expected ${issue.expected}, found \`${issue.found}\` at ${issue.where}`,
    });
    return true;
  }
}

/** For a role the trust policy, otherwise the resource's own. */
function policyOf(account: Account, resource: Resource): NamedPolicy | null | typeof NOT_COLLECTED {
  if (resource.type === 'AWS::IAM::Role' && resource.policy === null) {
    return account.roles.find((r) => r.arn === resource.arn)?.trustPolicy ?? NOT_COLLECTED;
  }
  return resource.policy;
}

/** What a statement on the resource's side does for the caller; null: nothing. */
function laneOf(ref: StatementRef, caller: Caller, target: Target): Lane | null {
  const { statement, layer } = ref;
  // RCPs deny; their allow is the one that cannot be detached (D14). Service-linked roles are exempt (D13).
  if (layer === 'rcp') return statement.effect === 'Deny' && !caller.serviceLinked ? 'deny' : null;
  const element = statement.principal;
  if (element === null) return null;
  const { trust } = target.table;
  const deny = statement.effect === 'Deny';
  const meeting = element.negated
    ? notPrincipalApplies(element, deny, caller)
      ? 'everyone'
      : null
    : meetingOf(element, caller, trust);
  if (meeting === null) return null;
  if (deny) return 'deny';
  if (layer === 'kms-grant') return 'kms-grant';
  return meeting === 'account' ? 'delegation' : meeting === 'role' ? 'named' : 'direct';
}

/**
 * Of an account that was not read a statement may speak of some principals only: then the condition that says of
 * which. A NotPrincipal that lists the account exempts its root user and those it lists as well (E12).
 */
function whoOfAccount(ref: StatementRef, lane: Lane, caller: Caller): readonly Condition[] {
  const element = ref.statement.principal;
  if (caller.type !== 'account' || element === null || ref.layer === 'rcp') return [];
  const names: string[] = [];
  for (const entry of element.entries) {
    if (entry.kind === 'everyone') return [];
    if (!('accountId' in entry) || entry.accountId !== caller.accountId) continue;
    const [, partition = 'aws', , , , resource = ''] = entry.text.split(':');
    if (entry.kind === 'account') {
      if (!element.negated) return [];
      names.push(caller.arn);
    } else if (entry.kind === 'role-session') {
      names.push(`arn:${partition}:iam::${entry.accountId}:role/${resource.split('/')[1] ?? ''}`);
    } else names.push(entry.text);
  }
  if (element.negated && (lane !== 'deny' || !names.includes(caller.arn))) return [];
  return [
    {
      operator: element.negated ? 'ArnNotEquals' : 'ArnEquals',
      quantifier: null,
      ifExists: false,
      key: 'aws:PrincipalArn',
      keyId: 'aws:principalarn',
      values: [...names].sort(),
    },
  ];
}
