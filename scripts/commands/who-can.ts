import { jsonLine } from '../../shared/report/canonical-json.ts';
import { given } from '../../shared/report/questions/glance.ts';
import { whoCanLines } from '../../shared/report/questions/lines.ts';
import { whoCan } from '../../shared/report/questions/who-can.ts';
import type { Command } from '../cli/command.ts';
import { parseOptions, positionals } from '../cli/options.ts';
import { writeLines } from '../cli/output.ts';
import {
  askedFor,
  checkActsOn,
  openAsked,
  QUESTION_OPTIONS,
  QUESTION_USAGE,
  resourceOf,
  sayCompleteness,
} from '../run-folder/question.ts';

export const command: Command = {
  name: 'who-can',
  summary: 'who can do something to a resource, under which conditions and through which roles',
  usage: `who-can CAPABILITY|ACTION RESOURCE --in RUN [--account ID] [--json]

  CAPABILITY    administer-resource, read-config, read-data, write-data, delete-data or use-resource
  ACTION        an action such as s3:GetObject
  RESOURCE      an ARN, an ARN inside a resource (arn:aws:s3:::bucket/key asks about that object), a unique name,
                or * for an action without a resource
${QUESTION_USAGE}
  --json        the matching access lines, one JSON object per line

  exit 1: nobody`,
  example: 'nightjar who-can read-data arn:aws:s3:::larkspur-customer-exports --in out',
  async run(args, terminal) {
    const options = parseOptions(args, QUESTION_OPTIONS);
    const [what, where] = positionals(options, ['CAPABILITY|ACTION', 'RESOURCE']);
    const asked = askedFor(what);
    const asking = openAsked(options);
    const resource = resourceOf(asking, where);
    checkActsOn(asking, asked, resource);
    const found = whoCan(asking, asked, resource);
    const lines = options.flag('json')
      ? found.map((line) => jsonLine(given(line)))
      : whoCanLines(found, resource, asking.parts).map((line) => `${line}\n`);
    await writeLines(terminal, lines);
    if (found.length === 0) terminal.err(`nobody can ${what} on ${where}\n`);
    sayCompleteness(asking, terminal);
    return found.length === 0 ? 1 : 0;
  },
};
