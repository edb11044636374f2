import type { PolicyDocument, Statement } from '../../policy/model.ts';

/** What a proposal may change in the statements that it touches; all else must stay as it is. */
export type Narrowing =
  /** One action less in an allow, named in so many words. */
  | { readonly kind: 'action'; readonly action: string }
  /** Other conditions on the same calls. */
  | { readonly kind: 'conditions' }
  /** Fewer principals in an allow of a resource's policy. */
  | { readonly kind: 'principals' };

/**
 * Whether a document differs from another in nothing but the narrowing of the touched statements. Statements are
 * decided one by one, so that every decision about other actions, calls or principals is then the same before and
 * after: the proof holds for all requests there are, not for samples of them.
 */
export function differsOnlyBy(
  before: PolicyDocument,
  after: PolicyDocument,
  touched: ReadonlySet<number>,
  narrowing: Narrowing,
): boolean {
  if (before.version !== after.version) return false;
  let at = 0;
  for (const statement of before.statements) {
    const other = after.statements[at];
    if (other !== undefined && textOf(statement) === textOf(other)) at++;
    else if (!touched.has(statement.index)) return false;
    else if (other !== undefined && isNarrowed(statement, other, narrowing)) at++;
    else if (!mayGo(statement, narrowing)) return false;
  }
  return at === after.statements.length;
}

function isNarrowed(before: Statement, after: Statement, narrowing: Narrowing): boolean {
  switch (narrowing.kind) {
    case 'action':
      return (
        before.effect === 'Allow' &&
        !before.action.negated &&
        textOf({ ...before, action: without(before, narrowing.action) }) === textOf(after)
      );
    case 'conditions':
      return textOf({ ...before, conditions: [] }) === textOf({ ...after, conditions: [] });
    case 'principals': {
      if (before.effect !== 'Allow' || before.principal === null || before.principal.negated) return false;
      const had = new Set(before.principal.entries.map(({ text }) => text));
      const kept = after.principal?.entries.every(({ text }) => had.has(text)) === true;
      return kept && textOf({ ...before, principal: null }) === textOf({ ...after, principal: null });
    }
  }
}

/** A whole statement may go where nothing of it but what is taken away would be left. */
function mayGo(statement: Statement, narrowing: Narrowing): boolean {
  if (statement.effect !== 'Allow') return false;
  if (narrowing.kind === 'action') return without(statement, narrowing.action).patterns.length === 0;
  return (
    narrowing.kind === 'principals' && statement.principal?.entries.every(({ kind }) => kind !== 'everyone') === true
  );
}

function without({ action }: Statement, gone: string): Statement['action'] {
  return { ...action, patterns: action.patterns.filter((one) => one.toLowerCase() !== gone.toLowerCase()) };
}

/** Everything of a statement but its place. */
function textOf(statement: Statement): string {
  return JSON.stringify({ ...statement, index: 0, unresolved: [] });
}
