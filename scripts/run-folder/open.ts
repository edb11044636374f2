import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Unresolved } from '../../shared/report/questions/resolve.ts';
import { openRun, type Run } from '../../shared/report/read-run.ts';
import { sha256 } from '../analysis/folder-store.ts';
import { InputError } from '../cli/command.ts';

/**
 * Opens the run of `--in`: a folder with manifest.json, or a mirrored tree (the newest run; `account` where there
 * are several). Anything else is an `InputError`.
 */
export function openRunFolder(folder: string, account: string | undefined): Run {
  const path = existsSync(join(folder, 'manifest.json')) ? folder : newestRun(folder, account);
  const opened = openRun({ read: (name) => readIfPresent(join(path, name)) }, sha256);
  if ('problem' in opened) {
    const { file, place, expected, found } = opened.problem;
    throw new InputError(`${join(path, file)} ${place}: expected ${expected}, found \`${found}\``);
  }
  const { accountId } = opened.run.manifest;
  if (account !== undefined && account !== accountId)
    throw new InputError(`${folder}: expected a run of account ${account}, found one of ${accountId}`);
  return opened.run;
}

function newestRun(folder: string, account: string | undefined): string {
  const runs: { readonly account: string; readonly run: string; readonly path: string }[] = [];
  for (const customer of childrenOf(join(folder, 'customers'))) {
    const root = join(folder, 'customers', customer, 'runs');
    for (const id of childrenOf(root)) {
      for (const run of childrenOf(join(root, id))) {
        const path = join(root, id, run);
        if (existsSync(join(path, 'manifest.json'))) runs.push({ account: id, run, path });
      }
    }
  }
  // `analyze` of several accounts leaves one run folder per account.
  for (const id of childrenOf(folder)) {
    const path = join(folder, id);
    if (existsSync(join(path, 'manifest.json'))) runs.push({ account: id, run: '', path });
  }
  const wanted = runs.filter((run) => account === undefined || run.account === account);
  const accounts = [...new Set(wanted.map((run) => run.account))].sort();
  if (accounts.length > 1)
    throw new InputError(`${folder}: expected \`--account\` with one of ${accounts.join(', ')}, found none`);
  const newest = wanted.sort((a, b) => (a.run < b.run ? 1 : -1))[0];
  if (newest === undefined) {
    throw new InputError(
      `${folder}: expected a run folder with manifest.json${account === undefined ? '' : ` for account ${account}`}, found none`,
    );
  }
  return newest.path;
}

function childrenOf(folder: string): readonly string[] {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // what fs throws
    if (code === 'ENOENT') return [];
    throw new InputError(`${folder}: expected a readable folder, found ${code}`);
  }
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
}

function readIfPresent(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new InputError(`${path}: expected a readable file, found ${(error as NodeJS.ErrnoException).code}`);
  }
}

/** The one line for a name that is unknown or ambiguous. */
export function unresolvedError(kind: 'principal' | 'resource', text: string, unresolved: Unresolved): InputError {
  const found = unresolved.reason === 'ambiguous' ? 'several' : 'none';
  const hint = unresolved.candidates.length === 0 ? '' : `; candidates: ${unresolved.candidates.join(', ')}`;
  return new InputError(`${kind} \`${text}\`: expected an ARN or a unique name of the run, found ${found}${hint}`);
}
