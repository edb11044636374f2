import { jsonLine } from '../../shared/report/canonical-json.ts';
import { explain } from '../../shared/report/questions/explain.ts';
import { explanationLines } from '../../shared/report/questions/explain-words.ts';
import { type Command, InputError } from '../cli/command.ts';
import { parseOptions, positionals } from '../cli/options.ts';
import { writeLines } from '../cli/output.ts';
import {
  askedFor,
  checkActsOn,
  openAsked,
  principalOf,
  QUESTION_OPTIONS,
  QUESTION_USAGE,
  resourceOf,
  sayCompleteness,
} from '../run-folder/question.ts';

export const command: Command = {
  name: 'explain',
  summary: 'why a principal can do something to a resource, or why not and what would change it',
  usage: `explain PRINCIPAL CAPABILITY|ACTION RESOURCE --in RUN [--account ID] [--json]

  PRINCIPAL     an ARN, a unique name, anonymous, service:NAME or federated:PROVIDER
  CAPABILITY    administer-resource, read-config, read-data, write-data, delete-data or use-resource
  ACTION        an action such as s3:GetObject
  RESOURCE      an ARN, an ARN inside a resource, a unique name, or * for an action without a resource
${QUESTION_USAGE}
  --json        one JSON object

  exit 1: it cannot`,
  example: 'nightjar explain alice.marsh read-data arn:aws:s3:::larkspur-customer-exports --in out',
  async run(args, terminal) {
    const options = parseOptions(args, QUESTION_OPTIONS);
    const [who, what, where] = positionals(options, ['PRINCIPAL', 'CAPABILITY|ACTION', 'RESOURCE']);
    const asked = askedFor(what);
    const asking = openAsked(options);
    const principal = principalOf(asking, who);
    const resource = resourceOf(asking, where);
    if (resource.kind === 'none' && asked.kind === 'capability') {
      throw new InputError(`expected an action with the resource *, found \`${what}\``);
    }
    checkActsOn(asking, asked, resource);
    const explanation = explain(asking, principal, asked, resource);
    const lines = options.flag('json')
      ? [jsonLine(explanation)]
      : explanationLines(explanation, asking.parts).map((line) => `${line}\n`);
    await writeLines(terminal, lines);
    sayCompleteness(asking, terminal);
    return explanation.verdict === 'never' ? 1 : 0;
  },
};
