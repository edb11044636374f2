/**
 * A night that is killed on purpose: `node killed-night.ts ESTATE DATE OUT N` ends itself without a word at the N-th
 * call that any stand-in receives, on even N after the work and before the answer. N 0: not at all.
 */
import { Gatekeeper } from '../../local/http/listener.ts';
import { openEstate } from '../estate-night.ts';
import { playNights } from '../nights.ts';

const [estate = '', date = '', out = '', at = '0'] = process.argv.slice(2);
const last = Number(at);
let calls = 0;

const pass = Gatekeeper.prototype.pass;
Gatekeeper.prototype.pass = async function passed<T>(
  this: Gatekeeper,
  ...[operation, input, headers, work]: Parameters<typeof pass<T>>
) {
  calls += 1;
  const dies = calls === last;
  if (dies && last % 2 === 1) process.kill(process.pid, 'SIGKILL');
  const answer = await pass.call<Gatekeeper, Parameters<typeof pass<T>>, ReturnType<typeof pass<T>>>(
    this,
    operation,
    input,
    headers,
    work,
  );
  if (dies) process.kill(process.pid, 'SIGKILL');
  return answer;
};

const outcomes = await playNights({
  estate: await openEstate(estate),
  dates: [date],
  out,
  terminal: { in: process.stdin, out: () => {}, err: () => {}, interactive: false },
  onOutcome: () => {},
});
console.log(JSON.stringify({ outcomes, calls }));
