import type { JsonInput } from '../http/aws-json.ts';
import { type Item, readItem } from './attribute-value.ts';
import { notSupported, validation } from './errors.ts';

/** Parameters that this stand-in does not honour fail with their names, legacy ones among them. */
export function only(input: JsonInput, names: readonly string[]): void {
  for (const [name, value] of Object.entries(input)) {
    if (value !== undefined && value !== null && !names.includes(name)) throw notSupported(`parameter \`${name}\``);
  }
}

export function textOf(input: JsonInput, name: string): string {
  const value = optionalText(input, name);
  if (value !== undefined) return value;
  throw validation(
    `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
  );
}

export function optionalText(input: JsonInput, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw validation(`\`${name}\`: expected a string`);
}

export function oneOf<T extends string>(input: JsonInput, name: string, members: readonly T[]): T {
  const value = optionalText(input, name) ?? members[0];
  const member = members.find((candidate) => candidate === value);
  if (member !== undefined) return member;
  throw validation(`\`${name}\`: expected one of ${members.join(', ')}, found \`${value}\``);
}

export function numberOf(input: JsonInput, name: string): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw validation(`\`${name}\`: expected a whole number above 0, found \`${String(value)}\``);
}

export function recordOf(value: unknown, name: string): JsonInput {
  // Safe: checked to be an object that is no array.
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonInput;
  throw validation(`\`${name}\`: expected an object`);
}

export function listOf(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw validation(`\`${name}\`: expected an array`);
}

export function itemOf(input: JsonInput, name: string): Item {
  return readItem(recordOf(input[name], name));
}
