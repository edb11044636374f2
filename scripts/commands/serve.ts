import { type Command, InputError } from '../cli/command.ts';
import { parseOptions, positionals } from '../cli/options.ts';
import { dashboardBundle } from '../serve/bundle.ts';
import { openData } from '../serve/data.ts';
import { serveDashboard } from '../serve/server.ts';

export const command: Command = {
  name: 'serve',
  summary: 'the dashboard over local runs',
  usage: `serve DIR [--port N]

  DIR       a run folder, a folder of runs, or what \`night --out\` wrote
  --port N  the port on 127.0.0.1 (default 4280; 0 takes a free one)`,
  example: 'nightjar serve out --port 0',
  async run(args, terminal) {
    const options = parseOptions(args, { values: ['port'] });
    const [folder] = positionals(options, ['DIR']);
    const port = Number(options.value('port') ?? '4280');
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new InputError(`--port: expected a number from 0 to 65535, found \`${options.value('port')}\``);
    }
    const data = openData(folder);
    const { url, server } = await serveDashboard(data, await dashboardBundle(), port).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EADDRINUSE') throw new InputError(`--port: expected a free port, found ${port} in use`);
        throw error;
      },
    );
    await terminal.out(`${url}\n`);
    terminal.err('serving until interrupted (Ctrl-C)\n');
    return new Promise((resolve) => {
      const stop = () => server.close(() => resolve(0));
      process.once('SIGINT', stop);
      process.once('SIGTERM', stop);
    });
  },
};
