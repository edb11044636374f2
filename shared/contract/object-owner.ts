/** The customer under whose prefix a key of the run bucket lies; null for keys of no customer. Imports nothing. */
export function customerIdOf(key: string): string | null {
  return /^customers\/(C\d{6})\//.exec(key)?.[1] ?? null;
}
