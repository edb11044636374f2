import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A scenario as its authors labelled it. */
export interface Label {
  /** Its folder, e.g. `single-account/privesc-one-hop/to-admin/iam-002-iam-createaccesskey`. */
  readonly name: string;
  readonly target: 'to-admin' | 'to-bucket';
  /** Who and what it leads through, as written: ARNs, and words where something is no principal. */
  readonly through: readonly string[];
  /** How long its path is: the hops that its summary tells, `→ (what is done) →`. */
  readonly steps: number;
}

export function readLabels(folder: string): readonly Label[] {
  const { labels } = JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8')) as { labels: readonly Written[] }; // the shape that its note gives
  return labels.map(({ path, target, principals, summary }) => ({
    name: path.replace('modules/scenarios/', '').replace('/scenario.yaml', ''),
    target,
    through: principals ?? [],
    steps: Math.max(1, (summary?.match(/→ ?\(/g) ?? []).length),
  }));
}

interface Written {
  readonly path: string;
  readonly target: Label['target'];
  readonly principals: readonly string[] | null;
  readonly summary: string | null;
}
