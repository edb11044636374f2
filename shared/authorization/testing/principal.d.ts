import type { AccountFacts, Principal } from '../request.ts';
/** The caller that an ARN (or `service:NAME`, `federated:PROVIDER`, `anonymous`) stands for, as a decide line names it. */
export declare function principalOf(text: string, roleArn?: string | null): Principal;
/** An account outside any organization. */
export declare function account(id: string): AccountFacts;
