/** A policy document as AWS hands it out. */
export type RawPolicy = Readonly<Record<string, unknown>> | string;

/**
 * The document's JSON value (rule L03): an object as it is, JSON text, or that text URL-encoded as RFC 3986 has it
 * (a plus sign is a plus sign). Null where it is no JSON object.
 */
export function policyJson(raw: RawPolicy): Readonly<Record<string, unknown>> | null {
  if (typeof raw !== 'string') return raw;
  const text = raw.trimStart();
  return asObject(text.startsWith('{') ? text : decoded(text));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray `%` means that it was not URL-encoded; the JSON parser then says what it is.
    return text;
  }
}

function asObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return value as Record<string, unknown>; // a JSON object has text keys
  } catch {
    return null;
  }
}
