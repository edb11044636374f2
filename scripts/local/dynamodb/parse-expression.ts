import { type AttributeValue, readValue } from './attribute-value.ts';
import { problemOfCondition, problemOfPaths, problemOfUpdate } from './check-expression.ts';
import { validation } from './errors.ts';
import type { Comparator, Condition, DocumentPath, Operand, SetValue, UpdateAction } from './expression.ts';
import { RESERVED_WORDS } from './reserved-words.ts';

/** The names and values that an operation's expressions share; knows at the end which were not used. */
export class Substitutions {
  private readonly names: Readonly<Record<string, string>>;
  private readonly values: Readonly<Record<string, AttributeValue>>;
  private readonly used = new Set<string>();

  constructor(names: unknown, values: unknown) {
    this.names = (names ?? {}) as Record<string, string>;
    const given = Object.entries((values ?? {}) as Record<string, unknown>);
    this.values = Object.fromEntries(given.map(([name, value]) => [name, readValue(value)]));
    for (const [what, all, prefix] of [
      ['ExpressionAttributeNames', names, '#'],
      ['ExpressionAttributeValues', values, ':'],
    ] as const) {
      if (all !== undefined && Object.keys(all as object).length === 0) throw validation(`${what} must not be empty`);
      const bad = Object.keys((all ?? {}) as object).find((name) => !name.startsWith(prefix));
      if (bad) throw validation(`${what} contains invalid key: Syntax error; key: "${bad}"`);
    }
  }

  name(token: string, expression: string): string {
    this.used.add(token);
    const name = Object.hasOwn(this.names, token) ? this.names[token] : undefined;
    if (typeof name === 'string') return name;
    throw validation(
      `Invalid ${expression}: An expression attribute name used in the document path is not defined; attribute name: ${token}`,
    );
  }

  value(token: string, expression: string): AttributeValue {
    this.used.add(token);
    const value = Object.hasOwn(this.values, token) ? this.values[token] : undefined;
    if (value) return value;
    throw validation(
      `Invalid ${expression}: An expression attribute value used in expression is not defined; attribute value: ${token}`,
    );
  }

  /** DynamoDB refuses placeholders that no expression uses. */
  checkAllUsed(): void {
    for (const [what, all] of [
      ['ExpressionAttributeNames', this.names],
      ['ExpressionAttributeValues', this.values],
    ] as const) {
      const unused = Object.keys(all).filter((name) => !this.used.has(name));
      if (unused.length > 0)
        throw validation(`Value provided in ${what} unused in expressions: keys: {${unused.join(', ')}}`);
    }
  }
}

const TOKEN = /\s*(?:([A-Za-z_][A-Za-z0-9_]*|#[A-Za-z0-9_]+|:[A-Za-z0-9_]+|\d+)|(<>|<=|>=|[=<>().,[\]+-]))/y;
const COMPARATORS: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);
const LONGEST = 4096;

/** Reads one expression; throws ValidationException with DynamoDB's words. */
class Parser {
  private readonly tokens: string[] = [];
  private readonly substitutions: Substitutions;
  private readonly what: string;
  private at = 0;
  /** The last part in parentheses: around nothing but such a part they are redundant, which DynamoDB refuses. */
  private parenthesized: { from: number; to: number } | null = null;

  constructor(text: string, what: string, substitutions: Substitutions) {
    this.what = what;
    this.substitutions = substitutions;
    if (text.trim() === '') throw this.invalid('The expression can not be empty;');
    if (Buffer.byteLength(text) > LONGEST) throw this.invalid('Expression size has exceeded the maximum allowed size;');
    TOKEN.lastIndex = 0;
    const end = text.trimEnd().length;
    while (TOKEN.lastIndex < end) {
      const from = TOKEN.lastIndex;
      const found = TOKEN.exec(text);
      if (!found)
        throw this.invalid(
          `Syntax error; token: "${text.slice(from).trim()[0]}", near: "${text.slice(from, from + 20)}"`,
        );
      this.tokens.push(found[1] ?? found[2] ?? '');
    }
  }

  condition(): Condition {
    const condition = this.or();
    this.end();
    return this.checked(condition, problemOfCondition(condition));
  }

  update(): UpdateAction[] {
    const actions: UpdateAction[] = [];
    const seen = new Set<string>();
    while (this.peek() !== undefined) {
      const section = this.next().toUpperCase();
      if (!['SET', 'REMOVE', 'ADD', 'DELETE'].includes(section)) throw this.syntax(-1);
      if (seen.has(section))
        throw this.invalid(`The "${section}" section can only be used once in an update expression;`);
      seen.add(section);
      do actions.push(this.action(section));
      while (this.take(','));
    }
    return this.checked(actions, problemOfUpdate(actions));
  }

  projection(): DocumentPath[] {
    const paths: DocumentPath[] = [];
    do paths.push(this.path());
    while (this.take(','));
    this.end();
    return this.checked(paths, problemOfPaths(paths));
  }

  private or(): Condition {
    let left = this.and();
    while (this.takeWord('OR')) left = { kind: 'or', left, right: this.and() };
    return left;
  }

  private and(): Condition {
    let left = this.not();
    while (this.takeWord('AND')) left = { kind: 'and', left, right: this.not() };
    return left;
  }

  private not(): Condition {
    if (this.takeWord('NOT')) return { kind: 'not', inner: this.not() };
    return this.primary();
  }

  private primary(): Condition {
    if (this.take('(')) {
      const from = this.at;
      const inner = this.or();
      if (this.parenthesized?.from === from && this.parenthesized.to === this.at) {
        throw this.invalid('The expression has redundant parentheses;');
      }
      this.expect(')');
      this.parenthesized = { from: from - 1, to: this.at };
      return inner;
    }
    const name = this.peek();
    if (this.tokens[this.at + 1] === '(' && name !== 'size') return this.functionCall();
    const operand = this.operand();
    if (this.takeWord('BETWEEN')) {
      const low = this.operand();
      if (!this.takeWord('AND')) throw this.syntax();
      return { kind: 'between', operand, low, high: this.operand() };
    }
    if (this.takeWord('IN')) {
      this.expect('(');
      const list: Operand[] = [];
      do list.push(this.operand());
      while (this.take(','));
      this.expect(')');
      if (list.length > 100) throw this.invalid('Too many operands; operator or function: IN;');
      return { kind: 'in', operand, list };
    }
    const comparator = this.next();
    if (!COMPARATORS.has(comparator)) throw this.syntax(-1);
    // Safe: COMPARATORS holds exactly the members.
    return { kind: 'compare', comparator: comparator as Comparator, left: operand, right: this.operand() };
  }

  private functionCall(): Condition {
    const name = this.next();
    this.expect('(');
    const path = this.path();
    if (name === 'attribute_exists' || name === 'attribute_not_exists') {
      this.expect(')');
      return { kind: 'exists', path, expected: name === 'attribute_exists' };
    }
    if (name !== 'attribute_type' && name !== 'begins_with' && name !== 'contains') {
      throw this.invalid(`Invalid function name; function: ${name}`);
    }
    this.expect(',');
    const operand = this.operand();
    this.expect(')');
    return { kind: name, path, operand };
  }

  private operand(): Operand {
    const token = this.peek();
    if (token?.startsWith(':')) return { kind: 'value', value: this.substitutions.value(this.next(), this.what) };
    if (token === 'size' && this.tokens[this.at + 1] === '(') {
      this.at += 2;
      const path = this.path();
      this.expect(')');
      return { kind: 'size', path };
    }
    return { kind: 'path', path: this.path() };
  }

  private action(section: string): UpdateAction {
    const path = this.path();
    if (section === 'REMOVE') return { kind: 'remove', path };
    if (section === 'SET') {
      this.expect('=');
      return { kind: 'set', path, value: this.sum() };
    }
    const token = this.next();
    if (!token.startsWith(':')) throw this.syntax(-1);
    return { kind: section === 'ADD' ? 'add' : 'delete', path, value: this.substitutions.value(token, this.what) };
  }

  private sum(): SetValue {
    const left = this.setValue();
    if (this.take('+')) return { kind: 'plus', left, right: this.setValue() };
    return this.take('-') ? { kind: 'minus', left, right: this.setValue() } : left;
  }

  private setValue(): SetValue {
    const name = this.peek();
    if (this.tokens[this.at + 1] !== '(') return { kind: 'operand', operand: this.operand() };
    this.at += 2;
    if (name === 'if_not_exists') {
      const path = this.path();
      this.expect(',');
      const otherwise = this.setValue();
      this.expect(')');
      return { kind: 'if_not_exists', path, otherwise };
    }
    if (name !== 'list_append') throw this.invalid(`Invalid function name; function: ${name}`);
    const left = this.setValue();
    this.expect(',');
    const right = this.setValue();
    this.expect(')');
    return { kind: 'list_append', left, right };
  }

  private path(): DocumentPath {
    const path: (string | number)[] = [this.attribute()];
    for (;;) {
      if (this.take('.')) path.push(this.attribute());
      else if (this.take('[')) {
        const index = this.next();
        if (!/^\d+$/.test(index)) throw this.syntax(-1);
        path.push(Number(index));
        this.expect(']');
      } else return path;
    }
  }

  private attribute(): string {
    const token = this.next();
    if (token.startsWith('#')) return this.substitutions.name(token, this.what);
    if (!/^[A-Za-z_]/.test(token)) throw this.syntax(-1);
    if (RESERVED_WORDS.has(token.toUpperCase())) {
      throw this.invalid(`Attribute name is a reserved keyword; reserved keyword: ${token}`);
    }
    return token;
  }

  private checked<T>(parsed: T, problem: string | null): T {
    if (problem !== null) throw this.invalid(problem);
    return parsed;
  }

  private peek(): string | undefined {
    return this.tokens[this.at];
  }

  private next(): string {
    const token = this.tokens[this.at++];
    if (token === undefined) throw this.syntax();
    return token;
  }

  private take(token: string): boolean {
    if (this.peek() !== token) return false;
    this.at += 1;
    return true;
  }

  private takeWord(word: string): boolean {
    if (this.peek()?.toUpperCase() !== word) return false;
    this.at += 1;
    return true;
  }

  private expect(token: string): void {
    if (!this.take(token)) throw this.syntax();
  }

  private end(): void {
    if (this.peek() !== undefined) throw this.syntax();
  }

  private syntax(offset = 0) {
    const at = this.at + offset;
    const near = this.tokens.slice(Math.max(0, at - 1), at + 2).join(' ');
    return this.invalid(`Syntax error; token: "${this.tokens[at] ?? '<EOF>'}", near: "${near}"`);
  }

  private invalid(message: string) {
    return validation(`Invalid ${this.what}: ${message}`);
  }
}

export function parseCondition(text: string, what: string, substitutions: Substitutions): Condition {
  return new Parser(text, what, substitutions).condition();
}

export function parseUpdate(text: string, substitutions: Substitutions): UpdateAction[] {
  return new Parser(text, 'UpdateExpression', substitutions).update();
}

export function parseProjection(text: string, substitutions: Substitutions): DocumentPath[] {
  return new Parser(text, 'ProjectionExpression', substitutions).projection();
}
