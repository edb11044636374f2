import type { Decision, NotEvaluated } from '../authorization/decision.ts';
import type { Request, World } from '../authorization/request.ts';
import { callerAccount, hasAccountCredentials } from './caller.ts';
import { type Answer, distinct, evaluate, type Reading } from './evaluation-logic.ts';
import { type Layers, layersOf } from './layers.ts';
import { isStopped, type Owner } from './service-setting.ts';
import type { Finding } from './statement.ts';

/**
 * The reference's answer to one request: slow and obvious, written beside AWS's pages, sharing nothing with the fast
 * engine but the parsed policies. What is unknown is read every way it can be; where the readings differ, the answer
 * is `undetermined`.
 */
export function referenceDecide(world: World, request: Request): Decision {
  const layers = layersOf(world, request);
  const owners = ownersOf(request);
  const answers = owners.flatMap((owner) =>
    readings(world, request, layers, owner).map((reading) => ({
      reading,
      ...evaluate(world, request, layers, reading),
    })),
  );
  const [first, ...others] = answers;
  const same = others.every((answer) => answer.decision === first?.decision);
  const openSetting = owners.some((owner) => isStopped(world, request, owner) === 'unknown');
  const notEvaluated = unknowns(layers, owners, openSetting, !same);
  if (first === undefined || !same) return { decision: 'undetermined', because: [], notEvaluated };
  return { decision: first.decision, because: certainReasons(answers), notEvaluated };
}

/** Whose the resource is: S3 ARNs do not say (A08). Then it may be the caller's account's, or another's. */
function ownersOf(request: Request): readonly Owner[] {
  const caller = callerAccount(request);
  if (request.resourceAccount !== null) return [request.resourceAccount.id === caller ? 'same' : 'other'];
  // An action without a resource is the caller's account's own affair.
  if (request.resource === '*') return ['same'];
  return hasAccountCredentials(request.principal) ? ['same', 'other'] : ['other'];
}

function readings(world: World, request: Request, layers: Layers, owner: Owner): Reading[] {
  const allows = isUnknown(layers.findings, 'Allow') ? [false, true] : [false];
  const denies = isUnknown(layers.findings, 'Deny') ? [false, true] : [false];
  const stop = isStopped(world, request, owner);
  const stops = stop === 'unknown' ? [false, true] : [stop === 'true'];
  return allows.flatMap((unknownAllows) =>
    denies.flatMap((unknownDenies) => stops.map((stopped) => ({ unknownAllows, unknownDenies, owner, stopped }))),
  );
}

function isUnknown(findings: readonly Finding[], effect: Finding['effect']): boolean {
  return findings.some((finding) => isOpen(finding) && finding.effect === effect);
}

/** Whether it applies, or as whom it names the caller, is not known. */
function isOpen({ applies, named }: Finding): boolean {
  return applies === 'unknown' || (applies === 'true' && named.some(({ truth }) => truth === 'unknown'));
}

function unknowns(
  layers: Layers,
  owners: readonly Owner[],
  openSetting: boolean,
  couldChange: boolean,
): NotEvaluated[] {
  const statements = layers.findings.filter(isOpen).map(({ layer, level, policyIndex, statement }) => ({
    code: 'statement-not-evaluated',
    where: [`/${layer}`, level, policyIndex, statement].filter((step) => step !== null).join('/'),
    couldChange,
  }));
  const owner = owners.length > 1 ? [{ code: 'resource-account-unknown', where: '/request', couldChange }] : [];
  const setting = openSetting ? [{ code: 'service-setting-not-evaluated', where: '/facts', couldChange }] : [];
  return [...statements, ...owner, ...setting];
}

/**
 * The reasons that need nothing unknown. Allowed whoever owns the resource: what each reading needs. Denied whoever
 * owns it: the denies that count in all readings.
 */
function certainReasons(answers: readonly (Answer & { readonly reading: Reading })[]): Answer['because'] {
  const certain = answers.filter(({ reading }) => !reading.unknownAllows && !reading.unknownDenies);
  const all = distinct(certain.flatMap(({ because }) => because));
  if (certain[0]?.decision !== 'explicit-deny') return all;
  const told = certain.map(({ because }) => new Set(because.map((reason) => JSON.stringify(reason))));
  return all.filter((reason) => told.every((texts) => texts.has(JSON.stringify(reason))));
}
