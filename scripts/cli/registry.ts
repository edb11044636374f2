import type { Command } from './command.ts';

/** Commands by name, each loaded only when asked for: `decide` should not pay for the dashboard. */
export const COMMANDS: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  analyze: () => import('../commands/analyze.ts'),
  catalog: () => import('../commands/catalog.ts'),
  decide: () => import('../commands/decide.ts'),
  diff: () => import('../commands/diff.ts'),
  explain: () => import('../commands/explain.ts'),
  export: () => import('../commands/export.ts'),
  night: () => import('../commands/night.ts'),
  serve: () => import('../commands/serve.ts'),
  'what-can': () => import('../commands/what-can.ts'),
  'who-can': () => import('../commands/who-can.ts'),
};
