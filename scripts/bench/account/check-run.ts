import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from '../../../shared/account/model.ts';
import type { PrincipalRow } from '../../../shared/report/view/rows.ts';
import { type DecisionCheck, DecisionChecker } from './check-decisions.ts';
import { ContentHash } from './content-hash.ts';
import { visitRows } from './run-rows.ts';

/** Run folders of several accounts, checked: what their rows say in one hash, and how they stand to the reference. */
export interface CheckedRuns {
  readonly hash: string;
  readonly lines: number;
  readonly decisions: readonly DecisionCheck[];
}

/** `accounts` in the order of `folders`; `decisions` are divided over them. */
export function checkRuns(
  folders: readonly string[],
  accounts: readonly Account[],
  seed: string,
  decisions: number,
): CheckedRuns {
  const hash = new ContentHash();
  const checks = folders.map((folder, at) => {
    const checker = new DecisionChecker(
      firstOf(accounts, at),
      principalsOf(folder),
      `${seed} ${at}`,
      Math.ceil(decisions / folders.length),
    );
    visitRows(folder, (who, resourceArn, set) => {
      hash.add(who, resourceArn, set);
      checker.collect(who, resourceArn, set);
    });
    return checker.check();
  });
  return { hash: hash.text, lines: hash.rows, decisions: checks };
}

/** The accounts with the one at that place first, as a run of it takes them. */
export function firstOf(accounts: readonly Account[], at: number): readonly [Account, ...Account[]] {
  const subject = accounts[at];
  if (subject === undefined) throw new Error(`expected an account at ${at}, found ${accounts.length} accounts`);
  return [subject, ...accounts.filter((other) => other !== subject)];
}

function principalsOf(folder: string): readonly PrincipalRow[] {
  const lines = readFileSync(join(folder, 'principals.jsonl'), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as PrincipalRow); // a run folder of ours
}
