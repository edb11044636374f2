import { resolve } from 'node:path';
import { type Command, InputError } from '../cli/command.ts';
import { parseOptions } from '../cli/options.ts';
import { datesOf, openEstate } from '../night/estate-night.ts';
import { outcomeLine } from '../night/line.ts';
import { playNights } from '../night/nights.ts';

/** Where runs are mirrored unless another folder is named. */
const DEFAULT_OUT = 'out';

export const command: Command = {
  name: 'night',
  summary: 'the whole nightly pipeline on this machine',
  usage: `night --estate DIR [--date YYYY-MM-DD] [--out DIR]

  --estate DIR  the folder of estate.json: customers, accounts, snapshots by date
  --date DATE   the local date of the night (default: the last date in the estate)
  --out DIR     where the published bucket is mirrored (default: ${DEFAULT_OUT}); a night that was
                interrupted goes on, and one that is done is not done again

exit 1 when an account has no complete run`,
  example: 'nightjar night --estate scripts/demo/estate --out out',
  async run(args, terminal) {
    const options = parseOptions(args, { values: ['estate', 'date', 'out'] });
    const [extra] = options.positionals;
    if (extra !== undefined) throw new InputError(`expected options alone, found \`${extra}\``);
    const estate = await openEstate(options.required('estate'));
    const date = options.value('date') ?? datesOf(estate).at(-1) ?? '';
    if (!isDate(date)) throw new InputError(`--date: expected YYYY-MM-DD, found \`${date}\``);
    const outcomes = await playNights({
      estate,
      dates: [date],
      out: resolve(options.value('out') ?? DEFAULT_OUT),
      terminal,
      onOutcome: (outcome, seconds) => void terminal.out(outcomeLine(outcome, seconds)),
    });
    return outcomes.every((outcome) => outcome.status === 'complete') ? 0 : 1;
  },
};

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}
