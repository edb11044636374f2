import {
  type Facts,
  type Finding,
  type PathStep,
  type RowEvidence,
  SEVERITIES,
  type Severity,
  type StatementEvidence,
  type SuggestedFix,
} from './finding.ts';
import type { FindingType } from './finding-types.ts';
import { sortedStatements } from './ground/statement-evidence.ts';

/** What a rule says of a subject. */
export interface Said {
  readonly type: FindingType;
  readonly subject: string;
  readonly severity: Severity;
  readonly reason: string;
  readonly statements?: readonly StatementEvidence[];
  readonly rows?: readonly RowEvidence[];
  readonly facts?: Facts;
  readonly path?: readonly PathStep[];
  readonly fix: SuggestedFix;
}

/** The finding, with its id and its evidence in order. */
export function finding(said: Said): Finding {
  return {
    id: `${said.type}:${said.subject}`,
    type: said.type,
    severity: said.severity,
    severityReason: said.reason,
    subject: said.subject,
    evidence: {
      statements: sortedStatements(said.statements ?? []),
      rows: sortedRows(said.rows ?? []),
      facts: said.facts ?? {},
    },
    ...(said.path === undefined ? {} : { path: said.path }),
    suggestedFix: said.fix,
  };
}

/** A fix that is words alone, with the reason why no policy is proposed. */
export function advice(words: string, noPolicyBecause: string): SuggestedFix {
  return { words, policy: null, noPolicyBecause };
}

function sortedRows(rows: readonly RowEvidence[]): readonly RowEvidence[] {
  const byKey = new Map(
    rows.map((row) => [`${row.principalArn} ${row.resourceArn ?? ''} ${row.capability}`, row] as const),
  );
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** Findings sorted by id; those of equal type and subject are one, as severe as the most severe of them. */
export function merged(findings: readonly Finding[]): readonly Finding[] {
  const byId = new Map<string, Finding>();
  for (const one of findings) {
    const known = byId.get(one.id);
    byId.set(one.id, known === undefined ? one : both(known, one));
  }
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function both(a: Finding, b: Finding): Finding {
  const [first, second] = SEVERITIES.indexOf(a.severity) <= SEVERITIES.indexOf(b.severity) ? [a, b] : [b, a];
  return {
    ...first,
    evidence: {
      statements: sortedStatements([...first.evidence.statements, ...second.evidence.statements]),
      rows: sortedRows([...first.evidence.rows, ...second.evidence.rows]),
      facts: bothFacts(first.evidence.facts, second.evidence.facts),
    },
    suggestedFix:
      first.suggestedFix.policy === null
        ? first.suggestedFix
        : advice(first.suggestedFix.words, 'more than one policy has to change'),
  };
}

function bothFacts(a: Facts, b: Facts): Facts {
  const facts: Record<string, Facts[string]> = { ...b, ...a };
  for (const [name, value] of Object.entries(b)) {
    const own = a[name];
    if (Array.isArray(own) && Array.isArray(value)) facts[name] = [...new Set([...own, ...value])].sort();
  }
  return facts;
}
