import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readEstateFile } from '../../shared/account/estate.ts';
import type { Account } from '../../shared/account/model.ts';
import { type InputProblem, problemLine } from '../../shared/account/problem.ts';
import type { Estate } from '../../shared/account/schema/estate.ts';
import { readAuthorizationDetails, readSnapshot, SNAPSHOT_FILES } from '../../shared/account/snapshot.ts';
import { InputError } from '../cli/command.ts';
import { codeOf, readTextFile, unreadable } from './text-file.ts';

/**
 * Reads a snapshot folder, or the bare output of `aws iam get-account-authorization-details`. What cannot be read is an
 * `InputError`: one line with the file, the place in it, what was expected and what was found.
 * `organizationFolder`: an organization link's snapshot, which members' runs pin; where the snapshot has no
 * organization.json or identity-center.json of its own, it is taken from there.
 */
export async function readInput(path: string, organizationFolder: string | null = null): Promise<Account> {
  if (await isFolder(path)) return readFolder(path, organizationFolder);
  const file = await readTextFile(path);
  if (file === null) throw absent(path, 'a snapshot folder or an authorization-details file');
  const name = basename(path);
  const read = readAuthorizationDetails(file.text, name, { [name]: file.sha256 });
  if ('problem' in read) throw refused({ ...read.problem, file: path });
  return read.account;
}

/** Reads an estate: the folder that holds `estate.json`. Snapshot folders are named relative to it. */
export async function readEstate(folder: string): Promise<Estate> {
  const path = join(folder, 'estate.json');
  const file = await readTextFile(path);
  if (file === null) throw absent(path, 'an estate');
  const read = readEstateFile(file.text, path);
  if ('problem' in read) throw refused(read.problem);
  return read.value;
}

/** What only the management or a delegated account can read. */
const OF_THE_ORGANIZATION = [SNAPSHOT_FILES.organization, SNAPSHOT_FILES.identityCenter];

async function readFolder(folder: string, organizationFolder: string | null): Promise<Account> {
  const files: Record<string, string> = {};
  const hashes: Record<string, string> = {};
  const take = async (name: string, from: string): Promise<void> => {
    const file = await readTextFile(join(from, name));
    if (file === null) return;
    files[name] = file.text;
    hashes[name] = file.sha256;
  };
  for (const name of Object.values(SNAPSHOT_FILES).sort()) await take(name, folder);
  for (const name of OF_THE_ORGANIZATION) {
    if (organizationFolder !== null && files[name] === undefined) await take(name, organizationFolder);
  }
  const read = readSnapshot(files, hashes);
  if ('problem' in read) throw refused({ ...read.problem, file: join(folder, read.problem.file) });
  return read.account;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw absent(path, 'a snapshot folder or an authorization-details file');
    throw unreadable(path, error);
  }
}

function absent(path: string, expected: string): InputError {
  return new InputError(`${path}: expected ${expected}, found nothing`);
}

function refused(problem: InputProblem): InputError {
  return new InputError(problemLine(problem));
}
