import { NOT_COLLECTED } from '../../account/model.ts';
import type { RequestContext } from '../../authorization/request.ts';
import { findAction } from '../../catalog/catalog.ts';
import { callsOn } from '../exposure/calls-on.ts';
import type { Finding } from '../finding.ts';
import { type Ground, nameOf } from '../ground/ground.ts';
import { resourceStatement } from '../ground/statement-evidence.ts';
import { advice, finding } from '../make-finding.ts';
import { ask } from '../question/ask.ts';

/** Resource policies that let an AWS service in for whomever it works (F26, J02). */
export function confusedDeputies(ground: Ground): readonly Finding[] {
  return ground.subject.resources.flatMap((resource) => {
    const { policy, arn } = resource;
    if (policy === null || policy === NOT_COLLECTED) return [];
    const open = policy.document.statements.flatMap((statement) => {
      if (statement.effect !== 'Allow' || statement.principal === null || statement.principal.negated) return [];
      const services = statement.principal.entries.filter(({ kind }) => kind === 'service').map(({ text }) => text);
      return services.flatMap((service) => {
        const action = callsOn(resource, statement).find((call) =>
          ask(ground.accounts, {
            principal: { kind: 'service', service },
            ...call,
            context: forSomebodyElse(ground, service),
          })?.because.some(({ layer, statement: index }) => layer === 'resource' && index === statement.index),
        )?.action;
        return action === undefined ? [] : [{ statement, service, action }];
      });
    });
    if (open.length === 0) return [];
    const actions = [...new Set(open.map(({ action }) => action))].sort();
    const services = [...new Set(open.map(({ service }) => service))].sort();
    const capabilities = actions.flatMap((action) => findAction(action)?.capabilities ?? []);
    const gives = capabilities.includes('read-data') || capabilities.includes('administer-resource');
    return [
      finding({
        type: 'confused-deputy',
        subject: arn,
        severity: gives ? 'high' : 'medium',
        reason: `${services.join(', ')} may do it for a resource of any customer of AWS`,
        statements: open.map(({ statement }) => resourceStatement(arn, policy, statement.index)),
        facts: { services, actions },
        fix: advice(
          `Add a condition on aws:SourceArn or aws:SourceAccount to the policy of ${nameOf(arn)}.`,
          'which of the account’s resources the service works for is not known',
        ),
      }),
    ];
  });
}

/** What a service's call carries when it works for a resource of an account, and an organization, of nobody here. */
function forSomebodyElse({ subject }: Ground, service: string): RequestContext {
  const prefix = service.split('.')[0] ?? '';
  const source =
    prefix === 's3'
      ? 'arn:aws:s3:::somebody-elses'
      : `arn:${subject.partition}:${prefix}:us-east-1:000000000000:somebody-elses`;
  return {
    'aws:SourceArn': source,
    'aws:SourceAccount': '000000000000',
    'aws:SourceOrgID': 'o-somebodyelse',
    'aws:SourceOrgPaths': ['o-somebodyelse/r-0000/'],
  };
}
