import { administrators } from '../../../../shared/access/administrators.ts';
import type { Account } from '../../../../shared/account/model.ts';
import { actorOf } from '../../../../shared/findings/escalation/actor.ts';
import { Edits } from '../../../../shared/findings/escalation/edits.ts';
import { Graph } from '../../../../shared/findings/escalation/graph.ts';
import { pathsToAdministrators } from '../../../../shared/findings/escalation/paths-to-administrators.ts';
import type { Step } from '../../../../shared/findings/escalation/step.ts';
import { accountIdOf, type Ground, groundOf } from '../../../../shared/findings/ground/ground.ts';
import { isAllowed } from '../../../../shared/findings/question/ask.ts';
import type { Label } from './labels.ts';

/** The graph of one reading of the accounts, and what is asked of it. */
export class Judge {
  readonly #ground: Ground;
  readonly #graph: Graph;
  readonly #edits: Edits;
  readonly #paths = new Map<string, ReadonlyMap<string, readonly Step[]>>();

  constructor(accounts: readonly [Account, ...Account[]]) {
    const ground = groundOf(accounts, accounts[0].accountId, '2026-01-01T00:00:00Z', administrators(accounts));
    if (ground === null) throw new Error('expected the subject among the accounts');
    this.#ground = ground;
    this.#graph = new Graph(ground);
    this.#edits = new Edits(ground);
  }

  /** Null where the label is found with its start, its end and a path that is no longer; otherwise what is missing. */
  missing(label: Label): string | null {
    const principals = label.through.filter(isPrincipal);
    const known = principals.filter((arn) => this.#ground.principals.has(arn));
    const [start] = known;
    const first = label.through[0];
    if (start === undefined || first === undefined) return 'no user or role of it is in the snapshots';
    if (first !== start) return `\`${first}\`, where it begins, is no user or role of the snapshots`;
    // A role that the attack itself makes is there only afterwards: then the end is administering as such.
    const end = known.at(-1) ?? start;
    const most = label.steps;
    const own = this.#ground.principals.get(start);
    if (own === undefined) return null;
    const reached = end === start ? [] : this.#graph.reachOf(actorOf(own)).get(end);
    if (reached === undefined) return `expected a path from \`${start}\` to \`${end}\`, found none`;
    if (reached.length > most) return `expected at most ${most} steps to \`${end}\`, found ${reached.length}`;
    if (label.target === 'to-bucket') return this.#missingBucket(label, end);
    if (this.#ground.administrators.has(end)) return null;
    const path = this.#pathsIn(accountIdOf(end)).get(start);
    if (path === undefined) return `expected \`${start}\` to become an administrator, found no path`;
    if (path.length > most) return `expected at most ${most} steps, found ${path.length}`;
    return null;
  }

  #pathsIn(accountId: string): ReadonlyMap<string, readonly Step[]> {
    const known = this.#paths.get(accountId);
    if (known !== undefined) return known;
    const made = pathsToAdministrators(this.#graph, this.#edits, [], (id) => id === accountId);
    this.#paths.set(accountId, made);
    return made;
  }

  /** Whether the last of them reads the bucket. */
  #missingBucket({ through }: Label, reader: string): string | null {
    const written = through.find((text) => text.startsWith('arn:aws:s3:::'))?.split('{')[0];
    const own = this.#ground.principals.get(reader);
    if (written === undefined || own === undefined) return null;
    const buckets = this.#ground.accounts.flatMap(({ resources }) =>
      resources.filter(({ type, arn }) => type === 'AWS::S3::Bucket' && arn.startsWith(written)).map(({ arn }) => arn),
    );
    // Where no bucket of the labelled name was written down, who reads it is the end.
    if (buckets.length === 0) return null;
    const reads = buckets.some((bucket) =>
      isAllowed(this.#ground.accounts, {
        principal: own.principal,
        action: 's3:GetObject',
        resource: `${bucket}/x`,
        context: own.context,
      }),
    );
    return reads ? null : `expected \`${reader}\` to read \`${written}…\`, found that it may not`;
  }
}

function isPrincipal(text: string): boolean {
  return /^arn:aws:iam::\d{12}:(user|role)\/[^*]+$/.test(text);
}
