import { type Account, NOT_COLLECTED, type Resource } from '../../account/model.ts';
import type { NamedPolicy } from '../../policy/model.ts';
import { Atoms } from '../condition/atom.ts';
import { Conjunctions } from '../condition/conjunction.ts';
import type { Caller } from './caller.ts';
import { deniedByNotPrincipal, meetingOf } from './principal-match.ts';
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
  readonly conjunctions = new Conjunctions(new Atoms());
  readonly sides = new SideCompiler(this.conjunctions);
  readonly statements = new StatementTable();
  readonly #notJudged = new Map<string, NotJudged>();
  readonly #callerSides = new Map<string, Side>();
  readonly #resourceRefs = new Map<string, readonly StatementRef[]>();

  /** The caller's own policies, boundary and SCPs. */
  callerSide(caller: Caller): Side {
    const known = this.#callerSides.get(caller.arn);
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
        if (spec !== null) specs.push(spec);
      }
    }
    const made = this.sides.side(specs);
    this.#callerSides.set(caller.arn, made);
    return made;
  }

  /** The resource's policy and its account's RCPs, as the caller meets them. */
  resourceSide(target: Target, caller: Caller): Side {
    const specs: Spec[] = [];
    for (const ref of this.#refsOf(target)) {
      if (this.#unresolved(ref)) continue;
      const lane = laneOf(ref, caller, target);
      if (lane === null) continue;
      const spec = this.sides.spec(ref, lane, caller.facts);
      if (spec !== null) specs.push(spec);
    }
    return this.sides.side(specs);
  }

  notJudged(): readonly NotJudged[] {
    return [...this.#notJudged.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  }

  addNotJudged(entry: NotJudged): void {
    this.#notJudged.set(`${entry.code}|${entry.subject}`, entry);
  }

  #refsOf(target: Target): readonly StatementRef[] {
    const known = this.#resourceRefs.get(target.arn);
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
    const view = target.account.organization;
    if (view !== null && view !== NOT_COLLECTED && view.managementAccountId !== target.account.accountId) {
      if (view.resourceControlPolicies !== NOT_COLLECTED) {
        view.resourceControlPolicies.forEach((policies, level) => {
          for (const rcp of policies) {
            refs.push(
              ...this.statements.of({ policy: rcp, layer: 'rcp', level, attachedTo: target.account.accountId }),
            );
          }
        });
      }
    }
    this.#resourceRefs.set(target.arn, refs);
    return refs;
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
  if (resource.type === 'AWS::IAM::Role') {
    return account.roles.find((r) => r.arn === resource.arn)?.trustPolicy ?? NOT_COLLECTED;
  }
  return resource.policy;
}

/** What a statement on the resource's side does for the caller; null: nothing. */
function laneOf(ref: StatementRef, caller: Caller, target: Target): Lane | null {
  const { statement, layer } = ref;
  if (layer === 'rcp') {
    // RCPs deny; their allow is the one that cannot be detached (D14). Service-linked roles are exempt (D13).
    return statement.effect === 'Deny' && !caller.serviceLinked ? 'deny' : null;
  }
  const element = statement.principal;
  if (element === null) return null;
  if (statement.effect === 'Deny') {
    const applies = element.negated ? deniedByNotPrincipal(element, caller) : meetingOf(element, caller) !== null;
    return applies ? 'deny' : null;
  }
  if (element.negated) return null;
  const meeting = meetingOf(element, caller);
  if (meeting === null) return null;
  if (meeting === 'account') return 'delegation';
  if (caller.accountId !== target.account.accountId) return 'direct';
  if (meeting === 'named') return caller.type === 'role' ? 'named' : 'direct';
  return caller.type === 'role' ? 'named' : 'direct';
}
