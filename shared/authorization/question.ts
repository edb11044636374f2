import type { KeyAnswer, Lookup } from '../policy/lookup.ts';
import { carriedValue, FOLLOWING } from './context.ts';
import type { Principal, Request, ResourceFacts, World } from './request.ts';

/**
 * A request as the layers ask about it: who calls, for which account, what is asked for. One object serves any number
 * of requests, one after the other, so that deciding allocates nothing for each statement.
 */
export class Question {
  readonly world: World;
  readonly facts: ResourceFacts | null;
  request!: Request; // INVARIANT: `ask` is called before anything is read
  principal!: Principal;
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
  /** Keys of the request: what it carries, and what follows from it. */
  readonly lookup: Lookup;

  constructor(world: World) {
    this.world = world;
    this.facts = world.facts;
    this.lookup = (keyId, key) => this.#answer(keyId, key);
  }

  ask(request: Request, action: string, service: string): void {
    const { principal } = request;
    const kind = principal.kind;
    this.request = request;
    this.principal = principal;
    this.action = action;
    this.service = service;
    this.resource = request.resource;
    this.isIamPrincipal = kind === 'user' || kind === 'role' || kind === 'role-session' || kind === 'federated-user';
    this.signs = this.isIamPrincipal || kind === 'root';
    this.callerAccount = this.signs
      ? (request.principalAccount?.id ?? (principal as { accountId: string }).accountId) // every signing kind has one
      : null;
    this.callerPartition = 'arn' in principal ? partitionOf(principal.arn) : null;
    this.hasBoundary = this.isIamPrincipal && this.world.permissionsBoundaries !== null;
  }

  /** S3 and DynamoDB have gateway endpoints, whose policies read an account as its root user (E02). */
  get throughGateway(): boolean {
    return this.service === 's3' || this.service === 'dynamodb';
  }

  #answer(keyId: string, key: string): KeyAnswer {
    const carried = carriedValue(this.request.context, keyId, key);
    if (carried !== null) return carried;
    const following = FOLLOWING.get(keyId);
    return following === undefined ? null : following.value(this.request, this.facts);
  }
}

/** The second segment of an ARN; empty where there is none. */
export function partitionOf(arn: string): string {
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
