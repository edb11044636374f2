import { jsonLine } from '../../shared/report/canonical-json.ts';
import { given } from '../../shared/report/questions/glance.ts';
import { whatCanLines } from '../../shared/report/questions/lines.ts';
import { whatCan } from '../../shared/report/questions/what-can.ts';
import type { Command } from '../cli/command.ts';
import { parseOptions, positionals } from '../cli/options.ts';
import { writeLines } from '../cli/output.ts';
import { openAsked, principalOf, QUESTION_OPTIONS, QUESTION_USAGE, sayCompleteness } from '../run-folder/question.ts';

export const command: Command = {
  name: 'what-can',
  summary: 'what a principal can do: resources and capabilities',
  usage: `what-can PRINCIPAL --in RUN [--account ID] [--json]

  PRINCIPAL     an ARN, a unique name, anonymous, service:NAME or federated:PROVIDER
${QUESTION_USAGE}
  --json        the access lines, one JSON object per line

  A line SERVICE:* is about actions without a resource, and resources that were not collected.
  exit 1: nothing`,
  example: 'nightjar what-can alice.marsh --in out',
  async run(args, terminal) {
    const options = parseOptions(args, QUESTION_OPTIONS);
    const [who] = positionals(options, ['PRINCIPAL']);
    const asking = openAsked(options);
    const found = whatCan(asking, principalOf(asking, who).arn);
    const lines = options.flag('json')
      ? found.map((line) => jsonLine(given(line)))
      : whatCanLines(found, asking.parts).map((line) => `${line}\n`);
    await writeLines(terminal, lines);
    if (found.length === 0) terminal.err(`${who} can do nothing\n`);
    sayCompleteness(asking, terminal);
    return found.length === 0 ? 1 : 0;
  },
};
