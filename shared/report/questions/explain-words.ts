import { canonicalJson } from '../canonical-json.ts';
import { conditionsWords, scopeWords } from '../view/words.ts';
import type { Change, ChangePlan } from './change.ts';
import type { Check } from './check.ts';
import type { Explanation, Way, Withheld } from './explain.ts';
import type { Cited } from './layers.ts';
import type { PartsOfResources } from './parts.ts';

/** An explanation in words, line by line. */
export function explanationLines(explanation: Explanation, parts: PartsOfResources): readonly string[] {
  const { principalArn, asked, resource, verdict, line, ways, withheld } = explanation;
  const head = `${principalArn} ${verdict === 'never' ? 'cannot' : 'can'} ${asked} on ${resource}: ${verdict}`;
  const more = line?.moreTerms ?? 0;
  return [
    head,
    ...ways.flatMap((way, i) => ['', `way ${i + 1} of ${ways.length + more}`, ...wayLines(way, explanation, parts)]),
    ...(more > 0 ? ['', `${more} more ways are not told here`] : []),
    ...withheld.flatMap((each) => ['', ...withheldLines(each)]),
    ...unknownLines([...ways, ...withheld].flatMap(({ checks }) => checks)),
  ];
}

/** What the snapshots do not say about any of the requests. */
function unknownLines(checks: readonly Check[]): readonly string[] {
  const words = checks.flatMap(({ unknown }) => unknown.map(({ code, subject }) => `  ${code} ${subject}`));
  return words.length === 0 ? [] : ['', 'not known, and taken to say nothing:', ...new Set(words)];
}

function wayLines(way: Way, { line }: Explanation, parts: PartsOfResources): readonly string[] {
  const { term, checks, confirmed, ends } = way;
  const whole = line?.resourceArn == null ? false : (parts.of(line.resourceArn)?.isWhole(term.scope) ?? false);
  return [
    field('actions', listed(term.actions)),
    field('scope', whole ? 'the whole resource' : scopeWords(term.scope)),
    field('if', conditionsWords(term.conditions)),
    field('through', term.path.length === 0 ? 'nobody else: directly' : term.path.join(' → ')),
    ...checks.flatMap((check) => checkLines(check)),
    field(
      'witness',
      `${canonicalJson(term.witness)} ${confirmed ? '(allowed, asked again just now)' : '(not confirmed)'}`,
    ),
    ...(ends.statements.length === 0
      ? []
      : [
          field('ends', ends.by === 'any' ? 'when any one of these goes' : 'when all of these go'),
          ...ends.statements.map((each) => `    ${placeOf(each)}`),
        ]),
  ];
}

function withheldLines({ actions, checks, underAwsManagedKey, change }: Withheld): readonly string[] {
  return [
    listed(actions),
    ...checks.flatMap((check) => checkLines(check)),
    ...(underAwsManagedKey
      ? ['  the content lies under a key of AWS’s own, which never decrypts for another account']
      : []),
    ...change.flatMap(({ check, plans }) => {
      const of = checks[check]?.of === 'key' ? 'what would change it, on the key' : 'what would change it';
      return plans.flatMap((plan, i) => changeLines(plan, i === 0 ? of : 'or instead'));
    }),
  ];
}

function checkLines({ of, principal, action, resource, decision, because }: Check): readonly string[] {
  const what = { step: 'step', access: 'request', key: 'key' }[of];
  return [
    field(what, `${action} on ${resource}${of === 'step' ? ` by ${principal}` : ''}: ${DECISION_WORDS[decision]}`),
    ...because.flatMap((cited) => [
      `    ${reasonWords(cited)}`,
      ...(cited.json === null ? [] : [`      ${canonicalJson(cited.json)}`]),
    ]),
  ];
}

const DECISION_WORDS = {
  allowed: 'allowed',
  'implicit-deny': 'not allowed by anything',
  'explicit-deny': 'denied',
  undetermined: 'not determined',
} as const;

const LAYER_WORDS = {
  identity: 'identity policies',
  resource: 'resource policy',
  'access-point': 'access point policy',
  boundary: 'permissions boundary',
  session: 'session policies',
  scp: 'SCPs',
  rcp: 'RCPs',
  'vpc-endpoint': 'endpoint policy',
  acl: 'access control list',
  'kms-grant': 'grants on the key',
  'service-setting': 'a setting of the service',
  root: 'the root user of the account',
} as const;

function reasonWords(cited: Cited): string {
  const level =
    cited.attachedTo.length > 0 && (cited.layer === 'scp' || cited.layer === 'rcp')
      ? ` at ${cited.attachedTo.join()}`
      : '';
  if (cited.effect === 'silent') return `${LAYER_WORDS[cited.layer]}${level}: silent, nothing there allows it`;
  if (cited.policy === null) return `${LAYER_WORDS[cited.layer]}: ${cited.effect === 'Allow' ? 'allows' : 'denies'}`;
  return `${LAYER_WORDS[cited.layer]}: ${cited.effect === 'Allow' ? 'allowed' : 'denied'} by ${placeOf(cited)}`;
}

/** Policy, where it is attached, statement and Sid. */
function placeOf({ policy, attachedTo, statement, sid }: Cited): string {
  const at = attachedTo.length === 0 ? '' : ` at ${attachedTo.join(', ')}`;
  return `${policy}${at}, statement ${statement}${sid === null ? '' : ` (${sid})`}`;
}

function changeLines({ changes, allows }: ChangePlan, title: string): readonly string[] {
  if (changes.length === 0) return [];
  return [
    `  ${title}: ${allows ? (changes.length > 1 ? 'all of these together' : 'this alone') : 'nothing that policies can say'}`,
    ...changes.flatMap(changeWords),
  ];
}

function changeWords(change: Change): readonly string[] {
  switch (change.kind) {
    case 'allow':
      return [`    an allow in ${change.where}: ${canonicalJson(change.statement)}`];
    case 'condition':
      return [`    a request for which ${change.words}, as ${placeOf(change.cited)} asks`];
    case 'undeny':
      return [
        `    without the deny of ${placeOf(change.cited)}`,
        ...(change.words === null ? [] : [`      or by a request for which it does not hold that ${change.words}`]),
      ];
    case 'setting':
      return [`    ${LAYER_WORDS[change.layer]} stops it, whatever policies allow`];
  }
}

/** Actions told before the rest is counted. */
const MOST_ACTIONS = 8;

function listed(actions: readonly string[]): string {
  const rest = actions.length - MOST_ACTIONS;
  const shown = actions.slice(0, MOST_ACTIONS).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

function field(name: string, text: string): string {
  return `  ${name.padEnd(8)} ${text}`;
}
