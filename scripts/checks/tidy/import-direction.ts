import { posix } from 'node:path';
import { importsOf, isProduct, type SourceFile, type TidyRule } from './tidy.ts';

/** Rooms of `shared/` in the order of the house: each may import those before it. */
const ORDER = ['policy', 'catalog', 'authorization', 'account', 'access', 'findings', 'report'] as const;

/** What a room outside that order may import of the others. */
const SHARED_ROOMS: Readonly<Record<string, readonly string[]>> = {
  policy: [],
  catalog: ['policy'],
  authorization: ['policy', 'catalog'],
  account: ['policy', 'catalog', 'authorization'],
  access: ['policy', 'catalog', 'authorization', 'account'],
  findings: ['policy', 'catalog', 'authorization', 'account', 'access'],
  report: ['policy', 'catalog', 'authorization', 'account', 'access', 'findings'],
  contract: [],
  generate: ['policy', 'catalog', 'authorization', 'account', 'access'],
  reference: ['policy', 'authorization', 'catalog'],
};

/** The only files of other rooms that the second evaluator may see: shared machinery would blind it. */
const REFERENCE_MAY_IMPORT = [
  /^shared\/policy\/(model|parse)\.ts$/,
  /^shared\/authorization\/(request|decision)\.ts$/,
  /^shared\/catalog\/(generated|generated-data\.ts|rcp-services\.ts)/,
];

/** Rooms at the top of the tree and what of the product each may import. */
const TOP: Readonly<Record<string, readonly string[]>> = {
  shared: ['shared'],
  functions: ['shared', 'functions'],
  infra: ['shared', 'infra'],
  web: ['shared', 'web'],
  statemachines: [],
  scripts: ['shared', 'functions', 'infra', 'web', 'statemachines', 'scripts'],
};

/** Of `shared`, the dashboard may import only what shows answers, never what decides them. */
const WEB_MAY_IMPORT = [/^shared\/contract\//, /^shared\/report\/view\//, /^shared\/catalog\/capability\.ts$/];

export const importDirection: TidyRule = {
  name: 'import direction',
  check(files) {
    return files.filter((file) => isProduct(file.path)).flatMap((file) => breachesOf(file));
  },
};

function breachesOf(file: SourceFile): string[] {
  const breaches: string[] = [];
  const top = file.path.split('/')[0] ?? '';
  for (const { specifier, line, typeOnly } of importsOf(file)) {
    if (!specifier.startsWith('.')) {
      const breach = packageBreach(file.path, specifier);
      if (breach !== null) breaches.push(`${file.path}:${line}: ${breach}`);
      continue;
    }
    const target = posix.join(posix.dirname(file.path), specifier);
    const targetTop = target.split('/')[0] ?? '';
    if (!(TOP[top] ?? []).includes(targetTop)) {
      breaches.push(`${file.path}:${line}: ${top} may not import ${target}`);
    } else if (top === 'shared') {
      const breach = sharedBreach(file.path, target);
      if (breach !== null) breaches.push(`${file.path}:${line}: ${breach}`);
    } else if (
      top === 'web' &&
      targetTop === 'shared' &&
      !typeOnly &&
      !WEB_MAY_IMPORT.some((pattern) => pattern.test(target))
    ) {
      breaches.push(`${file.path}:${line}: the dashboard shows answers and imports no ${target}`);
    } else if (
      /^functions\/(?!runtime\/|aws\/)/.test(file.path) &&
      !file.path.endsWith('/handler.ts') &&
      /^functions\/(aws|runtime)\//.test(target) &&
      !typeOnly
    ) {
      breaches.push(`${file.path}:${line}: logic takes ports; only handler.ts binds ${target}`);
    } else if (top === 'functions' && /^shared\/generate\//.test(target)) {
      breaches.push(`${file.path}:${line}: product code imports no ${target}`);
    }
  }
  return breaches;
}

function sharedBreach(path: string, target: string): string | null {
  const room = path.split('/')[1] ?? '';
  const other = target.split('/')[1] ?? '';
  if (room === other || other === 'contract') return null;
  if (room === 'reference') {
    return REFERENCE_MAY_IMPORT.some((pattern) => pattern.test(target))
      ? null
      : `the second evaluator may not see ${target}`;
  }
  return (SHARED_ROOMS[room] ?? []).includes(other)
    ? null
    : `${room} may not import ${other} (order: ${ORDER.join(' ← ')})`;
}

function packageBreach(path: string, specifier: string): string | null {
  const [top, room] = path.split('/');
  if (top === 'shared') {
    if (specifier === 'zod' && (room === 'contract' || room === 'account')) return null;
    return `shared imports no package here, found ${specifier}`;
  }
  if (specifier.startsWith('@aws-sdk/') && top === 'functions' && room !== 'aws')
    return `only functions/aws imports the AWS SDK, found ${specifier}`;
  if (/^@(middy|aws-lambda-powertools)\//.test(specifier) && room !== 'runtime')
    return `only functions/runtime imports ${specifier}`;
  return null;
}
