import type { AwsManaged } from './aws-managed/policy.ts';
import type { DocumentText } from './document.ts';
import { type Ground, iamArn } from './ground.ts';

/** A managed policy of an account, in the order in which it was made. */
export interface ManagedDraft {
  readonly arn: string;
  readonly name: string;
  readonly version: string;
  readonly document: DocumentText;
}

/** The account's managed policies: its own, and those of AWS that someone has. */
export class PolicyShelf {
  readonly #ground: Ground;
  readonly #policies = new Map<string, ManagedDraft>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** The account's own policy of that name; made when it is first asked for. */
  own(name: string, make: () => DocumentText): string {
    const arn = iamArn(this.#ground.place, 'policy', '/', name);
    if (!this.#policies.has(arn)) this.#policies.set(arn, { arn, name, version: 'v1', document: make() });
    return arn;
  }

  aws(policy: AwsManaged): string {
    this.#policies.set(policy.arn, policy);
    return policy.arn;
  }

  /** Sorted by ARN. */
  all(): readonly ManagedDraft[] {
    return [...this.#policies.values()].sort((a, b) => (a.arn < b.arn ? -1 : 1));
  }
}
