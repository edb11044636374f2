import { issue, LIMITS, pointer } from './issues.ts';
import type { PolicyDocument, PolicyIssue, PolicyVersion, Statement } from './model.ts';
import { parseStatement } from './statement.ts';

/**
 * Reads a policy document given as an object, as JSON text or as URL-encoded JSON text (L03). Never throws: what could
 * not be read stands in `issues`, and what leaves a single statement open also in its `unresolved`. An issue with the
 * consequence `unknown` that belongs to no statement leaves the whole document open (`isOpen`).
 *
 * Page: IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(input: unknown): PolicyDocument {
  if (typeof input === 'string') return parseText(input);
  return parseDocument(input, []);
}

/** True where part of the document could not be read at all: it may hold any statement, of either effect. */
export function isOpen(document: PolicyDocument): boolean {
  if (document.issues.length === 0) return false;
  const known = new Set(document.statements.flatMap(({ unresolved }) => unresolved));
  return document.issues.some((one) => one.consequence === 'unknown' && !known.has(one));
}

function parseText(text: string): PolicyDocument {
  if (text.length > LIMITS.text) {
    const found = `${text.length} characters`;
    return unreadable(issue('too-large', '', `at most ${LIMITS.text} characters`, found, 'unknown'), text);
  }
  const json = decoded(text.trim());
  if (json === null) return unreadable(issue('not-json', '', 'JSON or URL-encoded JSON', text, 'unknown'), text);
  if (depthOf(json) > LIMITS.depth) {
    return unreadable(issue('too-deep', '', `nesting of at most ${LIMITS.depth}`, text, 'unknown'), text);
  }
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return unreadable(issue('not-json', '', 'JSON', json, 'unknown'), text);
  }
  return parseDocument(value, []);
}

function parseDocument(input: unknown, issues: PolicyIssue[]): PolicyDocument {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return unreadable(issue('not-an-object', '', 'a policy document', input, 'unknown'), input);
  }
  let version: PolicyVersion = '2008-10-17';
  let versionKnown = true;
  let id: string | null = null;
  let written: unknown;
  let found = false;
  const fields: Readonly<Record<string, unknown>> = { ...input };
  for (const name in fields) {
    const value = fields[name];
    if (name === 'Statement') {
      written = value;
      found = true;
    } else if (name === 'Version') {
      if (value === '2012-10-17' || value === '2008-10-17') version = value;
      else {
        versionKnown = false;
        issues.push(issue('unknown-version', '/Version', '2012-10-17 or 2008-10-17', value, 'ignored'));
      }
    } else if (name === 'Id') {
      if (typeof value === 'string') id = value;
      else issues.push(issue('wrong-type', '/Id', 'text', value, 'ignored'));
    } else {
      // The grammar gives a document no other element that could change what a statement says.
      issues.push(issue('unknown-element', `/${pointer(name)}`, 'Version, Id or Statement', name, 'ignored'));
    }
  }
  if (!found) {
    issues.push(issue('missing-element', '', 'Statement', undefined, 'unknown'));
    return { version, id, statements: [], source: input, issues };
  }
  const list: readonly unknown[] = Array.isArray(written) ? written : [written];
  if (list.length > LIMITS.statements) {
    issues.push(issue('too-large', '/Statement', `at most ${LIMITS.statements} statements`, written, 'unknown'));
    return { version, id, statements: [], source: input, issues };
  }
  const statements: Statement[] = [];
  for (let i = 0; i < list.length; i++) {
    const where = Array.isArray(written) ? `/Statement/${i}` : '/Statement';
    const statement = parseStatement(list[i], i, where, version, versionKnown, issues);
    if (statement !== null) statements.push(statement);
  }
  return { version, id, statements, source: input, issues };
}

function unreadable(why: PolicyIssue, source: unknown): PolicyDocument {
  return { version: '2008-10-17', id: null, statements: [], source, issues: [why] };
}

/** The JSON of a text that may be URL-encoded; null where it is neither. */
function decoded(text: string): string | null {
  if (!text.startsWith('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** How deep brackets nest, strings aside: known before JSON.parse is asked to build it. */
function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let i = 0; i < json.length; i++) {
    const unit = json.charCodeAt(i);
    if (quoted) {
      if (unit === 92) i++;
      else if (unit === 34) quoted = false;
    } else if (unit === 34) quoted = true;
    else if (unit === 123 || unit === 91) deepest = Math.max(deepest, ++depth);
    else if (unit === 125 || unit === 93) depth--;
  }
  return deepest;
}
