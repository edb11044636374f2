import { type AttributeValue, compare, typeOf } from './attribute-value.ts';
import type { Condition, DocumentPath, Operand, SetValue, UpdateAction } from './expression.ts';

/**
 * What DynamoDB refuses in an expression before it looks at an item. Each answers with DynamoDB's words, or null.
 */
export function problemOfCondition(condition: Condition): string | null {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return problemOfCondition(condition.left) ?? problemOfCondition(condition.right);
    case 'not':
      return problemOfCondition(condition.inner);
    case 'exists':
      return null;
    case 'compare':
      return indistinct(condition.comparator, condition.left, [condition.right]);
    case 'in':
      return indistinct('IN', condition.operand, condition.list);
    case 'between':
      return problemOfBounds(condition.low, condition.high);
    case 'attribute_type':
      return problemOfTypeName(condition.operand);
    case 'begins_with':
      return (
        wrongType('begins_with', condition.operand, ['S', 'B']) ??
        indistinct('begins_with', pathOperand(condition.path), [condition.operand])
      );
    case 'contains':
      return indistinct('contains', pathOperand(condition.path), [condition.operand]);
  }
}

function pathOperand(path: DocumentPath): Operand {
  return { kind: 'path', path };
}

function indistinct(operator: string, first: Operand, others: readonly Operand[]): string | null {
  if (first.kind !== 'path') return null;
  const same = others.some((other) => other.kind === 'path' && isSamePath(first.path, other.path));
  if (!same) return null;
  return `The first operand must be distinct from the remaining operands for this operator or function; operator: ${operator}, first operand: ${show(first.path)}`;
}

function isSamePath(one: DocumentPath, other: DocumentPath): boolean {
  return one.length === other.length && one.every((step, at) => step === other[at]);
}

function wrongType(name: string, operand: Operand, types: readonly string[]): string | null {
  if (operand.kind !== 'value' || types.includes(typeOf(operand.value))) return null;
  return `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${typeOf(operand.value)}`;
}

function problemOfBounds(low: Operand, high: Operand): string | null {
  if (low.kind !== 'value' || high.kind !== 'value') return null;
  if (typeOf(low.value) !== typeOf(high.value)) {
    return 'The BETWEEN operator requires same data type for lower and upper bounds';
  }
  const order = compare(low.value, high.value);
  return order !== null && order > 0
    ? 'The BETWEEN operator requires upper bound to be greater than or equal to lower bound'
    : null;
}

const TYPE_NAMES: ReadonlySet<string> = new Set(['S', 'N', 'B', 'NULL', 'SS', 'BOOL', 'L', 'BS', 'NS', 'M']);

function problemOfTypeName(operand: Operand): string | null {
  if (operand.kind !== 'value') {
    return 'Incorrect operand type for operator or function; operator or function: attribute_type';
  }
  const { value } = operand;
  if (!('S' in value)) return wrongType('attribute_type', operand, ['S']);
  return TYPE_NAMES.has(value.S) ? null : `Invalid attribute type name found; type: ${value.S}`;
}

export function problemOfUpdate(actions: readonly UpdateAction[]): string | null {
  for (const action of actions) {
    const problem = problemOfAction(action);
    if (problem !== null) return problem;
  }
  return problemOfPaths(actions.map((action) => action.path));
}

function problemOfAction(action: UpdateAction): string | null {
  switch (action.kind) {
    case 'set':
      return problemOfSet(action.value);
    case 'remove':
      return null;
    case 'add':
      return wrongValue('ADD', action.value, ['N', 'SS', 'NS', 'BS']);
    case 'delete':
      return wrongValue('DELETE', action.value, ['SS', 'NS', 'BS']);
  }
}

function wrongValue(operator: string, value: AttributeValue, types: readonly string[]): string | null {
  if (types.includes(typeOf(value))) return null;
  return `Incorrect operand type for operator or function; operator: ${operator}, operand type: ${typeOf(value)}`;
}

function problemOfSet(value: SetValue): string | null {
  switch (value.kind) {
    case 'operand':
      return null;
    case 'if_not_exists':
      return problemOfSet(value.otherwise);
    case 'plus':
    case 'minus':
    case 'list_append': {
      const name = value.kind === 'plus' ? '+' : value.kind === 'minus' ? '-' : 'list_append';
      const type = value.kind === 'list_append' ? 'L' : 'N';
      for (const side of [value.left, value.right]) {
        const problem = problemOfSet(side) ?? wrongSide(name, side, type);
        if (problem !== null) return problem;
      }
      return null;
    }
  }
}

/** A literal operand of another type is refused at once, a path's value when the item is there. */
function wrongSide(name: string, side: SetValue, type: string): string | null {
  return side.kind === 'operand' && side.operand.kind === 'value' ? wrongValue(name, side.operand.value, [type]) : null;
}

/** Two paths of one expression must not be the same, one inside the other, or take one attribute for map and list. */
export function problemOfPaths(paths: readonly DocumentPath[]): string | null {
  for (const [at, one] of paths.entries()) {
    for (const other of paths.slice(at + 1)) {
      const differs = one.findIndex((step, depth) => step !== other[depth]);
      const both = `must remove or rewrite one of these paths; path one: ${show(one)}, path two: ${show(other)}`;
      if (differs < 0 || differs >= other.length) return `Two document paths overlap with each other; ${both}`;
      if (typeof one[differs] !== typeof other[differs]) return `Two document paths conflict with each other; ${both}`;
    }
  }
  return null;
}

function show(path: DocumentPath): string {
  return `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;
}
