import type { AccessAnalysis, StatementRow } from '../../access/analyze.ts';
import type { AccessLine, Term, TermCondition } from '../../access/verdict.ts';
import type { RowEvidence, StatementEvidence } from '../finding.ts';
import { accountIdOf, type Ground } from '../ground/ground.ts';

/** Access of outsiders to one resource, without roles in between. */
export interface OutsideAccess {
  readonly resourceArn: string;
  readonly lines: readonly { readonly line: AccessLine; readonly terms: readonly Term[] }[];
}

type Access = Pick<AccessAnalysis, 'principals' | 'lines' | 'statements'>;

/** Direct lines of callers of a kind on the subject's resources, by resource. */
export function outsideAccess(
  ground: Ground,
  access: Access,
  wanted: (principal: { readonly arn: string; readonly type: AccessLine['principalType'] }) => boolean,
): readonly OutsideAccess[] {
  const own = new Set(ground.subject.resources.map(({ arn }) => arn));
  const byResource = new Map<string, OutsideAccess['lines'][number][]>();
  access.principals.forEach((principal, from) => {
    if (!wanted(principal)) return;
    for (const line of access.lines({ from, to: from + 1 })) {
      const terms = line.terms.filter(({ path }) => path.length === 0);
      if (terms.length === 0 || line.resourceArn === null || !own.has(line.resourceArn)) continue;
      byResource.set(line.resourceArn, [...(byResource.get(line.resourceArn) ?? []), { line, terms }]);
    }
  });
  return [...byResource].sort(([a], [b]) => (a < b ? -1 : 1)).map(([resourceArn, lines]) => ({ resourceArn, lines }));
}

/** An account that is not the customer's. */
export function isForeignAccount(ground: Ground, arn: string, type: AccessLine['principalType']): boolean {
  return type === 'account' && !ground.customerAccounts.has(accountIdOf(arn));
}

export function rowsOf({ lines }: OutsideAccess): readonly RowEvidence[] {
  return lines.map(({ line: { principalArn, resourceArn, capability } }) => ({
    principalArn,
    resourceArn,
    capability,
  }));
}

/** The run's statements by id; asked for once the lines were walked, when all of them are known. */
export type StatementIndex = ReadonlyMap<string, StatementRow>;

export function statementIndex(access: Access): StatementIndex {
  return new Map(access.statements().map((row) => [row.id, row]));
}

/** The statements that grant, as the run names them. */
export function statementsOf(
  index: StatementIndex,
  terms: readonly Term[],
  resourceArn: string,
): readonly StatementEvidence[] {
  return [...new Set(terms.flatMap(({ grants }) => grants))].flatMap((grant) => {
    const row = index.get(grant);
    return row === undefined ? [] : [{ ...row, attachedTo: resourceArn }];
  });
}

/** Keys that say who calls or from where: a condition on one of them holds the world back. */
const BINDING_KEYS: ReadonlySet<string> = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:referer',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceip',
  'aws:sourceorgid',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:userid',
  'aws:useragent',
  'aws:vpcsourceip',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
  'sts:externalid',
]);

/** The keys of a term's conditions that hold the world back, as written, sorted; empty: nothing does. */
export function bindingKeys(conditions: readonly TermCondition[]): readonly string[] {
  const keys = (condition: TermCondition): readonly string[] =>
    'not' in condition
      ? condition.not.flatMap(keys)
      : BINDING_KEYS.has(condition.key.toLowerCase())
        ? [condition.key]
        : [];
  return [...new Set(conditions.flatMap(keys))].sort();
}
