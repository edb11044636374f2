import { decide } from '../decide.ts';
import type { Decision } from '../decision.ts';
import { BadLine, type LineError } from './line-error.ts';
import { type LineId, readLine } from './read-line.ts';

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
    return bad(line, new BadLine('too-large', '', `at most ${LONGEST_LINE} characters`, found).error);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return bad(line, new BadLine('not-json', '', 'one JSON object', text).error);
  }
  const read = readLine(value);
  if (read.kind === 'error') return { id: read.id, line, error: read.error };
  const { decision, because, notEvaluated } = decide(read.world, read.request);
  return { id: read.id, decision, because, notEvaluated: [...notEvaluated, ...read.unknownFields] };
}

function bad(line: number, error: LineError): Answer {
  return { id: null, line, error };
}
