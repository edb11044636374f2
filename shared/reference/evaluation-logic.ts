import type { Layer, Reason } from '../authorization/decision.ts';
import type { Request, World } from '../authorization/request.ts';
import { isGovernedByObjectAcl, OBJECT_ACL } from './access-control-list.ts';
import { splitArn } from './arn.ts';
import { callerAccount, hasAccountCredentials } from './caller.ts';
import type { Layers } from './layers.ts';
import type { Form } from './principal.ts';
import { isRolesTrust, resourcePolicyMustAllow } from './resource-type.ts';
import type { Owner } from './service-setting.ts';
import type { Finding } from './statement.ts';

/**
 * One reading of a question in which something is unknown: every unknown allow counts or none does, every unknown
 * deny counts or none does, the resource is the caller's account's or another's, and what stops outside policies is
 * settled. With nothing unknown there is one reading.
 */
export interface Reading {
  readonly unknownAllows: boolean;
  readonly unknownDenies: boolean;
  readonly owner: Owner;
  readonly stopped: boolean;
}

export interface Answer {
  readonly decision: 'allowed' | 'implicit-deny' | 'explicit-deny';
  readonly because: readonly Reason[];
}

/**
 * The evaluation logic of AWS's flowchart (A03), step by step, nothing left open.
 *
 * Pages: IAM/latest/UserGuide/reference_policies_evaluation-logic.html, …_policy-eval-denyallow.html,
 * reference_policies_evaluation-logic-cross-account.html
 */
export function evaluate(world: World, request: Request, layers: Layers, reading: Reading): Answer {
  // Two calls of STS that no policy can take away (A02).
  if (needsNoPermission(request)) return { decision: 'allowed', because: [outside('service-setting', 'Allow')] };

  // 1. An explicit deny in any layer wins (A02).
  const denies = layers.findings.filter((finding) => isDenied(finding, request, reading));
  if (denies.length > 0) return { decision: 'explicit-deny', because: denies.map(reasonOf) };

  // 2. What is no policy and stops all the same.
  if (reading.stopped) return { decision: 'implicit-deny', because: [outside('service-setting', 'silent')] };

  const allows = layers.findings
    .filter((finding) => finding.effect === 'Allow' && applies(finding, reading))
    .map((finding) => withKnownForms(finding, reading));
  const allowsIn = (layer: Layer): readonly Finding[] => allows.filter((finding) => finding.layer === layer);

  // 3. RCPs only deny: RCPFullAWSAccess allows at every level (D14). SCPs allow at every level or not at all (D04).
  const scp = requirePolicies(layers.scpLevels, 'scp', (level) => allowsIn('scp').filter((f) => f.level === level));
  // 4. Every VPC endpoint policy on the way allows (K01).
  const endpoint = requirePolicies(layers.endpointPolicies, 'vpc-endpoint', (index) =>
    allowsIn('vpc-endpoint').filter((f) => f.policyIndex === index),
  );

  // 5. What limits the caller: boundaries, each of them (B08), and the session policies as one set (C04).
  const limits: Limits = {
    identity: request.principal.kind === 'root' ? root : oneAllow('identity', allowsIn('identity')),
    boundary: requirePolicies(layers.boundaries ?? 0, 'boundary', (index) =>
      allowsIn('boundary').filter((f) => f.policyIndex === index),
    ),
    session: layers.session ? oneAllow('session', allowsIn('session')) : open,
  };
  // A boundary list that is set and empty allows nothing.
  const bounded = layers.boundaries === 0 ? { ...limits, boundary: oneAllow('boundary', []) } : limits;

  // 6. Each place that must grant: the resource's, and an access point's before it (I08).
  const grants = sidesOf(world, request, reading.owner).map((side) => grantOf(side, bounded, request, allows));

  const steps = [scp, endpoint, ...grants];
  const withheld = steps.filter((step) => !step.passes);
  return withheld.length === 0
    ? { decision: 'allowed', because: distinct(steps.flatMap((step) => step.because)) }
    : { decision: 'implicit-deny', because: distinct(withheld.flatMap((step) => step.because)) };
}

/** Whether a step lets the request through, and the reasons: the allows, or who is silent. */
interface Step {
  readonly passes: boolean;
  readonly because: readonly Reason[];
}

interface Limits {
  readonly identity: Step;
  readonly boundary: Step;
  readonly session: Step;
}

const open: Step = { passes: true, because: [] };
/** Root needs no identity policy in its own account and has none elsewhere (A01). */
const root: Step = { passes: true, because: [outside('root', 'Allow')] };

function oneAllow(layer: Layer, allows: readonly Finding[]): Step {
  if (allows.length > 0) return { passes: true, because: allows.map(reasonOf) };
  return { passes: false, because: [outside(layer, 'silent')] };
}

/** Each of `count` levels or policies must hold an allow of its own. */
function requirePolicies(count: number, layer: Layer, allowsAt: (index: number) => readonly Finding[]): Step {
  const allows = Array.from({ length: count }, (_, index) => allowsAt(index));
  const silent = allows.flatMap((found, index) =>
    found.length > 0 ? [] : [{ ...outside(layer, 'silent'), level: layer === 'scp' ? index : null }],
  );
  return silent.length > 0
    ? { passes: false, because: silent }
    : { passes: true, because: allows.flat().map(reasonOf) };
}

/** Every one of the steps passes. */
function together(...steps: readonly Step[]): Step {
  const silent = steps.filter((step) => !step.passes);
  const told = silent.length > 0 ? silent : steps;
  return { passes: silent.length === 0, because: told.flatMap((step) => step.because) };
}

/** One place that must grant, as an account's own evaluation (A06): its allows, and whether the caller belongs there. */
interface Side {
  readonly layer: Layer;
  readonly allows: (allow: Finding) => boolean;
  readonly callerIsOfTheAccount: boolean;
}

function sidesOf(world: World, request: Request, owner: Owner): Side[] {
  const caller = callerAccount(request);
  const s3 = world.facts?.s3 ?? null;
  const accessPoint: Side[] =
    s3?.accessPoint == null
      ? []
      : [
          {
            layer: 'access-point',
            allows: (allow) => allow.layer === 'access-point',
            callerIsOfTheAccount: caller === splitArn(s3.accessPoint.arn)?.account,
          },
        ];
  // An object of a third account: its own ACL decides, not the bucket's policy (I11).
  const objectOwner = s3 === null || s3.objectOwnership === 'BucketOwnerEnforced' ? null : s3.objectOwner;
  if (objectOwner !== null && objectOwner !== request.resourceAccount?.id && isGovernedByObjectAcl(request.action)) {
    const object: Side = {
      layer: 'acl',
      allows: (allow) => allow.layer === 'acl' && allow.policyIndex === OBJECT_ACL,
      callerIsOfTheAccount: caller === objectOwner,
    };
    return [...accessPoint, object];
  }
  const resource: Side = {
    layer: 'resource',
    allows: (allow) => ['resource', 'acl'].includes(allow.layer),
    callerIsOfTheAccount: owner === 'same',
  };
  return [...accessPoint, resource];
}

function grantOf(side: Side, limits: Limits, request: Request, allAllows: readonly Finding[]): Step {
  const allows = allAllows.filter(side.allows);
  const resourceAllows = oneAllow(side.layer, allows);
  // A KMS grant to the caller is enough, in the key's account and in another (H04, H06).
  const kmsGrants = allAllows.filter((allow) => side.layer === 'resource' && allow.layer === 'kms-grant');
  const byKmsGrant = oneAllow('kms-grant', kmsGrants);

  // Services, anonymous callers and holders of a foreign token have nothing but what the resource grants.
  if (!hasAccountCredentials(request.principal)) return either([byKmsGrant, resourceAllows]);

  const ofTheCaller = together(limits.identity, limits.boundary, limits.session);
  // Another account's resource: both sides must allow, and no form of principal passes anything over (A06, B07).
  if (!side.callerIsOfTheAccount) return either([byKmsGrant, together(resourceAllows, ofTheCaller)]);

  // The same account: identity policy or resource policy (A04) …
  const direct = allows.flatMap((allow) =>
    allow.named.map(({ form }) => grantedDirectly(allow, form, limits, request)),
  );
  // … but for trust and key policies, which must at least delegate to the account (A05, B12, H01).
  const delegation = allows.filter((allow) => allow.named.some(({ form }) => form === 'account'));
  const byIdentity =
    side.layer === 'resource' && resourcePolicyMustAllow(request)
      ? together(oneAllow('resource', delegation), ofTheCaller)
      : ofTheCaller;
  return either([byKmsGrant, ...direct, byIdentity], resourceAllows);
}

/** One way is enough. Where none leads through, the last one's silences are told, and the resource's own. */
function either(ways: readonly Step[], resource: Step = open): Step {
  const through = ways.filter((way) => way.passes);
  if (through.length > 0) return { passes: true, because: through.flatMap((way) => way.because) };
  const told = ways.at(-1)?.because ?? [];
  return { passes: false, because: [...told, ...(resource.passes ? [] : resource.because)] };
}

/**
 * What a resource policy's grant still needs, by the form in which it names the caller, within one account.
 *
 * Pages: IAM/latest/UserGuide/access_policies_boundaries.html, reference_policies_elements_principal.html,
 * access_policies.html#policies_session
 */
function grantedDirectly(allow: Finding, form: Form, limits: Limits, request: Request): Step {
  const granted: Step = { passes: true, because: [reasonOf(allow)] };
  // A user named in a trust policy still needs its boundary to allow (B01).
  const userInTrust = request.principal.kind === 'user' && isRolesTrust(request) ? limits.boundary : open;
  switch (form) {
    case 'session': // B03, B04, C03
    case 'everyone': // B06
      return together(granted, userInTrust);
    case 'user': // B01, C02
      return together(granted, userInTrust, limits.session);
    case 'role': // B02, C02
    case 'federating-user': // B05
      return together(granted, limits.boundary, limits.session);
    case 'account': // B11: only delegates
      return { passes: false, because: [] };
  }
}

/** sts:GetCallerIdentity works even when denied; sts:GetSessionToken heeds no permission of a user or root (A02). */
function needsNoPermission({ action, principal }: Request): boolean {
  if (action.toLowerCase() === 'sts:getcalleridentity') return hasAccountCredentials(principal);
  const own = principal.kind === 'user' || principal.kind === 'root';
  return action.toLowerCase() === 'sts:getsessiontoken' && own;
}

function isDenied(finding: Finding, request: Request, reading: Reading): boolean {
  if (finding.effect !== 'Deny' || !applies(finding, reading)) return false;
  return !(finding.layer === 'resource' && isRootOnOwnBucketPolicy(request, reading.owner));
}

/** The bucket policy cannot shut its account's root user out of itself (A02). */
function isRootOnOwnBucketPolicy({ action, principal }: Request, owner: Owner): boolean {
  const bucketPolicy = ['s3:getbucketpolicy', 's3:putbucketpolicy', 's3:deletebucketpolicy'];
  return principal.kind === 'root' && owner === 'same' && bucketPolicy.includes(action.toLowerCase());
}

function applies(finding: Finding, reading: Reading): boolean {
  if (finding.applies !== 'unknown') return finding.applies === 'true';
  return finding.effect === 'Allow' ? reading.unknownAllows : reading.unknownDenies;
}

/** A form that is not certain to name the caller counts where unknown allows do. */
function withKnownForms(finding: Finding, reading: Reading): Finding {
  return { ...finding, named: finding.named.filter(({ truth }) => truth === 'true' || reading.unknownAllows) };
}

function reasonOf(finding: Finding): Reason {
  const { layer, level, policy, statement, sid, effect } = finding;
  return { layer, level, policy, statement, sid, effect };
}

function outside(layer: Layer, effect: Reason['effect']): Reason {
  return { layer, level: null, policy: null, statement: null, sid: null, effect };
}

/** Each reason once. */
export function distinct(reasons: readonly Reason[]): Reason[] {
  const byText = new Map(reasons.map((reason) => [JSON.stringify(reason), reason]));
  return [...byText.values()];
}
