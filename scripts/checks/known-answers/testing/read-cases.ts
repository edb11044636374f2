import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A JSON file's value; an empty list where the file is not there. */
export function readJson(folder: string, file: string): unknown {
  const path = join(folder, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : [];
}

/** The file as a list of objects, whose fields the adapter then asks for by name. */
export function readList(folder: string, file: string): readonly Fields[] {
  const value = readJson(folder, file);
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
