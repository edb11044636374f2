import { TIME } from './schema/scalars.ts';

/**
 * A time as one of AWS's tools writes it, as ISO 8601 UTC with seconds (`2026-11-20T06:00:00Z`); a fraction is kept
 * as written. Without an offset it is UTC. Null where the text is no time.
 */
export function utc(text: string): string | null {
  if (!TIME.test(text)) return null;
  const day = text.slice(0, 10);
  const clock = /[T ](\d{2}:\d{2})(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/.exec(text);
  const offset = clock?.[4];
  const zone = offset === undefined || offset === 'Z' ? 'Z' : `${offset.slice(0, 3)}:${offset.slice(-2)}`;
  const at = Date.parse(`${day}T${clock?.[1] ?? '00:00'}${clock?.[2] ?? ':00'}${zone}`);
  if (Number.isNaN(at)) return null;
  return `${new Date(at).toISOString().slice(0, 19)}${clock?.[3] ?? ''}Z`;
}
