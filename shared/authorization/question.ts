import type { KeyAnswer, Lookup } from '../policy/lookup.ts';
import { FOLLOWING } from './context.ts';
import { isServiceLinkedRole } from './layers/service-linked-role.ts';
import type { ActionText } from './prepared/action-text.ts';
import type { AccountFacts, Principal, Request, ResourceFacts, World } from './request.ts';

/**
 * A request as the layers ask about it: who calls, for which account, what is asked for. One object serves any number
 * of requests, one after the other, so that deciding allocates nothing for each statement.
 */
export class Question {
  readonly world: World;
  readonly facts: ResourceFacts | null;
  request!: Request; // INVARIANT: `ask` is called before anything is read
  principal!: Principal;
  actionText!: ActionText;
  /** In lower case (E14). */
  action = '';
  /** The action's prefix, in lower case. */
  service = '';
  resource = '';
  /** The account that owns the principal (A08); null for services, anonymous callers and holders of foreign tokens. */
  callerAccount: string | null = null;
  callerPartition: string | null = null;
  /** Users, roles and their sessions: those who have identity policies and may have a boundary. */
  isIamPrincipal = false;
  /** IAM principals and root: those who sign with credentials of an account. */
  signs = false;
  /** A permissions boundary binds the caller. */
  hasBoundary = false;
  /** Neither SCPs nor RCPs bind it (D02, D13). */
  isServiceLinkedRole = false;
  /** Keys of the request: what it carries, and what follows from it. */
  readonly lookup: Lookup;
  #account: AccountFacts | null = null;
  /** The names of the keys that the request carries; negative count: not looked at yet. */
  readonly #keys: string[] = [];
  #keyCount = -1;

  constructor(world: World) {
    this.world = world;
    this.facts = world.facts;
    this.lookup = (keyId, key) => this.#answer(keyId, key);
  }

  ask(request: Request, action: ActionText): void {
    if (request.principal !== this.principal || request.principalAccount !== this.#account) this.#meet(request);
    this.request = request;
    this.action = action.folded;
    this.service = action.service;
    this.actionText = action;
    this.resource = request.resource;
    this.#keyCount = -1;
  }

  /** What is worth knowing of a caller: asked once for a run of requests of the same. */
  #meet({ principal, principalAccount }: Request): void {
    const kind = principal.kind;
    this.principal = principal;
    this.#account = principalAccount;
    this.isIamPrincipal = kind === 'user' || kind === 'role' || kind === 'role-session' || kind === 'federated-user';
    this.signs = this.isIamPrincipal || kind === 'root';
    this.callerAccount = this.signs && 'accountId' in principal ? (principalAccount?.id ?? principal.accountId) : null;
    this.callerPartition = 'arn' in principal ? partitionOf(principal.arn) : null;
    this.hasBoundary = this.isIamPrincipal && this.world.permissionsBoundaries !== null;
    this.isServiceLinkedRole = isServiceLinkedRole(principal);
  }

  /** S3 and DynamoDB have gateway endpoints, whose policies read an account as its root user (E02). */
  get throughGateway(): boolean {
    return this.service === 's3' || this.service === 'dynamodb';
  }

  #answer(keyId: string, key: string): KeyAnswer {
    const { context } = this.request;
    const direct: unknown = context[key];
    if (typeof direct === 'string' || Array.isArray(direct)) return direct;
    if (this.#keyCount < 0) this.#readKeys();
    for (let i = 0; i < this.#keyCount; i++) {
      const name = this.#keys[i]!; // i < count
      if (name.length === keyId.length && name.toLowerCase() === keyId) return context[name] ?? null;
    }
    const following = FOLLOWING.get(keyId);
    return following === undefined ? null : following.value(this.request, this.facts);
  }

  #readKeys(): void {
    let count = 0;
    for (const name in this.request.context) this.#keys[count++] = name;
    this.#keyCount = count;
  }
}

/** The second segment of an ARN; empty where there is none. */
export function partitionOf(arn: string): string {
  if (arn.startsWith('arn:aws:')) return 'aws';
  const end = arn.indexOf(':', 4);
  return end < 0 ? '' : arn.slice(4, end);
}

/** Whether the resource is the caller's account's; both, where nothing says whose it is (A08). */
export function ownersOf({ request, callerAccount, signs, resource }: Question): readonly [boolean, boolean?] {
  if (request.resourceAccount !== null) return request.resourceAccount.id === callerAccount ? OWN : OTHER;
  if (!signs) return OTHER;
  // An action without a resource is the caller's account's own affair.
  return resource === '*' ? OWN : EITHER;
}

const OWN = [true] as const;
const OTHER = [false] as const;
const EITHER = [true, false] as const;
