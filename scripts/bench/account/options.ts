import { PROFILES, type ProfileName } from '../../../shared/generate/profile.ts';
import { InputError } from '../../cli/command.ts';
import { parseOptions } from '../../cli/options.ts';

export const USAGE = `npm run bench:account -- --principals N --resources M [--profile ordinary|hard|templated] [--seed S] [--out DIR]

  --out DIR        leaves DIR/estate (for night) and DIR/run (for serve and questions); absent or empty
  --nights 2       a second night in the estate, with a policy in a hundred changed
  --decisions N    random decisions put to the reference (default 100,000)
  --triples N      decisions of the plain triple loop that are measured (default 20,000)
  --no-compute     do not measure computing apart from writing
  --cpu-prof DIR   writes a profile of the measured process
`;

/** What is measured, and how much is checked. */
export interface BenchOptions {
  readonly profile: ProfileName;
  readonly principals: number;
  readonly resources: number;
  readonly seed: string;
  readonly out: string | null;
  readonly nights: 1 | 2;
  readonly decisions: number;
  readonly triples: number;
  readonly compute: boolean;
  readonly cpuProfile: string | null;
}

/** Null: the usage was asked for. */
export function readOptions(args: readonly string[]): BenchOptions | null {
  const options = parseOptions(args, {
    values: ['principals', 'resources', 'profile', 'seed', 'out', 'nights', 'decisions', 'triples', 'cpu-prof'],
    flags: ['no-compute', 'help'],
  });
  if (options.flag('help')) return null;
  const number = (name: string, otherwise: number): number => {
    const value = Number(options.value(name) ?? otherwise);
    if (Number.isInteger(value) && value > 0) return value;
    throw new InputError(`--${name}: expected a whole number above 0, found \`${options.value(name)}\``);
  };
  const wanted = options.value('profile') ?? 'ordinary';
  const profile = PROFILES.find((each) => each === wanted);
  if (profile === undefined) throw new InputError(`--profile: expected ${PROFILES.join(', ')}, found \`${wanted}\``);
  const nights = number('nights', 1);
  if (nights !== 1 && nights !== 2) throw new InputError(`--nights: expected 1 or 2, found \`${nights}\``);
  return {
    profile,
    principals: number('principals', 100),
    resources: number('resources', 200),
    seed: options.value('seed') ?? '20261121',
    out: options.value('out') ?? null,
    nights,
    decisions: number('decisions', 100_000),
    triples: number('triples', 20_000),
    compute: !options.flag('no-compute'),
    cpuProfile: options.value('cpu-prof') ?? null,
  };
}
