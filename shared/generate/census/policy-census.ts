import { contains, parseNetwork } from '../../policy/ip.ts';
import type { DocumentText, StatementText, Texts } from '../document.ts';

/** What the statements of policy documents hold. */
export interface PolicyCensus {
  readonly documents: number;
  readonly documents2008: number;
  readonly statements: number;
  readonly denies: number;
  readonly conditioned: number;
  /** Distinct triples of operator, key and value. */
  readonly atoms: number;
  readonly notAction: number;
  readonly notResource: number;
  readonly notPrincipal: number;
  readonly forAllValues: number;
  readonly forAnyValue: number;
  readonly numeric: number;
  readonly date: number;
  readonly ip: number;
  readonly null: number;
  readonly ifExists: number;
  readonly variables: number;
  readonly variablesWithDefault: number;
  /** Resources that name part of a bucket. */
  readonly objectPrefixes: number;
  /** Resources that name an index of a table or a qualifier of a function. */
  readonly subResources: number;
  readonly anonymous: number;
  readonly accountPrincipals: number;
  readonly servicePrincipals: number;
  readonly federatedPrincipals: number;
}

/** Counts statements as they are added. */
export class PolicyCounter {
  readonly #counts = new Map<keyof PolicyCensus, number>();
  readonly #atoms = new Set<string>();
  readonly #networks = new Set<string>();

  add({ Version, Statement }: DocumentText): void {
    this.#count('documents');
    if (Version === '2008-10-17') this.#count('documents2008');
    for (const statement of Statement) this.#statement(statement);
  }

  census(): PolicyCensus {
    const of = (name: keyof PolicyCensus): number => this.#counts.get(name) ?? 0;
    return {
      ...(Object.fromEntries(NAMES.map((name) => [name, of(name)])) as unknown as PolicyCensus),
      atoms: this.#atoms.size,
    }; // one entry for each name
  }

  /** Networks in conditions that lie inside another one there. */
  nestedNetworks(): number {
    const networks = [...this.#networks].flatMap((text) => parseNetwork(text) ?? []);
    return networks.filter((inner) => networks.some((outer) => outer.bits < inner.bits && contains(outer, inner)))
      .length;
  }

  #count(name: keyof PolicyCensus): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  #statement(statement: StatementText): void {
    this.#count('statements');
    if (statement.Effect === 'Deny') this.#count('denies');
    if (statement.NotAction !== undefined) this.#count('notAction');
    if (statement.NotResource !== undefined) this.#count('notResource');
    if (statement.NotPrincipal !== undefined) this.#count('notPrincipal');
    const resources = texts(statement.Resource);
    if (resources.some((arn) => /^arn:aws:s3:::[^/]+\/[^*]/.test(arn))) this.#count('objectPrefixes');
    if (resources.some((arn) => /:table\/[^/]+\/index\/|:function:[^:]+:[^:]/.test(arn))) this.#count('subResources');
    this.#principal(statement.Principal);
    this.#conditions(statement);
    const written = JSON.stringify(statement);
    if (/\$\{[a-zA-Z]/.test(written)) this.#count('variables');
    if (/\$\{[^}]+, '/.test(written)) this.#count('variablesWithDefault');
  }

  #principal(principal: StatementText['Principal']): void {
    if (principal === undefined) return;
    if (principal === '*' || texts(principal['AWS']).includes('*')) {
      this.#count('anonymous');
      return;
    }
    if (principal['Service'] !== undefined) this.#count('servicePrincipals');
    if (principal['Federated'] !== undefined) this.#count('federatedPrincipals');
    if (texts(principal['AWS']).some((arn) => /^\d{12}$|:root$/.test(arn))) this.#count('accountPrincipals');
  }

  #conditions({ Condition = {} }: StatementText): void {
    const operators = Object.keys(Condition);
    if (operators.length > 0) this.#count('conditioned');
    for (const [pattern, name] of KINDS) if (operators.some((operator) => pattern.test(operator))) this.#count(name);
    for (const [operator, keys] of Object.entries(Condition)) {
      for (const [key, values] of Object.entries(keys)) {
        for (const value of texts(values)) {
          this.#atoms.add(`${operator} ${key.toLowerCase()} ${value}`);
          if (operator.includes('IpAddress')) this.#networks.add(value);
        }
      }
    }
  }
}

const KINDS: readonly (readonly [RegExp, keyof PolicyCensus])[] = [
  [/^ForAllValues:/, 'forAllValues'],
  [/^ForAnyValue:/, 'forAnyValue'],
  [/Numeric/, 'numeric'],
  [/Date/, 'date'],
  [/IpAddress/, 'ip'],
  [/^Null$/, 'null'],
  [/IfExists$/, 'ifExists'],
];

const NAMES: readonly (keyof PolicyCensus)[] = [
  'documents',
  'documents2008',
  'statements',
  'denies',
  'conditioned',
  'atoms',
  'notAction',
  'notResource',
  'notPrincipal',
  'forAllValues',
  'forAnyValue',
  'numeric',
  'date',
  'ip',
  'null',
  'ifExists',
  'variables',
  'variablesWithDefault',
  'objectPrefixes',
  'subResources',
  'anonymous',
  'accountPrincipals',
  'servicePrincipals',
  'federatedPrincipals',
];

function texts(value: Texts | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}
