import type { PolicyDocument, Statement } from '../../policy/model.ts';
import type { Finding } from '../finding.ts';
import type { Ground } from '../ground/ground.ts';
import type { Narrowing } from './narrower.ts';

/** A narrower document in the place of one that is there, still to be tried out. */
export interface Proposal {
  readonly attachedTo: string;
  readonly name: string;
  readonly before: PolicyDocument;
  /** As it would be written. */
  readonly document: unknown;
  /** The statements that it touches, and how. */
  readonly touched: ReadonlySet<number>;
  readonly narrowing: Narrowing;
  /** Principals that carry the policy. */
  readonly principals: ReadonlySet<string>;
}

/** The statements of a document as written, each an object; null where it has another form. */
export function writtenStatements(source: unknown): readonly WrittenStatement[] | null {
  if (typeof source !== 'object' || source === null || !('Statement' in source)) return null;
  const list: readonly unknown[] = Array.isArray(source.Statement) ? source.Statement : [source.Statement];
  return list.every((one) => typeof one === 'object' && one !== null) ? (list as readonly WrittenStatement[]) : null; // just seen
}

export type WrittenStatement = Readonly<Record<string, unknown>>;

/** The document with some statements written anew; `null` in place of one takes it out. Null: nothing would be left. */
export function rewritten(
  source: unknown,
  anew: (statement: WrittenStatement, index: number) => WrittenStatement | null,
): unknown {
  const statements = writtenStatements(source);
  if (statements === null) return null;
  const kept = statements.flatMap((statement, index) => anew(statement, index) ?? []);
  return kept.length === 0 ? null : { ...(source as WrittenStatement), Statement: kept }; // it has statements
}

/** Who carries an identity policy of the subject account: users through their groups as well. */
export function carriersOf(ground: Ground, policyName: string, attachedTo: string): ReadonlySet<string> {
  const carriers = [...ground.principals.values()].filter(({ policies }) =>
    policies.some(({ policy, holder, managed }) =>
      managed === null ? policy.name === policyName && holder === attachedTo : managed.arn === attachedTo,
    ),
  );
  return new Set(carriers.map(({ arn }) => arn));
}

/** Makes proposals for one type of finding. */
export type Proposer = (ground: Ground, finding: Finding) => readonly Proposal[];

/** An element that is one text or a list of them, as a list. */
export function listOf(element: unknown): readonly string[] {
  return typeof element === 'string'
    ? [element]
    : Array.isArray(element)
      ? element.filter((one) => typeof one === 'string')
      : [];
}

/** The indexes of the statements of one policy that a finding rests on. */
export function indexesIn(finding: Finding, statements: readonly Statement[], policyName: string): ReadonlySet<number> {
  const known = new Set(statements.map(({ index }) => index));
  return new Set(
    finding.evidence.statements
      .filter(({ policy, statement }) => policy === policyName && known.has(statement))
      .map(({ statement }) => statement),
  );
}
