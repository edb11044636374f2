import type { AccessLine } from '../../access/verdict.ts';
import { byCodeUnits } from '../canonical-json.ts';

/** The terms of a line at a glance. */
export interface Glance {
  readonly actions: readonly string[];
  readonly scope: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  /** The shortest. */
  readonly path: readonly string[];
}

/** An access line as it is given out: with the summary of its terms, for readers in a hurry. */
export type GivenLine = AccessLine & Glance;

export function given(line: AccessLine): GivenLine {
  return { ...line, ...glanceOf(line) };
}

/** The summary of a line's terms. */
export function glanceOf({ terms }: AccessLine): Glance {
  const paths = terms.map(({ path }) => path).sort((a, b) => a.length - b.length);
  return {
    actions: union(terms.map(({ actions }) => actions)),
    scope: {
      include: union(terms.map(({ scope }) => scope.include)),
      // What one term leaves out another may reach: only what all leave out is left out.
      exclude: union(terms.map(({ scope }) => scope.exclude)).filter((pattern) =>
        terms.every(({ scope }) => scope.exclude.includes(pattern)),
      ),
    },
    path: paths[0] ?? [],
  };
}

/** Every text of the lists once, sorted. */
export function union(lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())].sort(byCodeUnits);
}
