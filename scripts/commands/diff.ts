import { jsonLine } from '../../shared/report/canonical-json.ts';
import { diffLines, editWords } from '../../shared/report/diff/diff-words.ts';
import { diffRuns } from '../../shared/report/diff/run-diff.ts';
import { Asking } from '../../shared/report/questions/asking.ts';
import { completenessWords } from '../../shared/report/questions/completeness.ts';
import { type Command, InputError } from '../cli/command.ts';
import { parseOptions, positionals } from '../cli/options.ts';
import { writeLines } from '../cli/output.ts';
import { openRunFolder } from '../run-folder/open.ts';

export const command: Command = {
  name: 'diff',
  summary: 'what changed between two runs of an account, and which edit caused it',
  usage: `diff RUN RUN [--account ID] [--json]

  RUN           the older run, then the newer one: run folders, or what \`analyze\` or \`night --out\` wrote
  --account ID  which account's run, where there are several
  --json        the differences, one JSON object per line

  + added, - removed, ~ changed
  exit 1: they differ`,
  example: 'nightjar diff yesterday out',
  async run(args, terminal) {
    const options = parseOptions(args, { values: ['account'], flags: ['json'] });
    const [older, newer] = positionals(options, ['RUN', 'RUN']);
    const before = openRunFolder(older, options.value('account'));
    const after = openRunFolder(newer, options.value('account'));
    if (before.manifest.accountId !== after.manifest.accountId) {
      throw new InputError(
        `${newer}: expected a run of account ${before.manifest.accountId}, found one of ${after.manifest.accountId}`,
      );
    }
    const diff = diffRuns(before, after);
    const lines = options.flag('json')
      ? diff.differences.map(jsonLine)
      : diffLines(diff, new Asking(before).parts, new Asking(after).parts).map((line) => `${line}\n`);
    await writeLines(terminal, lines);
    for (const edit of diff.edits) terminal.err(`edited: ${editWords(edit)}\n`);
    if (diff.differences.length === 0) terminal.err('no difference\n');
    terminal.err(`${completenessWords(after.manifest)}\n`);
    return diff.differences.length === 0 ? 0 : 1;
  },
};
