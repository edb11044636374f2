import { findAction } from '../../catalog/catalog.ts';
import type { Statement } from '../../policy/model.ts';
import type { Finding } from '../finding.ts';
import { type Ground, nameOf } from '../ground/ground.ts';
import { statementEvidence } from '../ground/statement-evidence.ts';
import { type WrittenPolicy, writtenPolicies } from '../ground/written-policies.ts';
import { advice, finding } from '../make-finding.ts';

/** Services of which everything is a great deal. */
const GREAT_SERVICES: ReadonlySet<string> = new Set([
  'iam',
  'kms',
  'lambda',
  'organizations',
  's3',
  'secretsmanager',
  'ssm',
  'sso',
  'sts',
]);

/** Allows on every resource: by NotAction, of everything, of a whole service (E15, E16), or of single sensitive actions. */
export function wildcardGrants(ground: Ground): readonly Finding[] {
  return writtenPolicies(ground).flatMap((written) => {
    const statements = written.policy.document.statements.filter(allowsOnEverything);
    const wide = statements.filter((one) => widthOf(one) !== null);
    const sensitive = statements.filter((one) => widthOf(one) === null && sensitiveActions(one).length > 0);
    return [
      ...(wide.length === 0 ? [] : [wildcardFinding(written, wide)]),
      ...(sensitive.length === 0 ? [] : [sensitiveFinding(written, sensitive)]),
    ];
  });
}

function allowsOnEverything({ effect, resource }: Statement): boolean {
  return effect === 'Allow' && resource !== null && !resource.negated && resource.patterns.includes('*');
}

/** What makes it wide: `NotAction`, `*`, or the services that are granted whole; null: single actions. */
function widthOf({ action }: Statement): readonly string[] | null {
  if (action.negated) return ['NotAction'];
  if (action.patterns.some((pattern) => /^\*(:\*)?$/.test(pattern))) return ['*'];
  const services = action.patterns.flatMap((pattern) => /^([a-z0-9-]+):\*$/i.exec(pattern)?.[1]?.toLowerCase() ?? []);
  return services.length === 0 ? null : [...new Set(services)].sort();
}

function wildcardFinding(written: WrittenPolicy, wide: readonly Statement[]): Finding {
  const width = [...new Set(wide.flatMap((one) => widthOf(one) ?? []))].sort();
  const everything = width.includes('*') || width.includes('NotAction');
  const great = width.filter((service) => GREAT_SERVICES.has(service));
  const reason = width.includes('*')
    ? 'every action on every resource'
    : width.includes('NotAction')
      ? 'every action that is not listed, those of the future included, on every resource'
      : `every action of ${width.join(', ')} on every resource`;
  return finding({
    type: 'wildcard-grant',
    subject: written.subject,
    severity: everything || great.length > 0 ? 'high' : 'medium',
    reason,
    statements: statementsOf(written, wide),
    facts: { grants: width, holders: written.holders },
    fix: advice(
      `List in ${nameOf(written.policy.name)} the actions that its holders need, on the resources they need them for.`,
      'which of the actions are needed is not known for all of them: AWS records only some uses (L04)',
    ),
  });
}

function sensitiveFinding(written: WrittenPolicy, statements: readonly Statement[]): Finding {
  const actions = [...new Set(statements.flatMap(sensitiveActions))].sort();
  return finding({
    type: 'sensitive-grant-on-everything',
    subject: written.subject,
    severity: 'medium',
    reason: `${actions.slice(0, 3).join(', ')}${actions.length > 3 ? ' and more' : ''} on every resource, those of the future included`,
    statements: statementsOf(written, statements),
    facts: { actions, holders: written.holders },
    fix: advice(
      'Name the resources that the actions are needed for in place of `*`.',
      'which resources are needed is not recorded by AWS for these actions',
    ),
  });
}

/** Named one by one, on every resource and without a condition. */
function sensitiveActions({ action, conditions }: Statement): readonly string[] {
  if (conditions.length > 0 || action.negated) return [];
  return action.patterns.flatMap((pattern) => {
    const known = findAction(pattern);
    // Passing roles has a finding of its own.
    if (known === null || known.id === 'iam:PassRole' || known.resourceTypes.length === 0) return [];
    return OPENS.has(known.id) || known.accessLevel === 'Permissions management' ? [known.id] : [];
  });
}

/** What opens more than itself: secrets, keys, other roles, code. */
const OPENS: ReadonlySet<string> = new Set([
  'iam:AddUserToGroup',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:UpdateLoginProfile',
  'kms:Decrypt',
  'lambda:UpdateFunctionCode',
  'secretsmanager:BatchGetSecretValue',
  'secretsmanager:GetSecretValue',
  'ssm:GetParameter',
  'ssm:GetParameters',
  'ssm:GetParametersByPath',
  'ssm:SendCommand',
  'ssm:StartSession',
  'sts:AssumeRole',
]);

function statementsOf({ policy, holders }: WrittenPolicy, statements: readonly Statement[]) {
  const attachedTo = holders[0] ?? '';
  return statements.map(({ index }) =>
    statementEvidence({ policy, layer: 'identity', level: null, attachedTo }, index),
  );
}
