import type { Finding, Severity } from '../finding.ts';
import { accountIdOf, type Ground, nameOf } from '../ground/ground.ts';
import { advice, finding } from '../make-finding.ts';
import { type Actor, actorOf, grantsOfCall } from './actor.ts';
import { Edits } from './edits.ts';
import { Graph } from './graph.ts';
import { outsideActors } from './outsiders.ts';
import { pathsToAdministrators } from './paths-to-administrators.ts';
import { type Step, toldStep } from './step.ts';
import { takeOvers } from './take-over.ts';
import { TECHNIQUES } from './techniques.ts';

/** Who is no administrator and can become one, and who else can act as others (J07). */
export function escalations(ground: Ground): readonly Finding[] {
  const graph = new Graph(ground);
  const edits = new Edits(ground);
  const findings: Finding[] = [];
  const becoming = new Set<string>();
  const starts = startingPoints(ground);
  const subject = ground.subject.accountId;
  const within = pathsToAdministrators(graph, edits, starts, (id) => id === subject);
  const elsewhere =
    ground.accounts.length === 1
      ? new Map<string, readonly Step[]>()
      : pathsToAdministrators(graph, edits, starts, (id) => id !== subject);
  for (const actor of starts) {
    // Within the own account first; who comes from elsewhere is told of where it leads to here.
    const away = actor.own?.account === ground.subject ? elsewhere.get(actor.id) : undefined;
    const path = within.get(actor.id) ?? away;
    if (path === undefined) continue;
    becoming.add(actor.id);
    findings.push(becomes(ground, actor, path));
  }
  return [...findings, ...takeOvers(graph, becoming)];
}

/** The subject's own principals, those of other accounts that its policies let in, and outsiders. */
export function startingPoints(ground: Ground): readonly Actor[] {
  const others = namedOthers(ground);
  const inside = [...ground.principals.values()].filter(
    ({ account }) => account === ground.subject || others.has(account.accountId),
  );
  return [...inside.map(actorOf), ...outsideActors(ground)];
}

/** Accounts that were read and that the subject's trust and function policies name: others cannot get in. */
function namedOthers({ accounts, subject }: Ground): ReadonlySet<string> {
  const policies = [
    ...subject.roles.map(({ trustPolicy }) => trustPolicy),
    ...subject.resources.flatMap(({ policy, type }) =>
      type === 'AWS::Lambda::Function' && policy !== null && typeof policy !== 'string' ? [policy] : [],
    ),
  ];
  const entries = policies.flatMap(({ document }) =>
    document.statements.flatMap(({ effect, principal }) => (effect === 'Allow' ? (principal?.entries ?? []) : [])),
  );
  const everyone = entries.some(({ kind }) => kind === 'everyone');
  const named = new Set(entries.flatMap((entry) => ('accountId' in entry ? [entry.accountId] : [])));
  const read = accounts.map(({ accountId }) => accountId).filter((id) => id !== subject.accountId);
  // An account reached from one that is named may lead on from there: then all are worth asking.
  return new Set(everyone || read.some((id) => named.has(id)) ? read : []);
}

function becomes(ground: Ground, actor: Actor, path: readonly Step[]): Finding {
  const end = path.at(-1)?.to ?? '';
  const first = path[0];
  const { severity, reason } = severityOf(ground, actor, path);
  const account = accountIdOf(end);
  return finding({
    type: 'can-become-administrator',
    subject: actor.id,
    severity,
    reason,
    statements: path.flatMap(({ calls }) => calls.flatMap(grantsOfCall)),
    facts: {
      administers: account,
      as: end,
      steps: path.length,
      techniques: path.map(({ technique }) => technique),
      conditional: path.some(({ conditions }) => conditions.length > 0),
    },
    path: path.map(toldStep),
    fix: advice(
      `Break the path at its first step: ${nameOf(actor.id)} ${first?.words ?? ''}.`,
      'which of the calls the principal needs for its work is not known',
    ),
  });
}

function severityOf(ground: Ground, actor: Actor, path: readonly Step[]): { severity: Severity; reason: string } {
  const trusted = path.every(({ technique }) => TECHNIQUES.get(technique)?.mechanism === 'role-assumption');
  const conditional = path.some(({ conditions }) => conditions.length > 0);
  const words = path.map((one) => one.words).join(', then ');
  if (actor.own === null && actor.principal.kind !== 'federated') {
    return conditional
      ? { severity: 'high', reason: `someone outside ${words}, under conditions` }
      : { severity: 'critical', reason: `someone outside ${words}` };
  }
  if (trusted) return { severity: 'medium', reason: `as trust policies say: it ${words}` };
  const away = actor.own !== null && actor.own.account !== ground.subject ? ' from another account' : '';
  return { severity: 'high', reason: `${path.length === 1 ? 'one step' : `${path.length} steps`}${away}: it ${words}` };
}
