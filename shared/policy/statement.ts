import { arnComponents } from './arn.ts';
import { parseConditions } from './condition-block.ts';
import { issue, LIMITS, pointer, VARIABLE_FORMS } from './issues.ts';
import type { PatternList, PolicyIssue, PolicyVersion, PrincipalElement, Statement } from './model.ts';
import { parsePrincipal } from './principal-entry.ts';
import { parseTemplate } from './variables.ts';

/** What stands in for an Action or Resource that could not be read: everything, under an `unknown` issue. */
const ANYTHING: readonly string[] = ['*'];

/**
 * Reads one statement. Null where even its effect is not known: the issue then stands for the document alone.
 * An issue with the consequence `unknown` leaves the statement open; `ignored` takes nothing away from it.
 */
export function parseStatement(
  input: unknown,
  index: number,
  where: string,
  version: PolicyVersion,
  versionKnown: boolean,
  issues: PolicyIssue[],
): Statement | null {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    issues.push(issue('wrong-type', where, 'a statement', input, 'unknown'));
    return null;
  }
  const own: PolicyIssue[] = [];
  const fields: Readonly<Record<string, unknown>> = { ...input };
  const effect = fields['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') {
    const code = effect === undefined ? 'missing-element' : 'unknown-effect';
    issues.push(issue(code, `${where}/Effect`, 'Allow or Deny', effect, 'unknown'));
    return null;
  }
  let sid: string | null = null;
  let principal: PrincipalElement | null = null;
  let action: PatternList | null = null;
  let resource: PatternList | null = null;
  let conditions: Statement['conditions'] = [];
  for (const name in fields) {
    const value = fields[name];
    switch (name) {
      case 'Effect':
        break;
      case 'Sid':
        if (typeof value === 'string') sid = value;
        else own.push(issue('wrong-type', `${where}/Sid`, 'text', value, 'ignored'));
        break;
      case 'Principal':
      case 'NotPrincipal':
        if (principal !== null) own.push(conflict(where, 'Principal', 'NotPrincipal'));
        else principal = parsePrincipal(value, name === 'NotPrincipal', `${where}/${name}`, own);
        break;
      case 'Action':
      case 'NotAction':
        if (action !== null) own.push(conflict(where, 'Action', 'NotAction'));
        else action = { negated: name === 'NotAction', patterns: parseActions(value, `${where}/${name}`, own) };
        break;
      case 'Resource':
      case 'NotResource':
        if (resource !== null) own.push(conflict(where, 'Resource', 'NotResource'));
        else {
          const patterns = parseResources(value, version, `${where}/${name}`, own);
          resource = { negated: name === 'NotResource', patterns };
        }
        break;
      case 'Condition':
        conditions = parseConditions(value, version, `${where}/Condition`, own);
        break;
      default:
        own.push(issue('unknown-element', `${where}/${pointer(name)}`, 'an element of a statement', name, 'unknown'));
    }
  }
  if (action === null) {
    own.push(issue('missing-element', where, 'Action or NotAction', undefined, 'unknown'));
    action = { negated: false, patterns: ANYTHING };
  }
  if (!versionKnown && usesVariables(resource, conditions)) {
    own.push(issue('unknown-version', where, 'a known version where `${` is used', undefined, 'unknown'));
  }
  if (own.length > 0) issues.push(...own);
  const unresolved = own.length === 0 ? own : own.filter(({ consequence }) => consequence === 'unknown');
  return { index, sid, effect, principal, action, resource, conditions, unresolved };
}

function parseActions(input: unknown, where: string, issues: PolicyIssue[]): readonly string[] {
  const texts = parseTexts(input, where, issues);
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i]!; // i < length
    // Without a colon only a wildcard can stand for one (E14, E15); anything else matches no action.
    if (text.includes(':') || text.includes('*')) continue;
    issues.push(issue('invalid-action', place(input, where, i), '`service:Action` or `*`', text, 'ignored'));
  }
  return texts;
}

function parseResources(
  input: unknown,
  version: PolicyVersion,
  where: string,
  issues: PolicyIssue[],
): readonly string[] {
  const texts = parseTexts(input, where, issues);
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i]!; // i < length
    if (text === '*') continue;
    const wrong = resourceProblem(text, version);
    if (wrong !== null) issues.push(issue(wrong.code, place(input, where, i), wrong.expected, text, 'unknown'));
  }
  return texts;
}

interface ResourceProblem {
  readonly code: 'invalid-resource' | 'invalid-variable';
  readonly expected: string;
}

/** What AWS would not have saved in a Resource; null where all is well (E20, G02). */
function resourceProblem(text: string, version: PolicyVersion): ResourceProblem | null {
  // API Gateway's own short form of the API's ARN.
  if (text.startsWith('execute-api:/')) return null;
  if (!text.startsWith('arn:')) {
    return onlyStars(text) ? null : { code: 'invalid-resource', expected: 'an ARN or `*`' };
  }
  if (text.includes('${') && version === '2012-10-17') {
    if (parseTemplate(text, version).invalid !== null) {
      return { code: 'invalid-variable', expected: VARIABLE_FORMS };
    }
    const open = text.indexOf('${');
    if (arnComponents(text.slice(0, open)).length < 6) {
      return { code: 'invalid-variable', expected: 'variables after the fifth colon only' };
    }
  }
  const service = arnComponents(text)[2] ?? '';
  if (service.includes('*') || service.includes('?')) {
    return { code: 'invalid-resource', expected: 'a service without wildcards' };
  }
  return null;
}

function parseTexts(input: unknown, where: string, issues: PolicyIssue[]): readonly string[] {
  if (typeof input === 'string') return [input];
  if (!Array.isArray(input)) {
    issues.push(issue('wrong-type', where, 'text or a list of texts', input, 'unknown'));
    return ANYTHING;
  }
  const list: readonly unknown[] = input;
  if (list.length === 0 || list.length > LIMITS.entries) {
    const code = list.length === 0 ? 'empty-list' : 'too-large';
    issues.push(issue(code, where, `1 to ${LIMITS.entries} entries`, input, 'unknown'));
    return ANYTHING;
  }
  const texts: string[] = [];
  for (let i = 0; i < list.length; i++) {
    const text = list[i];
    if (typeof text === 'string') texts.push(text);
    else issues.push(issue('wrong-type', `${where}/${i}`, 'text', text, 'unknown'));
  }
  return texts.length === 0 ? ANYTHING : texts;
}

function conflict(where: string, one: string, other: string): PolicyIssue {
  return issue('conflicting-elements', where, `${one} or ${other}, not both`, other, 'unknown');
}

function place(input: unknown, where: string, i: number): string {
  return Array.isArray(input) ? `${where}/${i}` : where;
}

function onlyStars(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text[i] !== '*') return false;
  return text !== '';
}

function usesVariables(resource: PatternList | null, conditions: Statement['conditions']): boolean {
  const uses = (text: string): boolean => text.includes('${');
  return (resource?.patterns.some(uses) ?? false) || conditions.some(({ values }) => values.some(uses));
}
