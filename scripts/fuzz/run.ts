import { pathToFileURL } from 'node:url';

/** `npm run fuzz -- --seconds N --seed S`: see `testing/main.ts`, which is compiled with the generators it uses. */
const { main }: { main: (args: readonly string[]) => Promise<number> } = await import(
  pathToFileURL(`${import.meta.dirname}/testing/main.ts`).href
);
process.exitCode = await main(process.argv.slice(2));
