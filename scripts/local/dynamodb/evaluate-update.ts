import { type AttributeValue, elementsOf, type Item, typeOf } from './attribute-value.ts';
import { validation } from './errors.ts';
import { valueAt } from './evaluate-condition.ts';
import type { DocumentPath, Operand, SetValue, UpdateAction } from './expression.ts';
import { addNumbers } from './number.ts';

/** The item after an update. Right sides see the item as it was before. */
export function applyUpdate(actions: readonly UpdateAction[], before: Item): Item {
  let item: Item = before;
  const changes = actions.map((action) => ({ action, value: newValue(action, before) }));
  for (const { action, value } of changes) {
    if (action.kind !== 'remove' && value !== undefined) item = setAt(item, action.path, value);
  }
  // Later elements first, so that earlier indexes of the same list stay right.
  const removed = changes.filter(({ action, value }) => action.kind === 'remove' || value === undefined);
  removed.sort((one, other) => comparePaths(other.action.path, one.action.path));
  for (const { action } of removed) item = removeAt(item, action.path, action.kind === 'remove');
  return item;
}

function comparePaths(one: DocumentPath, other: DocumentPath): number {
  for (const [at, step] of one.entries()) {
    const against = other[at];
    if (typeof step === 'number' && typeof against === 'number' && step !== against) return step - against;
  }
  return 0;
}

/** What the action puts at its path; undefined: nothing, the attribute goes. */
function newValue(action: UpdateAction, before: Item): AttributeValue | undefined {
  switch (action.kind) {
    case 'set':
      return evaluate(action.value, before);
    case 'remove':
      return undefined;
    case 'add':
      return added(valueAt(before, action.path), action.value);
    case 'delete':
      return without(valueAt(before, action.path), action.value);
  }
}

function evaluate(value: SetValue, before: Item): AttributeValue {
  switch (value.kind) {
    case 'operand':
      return operandValue(value.operand, before);
    case 'if_not_exists':
      return valueAt(before, value.path) ?? evaluate(value.otherwise, before);
    case 'list_append': {
      const left = evaluate(value.left, before);
      const right = evaluate(value.right, before);
      if ('L' in left && 'L' in right) return { L: [...left.L, ...right.L] };
      throw wrongType();
    }
    case 'plus':
    case 'minus': {
      const left = evaluate(value.left, before);
      const right = evaluate(value.right, before);
      if ('N' in left && 'N' in right) return { N: addNumbers(left.N, right.N, value.kind === 'plus' ? 1 : -1) };
      throw wrongType();
    }
  }
}

function operandValue(operand: Operand, before: Item): AttributeValue {
  if (operand.kind === 'value') return operand.value;
  const value = operand.kind === 'path' ? valueAt(before, operand.path) : undefined;
  if (value) return value;
  throw validation('The provided expression refers to an attribute that does not exist in the item');
}

function wrongType() {
  return validation('An operand in the update expression has an incorrect data type');
}

function added(before: AttributeValue | undefined, value: AttributeValue): AttributeValue {
  if ('N' in value) {
    if (before === undefined) return value;
    if ('N' in before) return { N: addNumbers(before.N, value.N) };
    throw wrongType();
  }
  const elements = elementsOf(value);
  if (!elements || (before !== undefined && typeOf(before) !== typeOf(value))) throw wrongType();
  const all = [...new Set([...((before && elementsOf(before)) ?? []), ...elements])];
  return setOf(value, all);
}

function without(before: AttributeValue | undefined, value: AttributeValue): AttributeValue | undefined {
  const elements = elementsOf(value);
  if (!elements || (before !== undefined && typeOf(before) !== typeOf(value))) throw wrongType();
  const left = ((before && elementsOf(before)) ?? []).filter((element) => !elements.includes(element));
  return left.length === 0 ? undefined : setOf(value, left);
}

function setOf(like: AttributeValue, elements: readonly string[]): AttributeValue {
  if ('SS' in like) return { SS: elements };
  return 'NS' in like ? { NS: elements } : { BS: elements };
}

function invalidPath() {
  return validation('The document path provided in the update expression is invalid for update');
}

function setAt(item: Item, path: DocumentPath, value: AttributeValue): Item {
  const result = place({ M: item }, path, 0, value);
  // INVARIANT: `place` answers a map with a map.
  return 'M' in result ? result.M : item;
}

function place(target: AttributeValue, path: DocumentPath, at: number, value: AttributeValue): AttributeValue {
  const step = path[at];
  if (step === undefined) return value;
  const last = at === path.length - 1;
  if (typeof step === 'string') {
    if (!('M' in target)) throw invalidPath();
    const inner = Object.hasOwn(target.M, step) ? target.M[step] : undefined;
    if (!inner && !last) throw invalidPath();
    return { M: { ...target.M, [step]: inner ? place(inner, path, at + 1, value) : value } };
  }
  if (!('L' in target)) throw invalidPath();
  const inner = target.L[step];
  if (!inner && !last) throw invalidPath();
  // An index behind the end adds to the end.
  if (!inner) return { L: [...target.L, value] };
  return { L: target.L.map((element, index) => (index === step ? place(inner, path, at + 1, value) : element)) };
}

function removeAt(item: Item, path: DocumentPath, strict: boolean): Item {
  const parent = path.slice(0, -1);
  const last = path.at(-1);
  const holder = valueAt(item, parent);
  if (holder === undefined || last === undefined) {
    if (strict && parent.length > 0) throw invalidPath();
    return item;
  }
  if (typeof last === 'string' && 'M' in holder) {
    const { [last]: _removed, ...rest } = holder.M;
    return parent.length === 0 ? rest : setAt(item, parent, { M: rest });
  }
  if (typeof last === 'number' && 'L' in holder) {
    return setAt(item, parent, { L: holder.L.filter((_, index) => index !== last) });
  }
  if (strict) throw invalidPath();
  return item;
}

/** The attributes that paths name, each in its place; elements of lists close up. */
export function project(item: Item, paths: readonly DocumentPath[]): Item {
  const kept = paths.filter((path) => valueAt(item, path) !== undefined);
  const result = keep({ M: item }, kept, 0);
  return 'M' in result ? result.M : {};
}

function keep(value: AttributeValue, paths: readonly DocumentPath[], depth: number): AttributeValue {
  if (paths.some((path) => path.length === depth)) return value;
  if ('L' in value) {
    const wanted = [...new Set(paths.map((path) => path[depth] as number))].sort((a, b) => a - b);
    return {
      L: wanted.map((index) =>
        keep(
          value.L[index] as AttributeValue,
          paths.filter((path) => path[depth] === index),
          depth + 1,
        ),
      ),
    };
  }
  if (!('M' in value)) return value;
  const names = [...new Set(paths.map((path) => path[depth] as string))];
  const entries = names.map((name) => [
    name,
    keep(
      value.M[name] as AttributeValue,
      paths.filter((path) => path[depth] === name),
      depth + 1,
    ),
  ]);
  return { M: Object.fromEntries(entries) };
}
