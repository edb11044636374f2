import type { Account } from '../../../shared/account/model.ts';
import { decide } from '../../../shared/authorization/decide.ts';
import { Random } from '../../../shared/generate/random.ts';
import { callsOn, drawQuestion, requestOf, worldFor } from './requests.ts';
import { askedOf, askersOf } from './subjects.ts';

/** What the plain way costs: one decision for each principal, resource and action. */
export interface TripleLoop {
  readonly sample: number;
  readonly perSecond: number;
  /** All triples of the account. */
  readonly triples: number;
  readonly seconds: number;
}

/** Decides every action of a sample of pairs, one after the other, and says what all pairs would take. */
export function tripleLoop(accounts: readonly [Account, ...Account[]], seed: string, sample: number): TripleLoop {
  const random = new Random(`${seed} triples`);
  const [subject] = accounts;
  const askers = askersOf(accounts, subject);
  const targets = askedOf(subject);
  const all = targets.reduce((sum, { type }) => sum + callsOn(type).length, 0) * askers.length;
  let decided = 0;
  let spent = 0;
  while (decided < sample) {
    const asker = random.pick(askers);
    const asked = random.pick(targets);
    const question = drawQuestion(random, asker, asked, []);
    if (question === null) continue;
    const from = performance.now();
    for (const { action } of callsOn(asked.type)) {
      const request = requestOf(accounts, asker, asked, { ...question, action: action.id });
      decide(worldFor(accounts, asker, request), request);
      decided++;
    }
    spent += performance.now() - from;
  }
  const perSecond = (decided / spent) * 1000;
  return { sample: decided, perSecond, triples: all, seconds: all / perSecond };
}
