import { command } from '../../commands/decide.ts';
import { secondsSince } from './cpu-time.ts';
import { Random } from './random.ts';
import { drawRequest, drawWorld, ROLE, SESSION } from './worlds.ts';

/** What was measured on JSON lines. */
export interface LineFigures {
  readonly lines: number;
  readonly policySets: number;
  readonly bytesPerLine: number;
  readonly linesPerSecond: number;
  /** Time of the whole command over time of `JSON.parse` alone, on the same bytes. */
  readonly timesParse: number;
}

/** JSON lines of about 3 kB, their policy sets in shuffled order, through the command as it is. */
export async function measureLines(seed: number, lines: number, policySets: number): Promise<LineFigures> {
  const random = new Random(seed);
  const sets = Array.from({ length: policySets }, () => {
    const text = JSON.stringify(drawWorld(random, 8));
    return text.slice(1);
  });
  const bytes = new TextEncoder().encode(
    Array.from({ length: lines }, (_, i) => lineOf(random, i, random.pick(sets))).join(''),
  );
  const parse = Math.min(parseAlone(bytes), parseAlone(bytes));
  const decide = Math.min(await decideAll(bytes), await decideAll(bytes));
  return {
    lines,
    policySets,
    bytesPerLine: bytes.length / lines,
    linesPerSecond: lines / decide,
    timesParse: decide / parse,
  };
}

function lineOf(random: Random, serial: number, set: string): string {
  const { action, resource, context } = drawRequest(random, serial);
  const request = { principal: SESSION, roleArn: ROLE, action, resource, resourceAccount: '111111111111', context };
  return `{"id":"${serial}","request":${JSON.stringify(request)},${set}\n`;
}

const CHUNK = 1 << 18;

function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += CHUNK) yield bytes.subarray(from, from + CHUNK);
}

/** Decoding, cutting into lines and parsing each: what any reader of these lines pays. Seconds. */
function parseAlone(bytes: Uint8Array): number {
  const before = process.threadCpuUsage();
  const decoder = new TextDecoder();
  let rest = '';
  let parsed = 0;
  for (const chunk of chunksOf(bytes)) {
    const texts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = texts.pop() ?? '';
    for (const text of texts) if (JSON.parse(text) !== null) parsed++;
  }
  if (parsed === 0) throw new Error('no line was parsed');
  return secondsSince(before);
}

async function decideAll(bytes: Uint8Array): Promise<number> {
  let answered = 0;
  const before = process.threadCpuUsage();
  async function* input(): AsyncGenerator<Uint8Array> {
    yield* chunksOf(bytes);
  }
  const code = await command.run(['-'], {
    in: input(),
    out: (text) => {
      answered += text.length;
    },
    err: (text) => {
      throw new Error(text);
    },
    interactive: false,
  });
  if (code !== 0 || answered === 0) throw new Error(`expected answers and exit code 0, found ${answered} and ${code}`);
  return secondsSince(before);
}
