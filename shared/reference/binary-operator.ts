import type { Truth } from '../authorization/decision.ts';
import { truthOf } from './truth.ts';

/** Compares what two base64 texts stand for, byte for byte (F17). A policy's text that is none is `unknown`. */
export function binaryMatches(policyValue: string, requestValue: string): Truth {
  const wanted = bits(policyValue);
  return wanted === null ? 'unknown' : truthOf(wanted === bits(requestValue));
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bits of the whole bytes, as text of zeros and ones. */
function bits(base64: string): string | null {
  const unpadded = base64.replace(/={0,2}$/, '');
  if (unpadded.length % 4 === 1 || [...unpadded].some((character) => !ALPHABET.includes(character))) return null;
  const all = [...unpadded].map((character) => ALPHABET.indexOf(character).toString(2).padStart(6, '0')).join('');
  return all.slice(0, all.length - (all.length % 8));
}
