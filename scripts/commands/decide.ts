import { createReadStream } from 'node:fs';
import { LineAnswers, LONGEST_LINE } from '../../shared/authorization/line/answer-line.ts';
import { type Command, InputError, type Terminal } from '../cli/command.ts';
import { parseOptions } from '../cli/options.ts';

/** Answers leave in blocks of about this many characters: one write for each line would cost more than deciding it. */
const BLOCK = 1 << 16;

export const command: Command = {
  name: 'decide',
  summary: 'decides JSON lines of requests, one JSON line of answer each',
  usage: [
    'decide [FILE|-]',
    '',
    '  FILE   JSON lines, each a request with the policies that bear on it; - or nothing: standard input',
    '',
    'Answers keep the order of the lines; a line that is not valid is answered in its place with an error.',
    'Exit 0: every line was decided. Exit 2: some line was not valid, or the file could not be read.',
  ].join('\n'),
  example: 'nightjar decide requests.jsonl',
  async run(args, terminal) {
    const { positionals } = parseOptions(args, {});
    if (positionals.length > 1) throw new InputError(`expected one file, found ${positionals.length}`);
    const file = positionals[0] ?? '-';
    return answerAll(file === '-' ? terminal.in : fileBytes(file), terminal);
  },
};

/** Streams bytes to answers, a chunk at a time. Resolves to the exit code. */
async function answerAll(input: AsyncIterable<Uint8Array>, terminal: Terminal): Promise<number> {
  const answers = new LineAnswers();
  let errors = 0;
  let number = 0;
  let block = '';
  const answerOne = (text: string): void => {
    number++;
    // An empty line asks nothing; a file may end in one.
    if (text.trim() === '') return;
    const answer = answers.answer(text, number);
    if ('error' in answer) errors++;
    block += `${JSON.stringify(answer)}\n`;
  };
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of input) {
    const text = decoder.decode(chunk, { stream: true });
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      answerOne(rest === '' ? text.slice(from, end) : rest + text.slice(from, end));
      rest = '';
      from = end + 1;
      if (block.length < BLOCK) continue;
      await terminal.out(block);
      block = '';
    }
    // Of a line over the limit only as much is kept as shows that it is.
    if (rest.length <= LONGEST_LINE) rest += text.slice(from);
  }
  rest += decoder.decode();
  if (rest !== '') answerOne(rest);
  if (block !== '') await terminal.out(block);
  if (errors === 0) return 0;
  terminal.err(`nightjar decide: ${errors} of ${number} lines are not valid: see their \`error\`\n`);
  return 2;
}

async function* fileBytes(file: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 })) yield chunk as Uint8Array; // no encoding is set
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new InputError(`expected a readable file, found \`${file}\` (${reason})`);
  }
}
