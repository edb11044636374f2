import { type AccessAnalysis, analyzeAccess } from '../../../access/analyze.ts';
import type { AccessLine } from '../../../access/verdict.ts';
import type { Account } from '../../../account/model.ts';
import { decide } from '../../../authorization/decide.ts';

type Access = Pick<AccessAnalysis, 'principals' | 'lines'>;

/**
 * Whether some principals have the same access before and after, actions that are meant to change aside: the same
 * actions on the same parts of the same resources, under the same conditions and through the same roles. False also
 * where a line holds more terms than are shown, and so nobody can tell.
 */
export function sameAccess(
  before: Access,
  after: readonly Account[],
  subject: string,
  principals: ReadonlySet<string>,
  mayChange: (action: string) => boolean,
): boolean {
  const changed = analyzeAccess({ accounts: after, subject, decide });
  const [was, is] = [accessOf(before, principals, mayChange), accessOf(changed, principals, mayChange)];
  return was !== null && is !== null && was.size === is.size && [...was].every((one) => is.has(one));
}

/** One text for each action, part, condition and path; null: not all of them are shown. */
function accessOf(
  access: Access,
  principals: ReadonlySet<string>,
  without: (action: string) => boolean,
): ReadonlySet<string> | null {
  const found = new Set<string>();
  for (const [from, { arn }] of access.principals.entries()) {
    if (!principals.has(arn)) continue;
    for (const line of access.lines({ from, to: from + 1 })) {
      if (line.moreTerms > 0) return null;
      for (const text of textsOf(line, without)) found.add(text);
    }
  }
  return found;
}

function textsOf(
  { principalArn, resourceArn, service, capability, terms }: AccessLine,
  without: (action: string) => boolean,
): readonly string[] {
  return terms.flatMap(({ actions, scope, conditions, path }) =>
    actions
      .filter((action) => !without(action))
      .map((action) =>
        JSON.stringify([principalArn, resourceArn, service, capability, action, scope, conditions, path]),
      ),
  );
}
