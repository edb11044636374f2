import type { NamedPolicy } from '../../policy/model.ts';
import { parsePolicy } from '../../policy/parse.ts';
import type { GapList } from '../gaps.ts';
import { policyJson, type RawPolicy } from '../policy-text.ts';

/**
 * A document under the name it is known by. The schemas have already refused what is no JSON; what IAM's grammar does
 * not allow inside it is kept as the document's issues, and named as a gap where it leaves a decision open.
 */
export function readPolicy(name: string, raw: RawPolicy, owner: string, gaps: GapList): NamedPolicy {
  const document = parsePolicy(policyJson(raw));
  const open = document.issues.filter((issue) => issue.consequence === 'unknown');
  const first = open[0];
  if (first !== undefined) {
    const subject = name === owner ? owner : `${owner} ${name}`;
    const more = open.length > 1 ? ` (and ${open.length - 1} more)` : '';
    const found = `at ${first.where === '' ? 'the top' : first.where}: expected ${first.expected}, found ${first.found}${more}`;
    gaps.add(
      'policy-invalid',
      subject,
      `part of the policy is not understood, so what it decides stays open: ${found}`,
    );
  }
  return { name, document };
}
