import type { Decision, NotEvaluated } from '../decision.ts';
import { prepareOnce } from '../prepared/prepared-world.ts';
import type { Request } from '../request.ts';
import { BadLine, type LineError } from './line-error.ts';
import { type LineId, type ReadLine, readLine, readQuestionHalf, readWorldHalf } from './read-line.ts';
import { splitLine } from './split-line.ts';
import { type KnownWorld, WorldCache } from './world-cache.ts';

/** One line of answers, as the contract shapes it. */
export type Answer =
  | ({ readonly id: LineId } & Decision)
  | { readonly id: LineId; readonly line: number; readonly error: LineError };

/** UTF-16 code units of one line; a question of that length is no question. */
export const LONGEST_LINE = 64_000_000;

/** Answers the text of one line; `line` is its number, from 1. */
export function answerLine(text: string, line: number): Answer {
  if (text.length > LONGEST_LINE) {
    const found = `${text.length} characters`;
    return bad(null, line, new BadLine('too-large', '', `at most ${LONGEST_LINE} characters`, found).error);
  }
  const value = parsed(text);
  if (value === NOT_JSON) return bad(null, line, new BadLine('not-json', '', 'one JSON object', text).error);
  const read = readLine(value);
  if (read.kind === 'error') return bad(read.id, line, read.error);
  return answered(read.id, read.request, { prepared: prepareOnce(read.world), unknownFields: [] }, read.unknownFields);
}

/** Answers line after line, and remembers the worlds it has seen: each answer is that of `answerLine`. */
export class LineAnswers {
  readonly #worlds = new WorldCache();

  answer(text: string, line: number): Answer {
    const split = text.length > LONGEST_LINE ? null : splitLine(text);
    const world = split === null ? null : this.#world(split.world);
    if (split === null || world === null) return answerLine(text, line);
    const value = parsed(`{${split.question}}`);
    const read: ReadLine | null = value === NOT_JSON ? null : readQuestionHalf(value);
    // What is wrong is told by the line as a whole.
    if (read === null || read.kind === 'error') return answerLine(text, line);
    return answered(read.id, read.request, world, read.unknownFields);
  }

  /** The world of that text; null where it is not valid, or says what belongs to the other half. */
  #world(text: string): KnownWorld | null {
    const known = this.#worlds.get(text);
    if (known !== undefined) return known;
    const value = parsed(`{${text}}`);
    const read = value === NOT_JSON ? null : readWorldHalf(value);
    if (read === null) return null;
    const world = { prepared: prepareOnce(read.world), unknownFields: read.unknownFields };
    this.#worlds.set(ownText(text), world);
    return world;
  }
}

function answered(id: LineId, request: Request, world: KnownWorld, unknownFields: readonly NotEvaluated[]): Answer {
  const { decision, because, notEvaluated } = world.prepared.decide(request);
  const unknown = world.unknownFields.length + unknownFields.length;
  const all = unknown === 0 ? notEvaluated : [...notEvaluated, ...world.unknownFields, ...unknownFields];
  return { id, decision, because, notEvaluated: all };
}

function bad(id: LineId, line: number, error: LineError): Answer {
  return { id, line, error };
}

const NOT_JSON: unique symbol = Symbol('not JSON');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return NOT_JSON;
  }
}

/** The text without the line it was cut from: engines keep a long text alive for a piece of it. */
function ownText(text: string): string {
  return JSON.parse(JSON.stringify(text));
}
