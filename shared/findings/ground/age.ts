const DAY = 24 * 60 * 60 * 1000;

/** Whole days from one time to a later one (ISO 8601); null where one of them is not known. */
export function daysBetween(from: string | null, to: string): number | null {
  if (from === null) return null;
  const start = Date.parse(from);
  const end = Date.parse(to);
  return Number.isNaN(start) || Number.isNaN(end) ? null : Math.floor((end - start) / DAY);
}

/** The latest of the times that are known; null: none is. ISO 8601 UTC sorts by time. */
export function latest(times: readonly (string | null)[]): string | null {
  return (
    times
      .filter((time) => time !== null)
      .sort()
      .at(-1) ?? null
  );
}
