import { InputError, type Terminal } from './command.ts';
import { COMMANDS } from './registry.ts';

/** Runs one command line of `nightjar`; resolves to the exit code of the contract (0 done, 1 "no", 2 wrong usage or input). */
export async function main(args: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.out(await overview());
    return name === undefined ? 2 : 0;
  }
  const load = COMMANDS[name];
  if (load === undefined) {
    terminal.err(`nightjar: expected a command (${Object.keys(COMMANDS).join(', ')}), found \`${name}\`\n`);
    return 2;
  }
  const { command } = await load();
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.out(`${command.summary}\n\nusage: nightjar ${command.usage}\n\nexample: ${command.example}\n`);
    return 0;
  }
  try {
    return await command.run(rest, terminal);
  } catch (error) {
    if (error instanceof InputError) {
      terminal.err(`nightjar ${name}: ${oneLine(error.message)}\n`);
      return 2;
    }
    throw error;
  }
}

async function overview(): Promise<string> {
  const lines: string[] = [];
  for (const [name, load] of Object.entries(COMMANDS)) {
    const { command } = await load();
    lines.push(`  ${name.padEnd(10)} ${command.summary}`);
  }
  return `usage: nightjar COMMAND [arguments]\n\n${lines.join('\n')}\n\nnightjar COMMAND --help says more about each.\n`;
}

/** A message is one line, whatever was quoted in it. */
function oneLine(message: string): string {
  return message.replaceAll(/\s*\n\s*/g, ' ').trim();
}

function processTerminal(): Terminal {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough (`| head`) closes the pipe; that is no failure of ours.
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    in: process.stdin,
    // A full pipe is waited for, so that a long answer does not pile up in memory.
    out: (text) =>
      process.stdout.write(text) ? undefined : new Promise((resolve) => process.stdout.once('drain', () => resolve())),
    err: (text) => void process.stderr.write(text),
    interactive: process.stderr.isTTY === true && process.env['CI'] === undefined,
  };
}
