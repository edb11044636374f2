import { jsonLine } from '../../shared/report/canonical-json.ts';
import { exportedLines, exportedRecords } from '../../shared/report/questions/export.ts';
import { type Command, InputError } from '../cli/command.ts';
import { parseOptions, positionals } from '../cli/options.ts';
import { writeLines } from '../cli/output.ts';
import { openRunFolder } from '../run-folder/open.ts';
import { QUESTION_USAGE } from '../run-folder/question.ts';

const FORMATS = ['jsonl', 'csv'] as const;

export const command: Command = {
  name: 'export',
  summary: 'the access lines of a run, for other programs: JSON lines or CSV',
  usage: `export --in RUN [--account ID] [--expand] [--format jsonl|csv]

${QUESTION_USAGE}
  --expand      self-contained: every term with conditions, path, witness and the statements that grant
  --format F    jsonl (default) or csv; as CSV, --expand gives one record for each term`,
  example: 'nightjar export --in out --expand --format jsonl',
  async run(args, terminal) {
    const options = parseOptions(args, { values: ['in', 'account', 'format'], flags: ['expand'] });
    positionals(options, []);
    const wanted = options.value('format') ?? 'jsonl';
    const format = FORMATS.find((each) => each === wanted);
    if (format === undefined) throw new InputError(`--format: expected ${FORMATS.join(' or ')}, found \`${wanted}\``);
    const run = openRunFolder(options.required('in'), options.value('account'));
    const expand = options.flag('expand');
    const lines = format === 'csv' ? exportedRecords(run, expand) : jsonLines(exportedLines(run, expand));
    await writeLines(terminal, lines);
    return 0;
  },
};

function* jsonLines(values: Iterable<unknown>): Generator<string> {
  for (const value of values) yield jsonLine(value);
}
