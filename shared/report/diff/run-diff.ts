import type { AccessLine } from '../../access/verdict.ts';
import type { Account } from '../../account/model.ts';
import { byCodeUnits } from '../canonical-json.ts';
import type { Run } from '../read-run.ts';
import type { PrincipalRow, ResourceRow } from '../view/rows.ts';
import { type Edit, editsBetween } from './edits.ts';
import { accessDiff, type ListDiff, principalDiff, resourceDiff } from './row-diff.ts';

/** One difference between two runs. */
export type Difference =
  | {
      readonly of: 'access';
      readonly change: Edit['change'];
      readonly before: AccessLine | null;
      readonly after: AccessLine | null;
      readonly causes: readonly Edit[];
    }
  | {
      readonly of: 'principal';
      readonly change: Edit['change'];
      readonly before: PrincipalRow | null;
      readonly after: PrincipalRow | null;
      readonly causes: readonly Edit[];
    }
  | {
      readonly of: 'resource';
      readonly change: Edit['change'];
      readonly before: ResourceRow | null;
      readonly after: ResourceRow | null;
      readonly causes: readonly Edit[];
    };

export interface RunDiff {
  readonly differences: readonly Difference[];
  /** Every edit between the runs, also those that changed no row. */
  readonly edits: readonly Edit[];
}

/** What changed from one run to another of the same account, and by which edits. */
export function diffRuns(before: Run, after: Run): RunDiff {
  const edits = editsBetween(before, after);
  const causes = new Causes(edits, [...before.accounts(), ...after.accounts()]);
  return {
    edits,
    differences: [
      ...differences('access', accessDiff(before, after), (lines) => causes.ofLines(lines)),
      ...differences('principal', principalDiff(before, after), ([row]) => causes.of([row?.arn ?? ''])),
      ...differences('resource', resourceDiff(before, after), ([row]) => causes.ofResource(row?.arn ?? '')),
    ],
  };
}

function differences<T>(
  of: Difference['of'],
  { added, removed, changed }: ListDiff<T>,
  causesOf: (rows: readonly T[]) => readonly Edit[],
): readonly Difference[] {
  const made = (change: Edit['change'], before: T | null, after: T | null) =>
    ({ of, change, before, after, causes: causesOf([before, after].filter((row) => row !== null)) }) as Difference; // `of` and T belong together, as called above
  return [
    ...added.map((row) => made('added', null, row)),
    ...changed.map(({ before, after }) => made('changed', before, after)),
    ...removed.map((row) => made('removed', row, null)),
  ];
}

/** Which edits a difference can come from: those of what the row hangs on, or else those that bear on everything. */
class Causes {
  readonly #bySubject: ReadonlyMap<string, readonly Edit[]>;
  readonly #everywhere: readonly Edit[];
  readonly #accounts: readonly Account[];

  constructor(edits: readonly Edit[], accounts: readonly Account[]) {
    this.#bySubject = Map.groupBy(edits, ({ subject }) => subject);
    this.#everywhere = edits.filter(({ kind }) => EVERYWHERE.has(kind));
    this.#accounts = accounts;
  }

  of(subjects: readonly string[]): readonly Edit[] {
    return [...new Set(subjects)].sort(byCodeUnits).flatMap((subject) => this.#bySubject.get(subject) ?? []);
  }

  /** A resource's exposure hangs on itself, and on what bears on everything. */
  ofResource(arn: string): readonly Edit[] {
    const own = this.of([arn]);
    return own.length > 0 ? own : this.#everywhere;
  }

  ofLines(lines: readonly AccessLine[]): readonly Edit[] {
    const found = this.of(lines.flatMap((line) => this.#hangsOn(line))).filter(({ kind }) => !WITHOUT_ACCESS.has(kind));
    return found.length > 0 ? found : this.#everywhere;
  }

  /** Principal and roles of the path with their groups and policies, the resource and its key. */
  #hangsOn(line: AccessLine): readonly string[] {
    const callers = [line.principalArn, ...line.terms.flatMap(({ path }) => path)];
    const subjects = [...callers, ...(line.resourceArn === null ? [] : [line.resourceArn])];
    for (const account of this.#accounts) {
      const users = account.users.filter(({ arn }) => callers.includes(arn));
      const groups = account.groups.filter(({ name }) => users.some((user) => user.groups.includes(name)));
      const roles = account.roles.filter(({ arn }) => callers.includes(arn));
      for (const each of [...users, ...roles, ...groups]) subjects.push(each.arn, ...each.attachedPolicies);
      for (const { permissionsBoundary } of [...users, ...roles])
        if (permissionsBoundary !== null) subjects.push(permissionsBoundary);
      const resource = account.resources.find(({ arn }) => arn === line.resourceArn);
      if (resource !== undefined) subjects.push(...arnsIn(resource.details));
    }
    return subjects;
  }
}

/** ARNs that a resource's settings name: its key among them. */
function arnsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.startsWith('arn:') ? [value] : [];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(arnsIn) : [];
}

const EVERYWHERE: ReadonlySet<Edit['kind']> = new Set(['scp', 'rcp', 'engine', 'catalogue']);
/** Edits that no access hangs on. */
const WITHOUT_ACCESS: ReadonlySet<Edit['kind']> = new Set(['credential']);
