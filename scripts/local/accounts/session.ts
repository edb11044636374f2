import { QueryError } from './query-protocol.ts';

/** Who called: a session of a role, or one of the processes that the night starts. */
export interface Caller {
  readonly accessKeyId: string;
  readonly accountId: string;
  /** `arn:aws:sts::<account>:assumed-role/<role>/<session>` */
  readonly arn: string;
  readonly userId: string;
  /** Of sessions made here; null for callers that came with the environment. */
  readonly session: Session | null;
}

export interface Session {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly sessionToken: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The inline session policy, as sent. */
  readonly policy: string | null;
  readonly expiresAt: number;
}

/** The sessions that AssumeRole has made. They end with the process; whoever goes on assumes anew. */
export class Sessions {
  private readonly callers = new Map<string, Caller>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  add(caller: Caller): void {
    this.callers.set(caller.accessKeyId, caller);
  }

  /** Throws ExpiredToken or InvalidClientTokenId for a temporary key that cannot be used (any more). */
  find(accessKeyId: string, sessionToken: string | null): Caller {
    const caller = this.callers.get(accessKeyId);
    if (!caller || caller.session?.sessionToken !== sessionToken) {
      throw new QueryError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403);
    }
    if (caller.session.expiresAt <= this.now()) {
      throw new QueryError('ExpiredToken', 'The security token included in the request is expired', 403);
    }
    return caller;
  }

  /** By access key alone, for those who ask what a key may do; null where unknown or expired. */
  callerOf(accessKeyId: string): Caller | null {
    const caller = this.callers.get(accessKeyId);
    return caller?.session && caller.session.expiresAt > this.now() ? caller : null;
  }

  byToken(sessionToken: string): Caller | null {
    for (const caller of this.callers.values()) {
      if (caller.session?.sessionToken === sessionToken) return this.callerOf(caller.accessKeyId);
    }
    return null;
  }
}
