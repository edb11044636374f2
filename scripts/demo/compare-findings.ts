import type { Finding } from '../../shared/findings/finding.ts';
import type { ExpectedFinding } from './expected.ts';

/**
 * Compares what is expected of a run with its findings: of the types that `expected.json` explains these and no
 * others; of further types anything. Each mismatch is one line of words; none: all agree.
 * `expected` are the findings of this run (`ofRun`).
 */
export function compareFindings(
  expected: readonly ExpectedFinding[],
  findings: Iterable<Finding>,
  types: Readonly<Record<string, string>>,
): readonly string[] {
  const found = new Map([...findings].map((one) => [one.id, one]));
  const wanted = new Map(expected.map((one) => [`${one.type}:${one.subject}`, one]));
  const missing = [...wanted].flatMap(([id, { severity, rules }]) => {
    const one = found.get(id);
    const by = rules.join(', ');
    if (one === undefined) return [`expected \`${id}\` (${by}), found none`];
    return one.severity === severity
      ? []
      : [`expected \`${id}\` (${by}) to be ${severity}, found ${one.severity}: ${one.severityReason}`];
  });
  const extra = [...found.values()].flatMap(({ id, type, severityReason }) =>
    Object.hasOwn(types, type) && !wanted.has(id) ? [`expected no \`${id}\`, found it: ${severityReason}`] : [],
  );
  return [...missing, ...extra].sort();
}
