import type { Draw } from './draw.ts';

/** Patterns for a text: mostly ones that match it, often ones that nearly do. */
export function drawPattern(draw: Draw, text: string): string {
  return draw.weighted<() => string>([
    [22, () => text],
    [12, () => '*'],
    [14, () => `${text.slice(0, draw.below(text.length + 1))}*`],
    [10, () => replaceAt(text, draw.below(text.length), '?')],
    [8, () => cutOut(draw, text)],
    [6, () => `*${text.slice(draw.below(text.length + 1))}`],
    [4, () => flipCase(text, draw.below(text.length))],
    [4, () => `${text}?`],
    [4, () => `${text}*`],
    [4, () => replaceAt(text, draw.below(text.length), 'x')],
    [3, () => text.slice(0, -1)],
    [3, () => `${text}x`],
    [2, () => `${text.slice(0, -1)}**`],
    [2, () => `${text.slice(0, -1)}?*`],
  ])();
}

/** A text that equals the given one, or nearly. */
export function drawNearText(draw: Draw, text: string): string {
  return draw.weighted<() => string>([
    [60, () => text],
    [10, () => (text === '' ? 'x' : flipCase(text, draw.below(text.length)))],
    [10, () => `${text}x`],
    [10, () => text.slice(0, -1)],
    [10, () => 'other'],
  ])();
}

/** A `*` in place of a run somewhere inside. */
function cutOut(draw: Draw, text: string): string {
  const start = draw.below(text.length + 1);
  const end = start + draw.below(text.length - start + 1);
  return `${text.slice(0, start)}*${text.slice(end)}`;
}

function replaceAt(text: string, index: number, by: string): string {
  return `${text.slice(0, index)}${by}${text.slice(index + 1)}`;
}

function flipCase(text: string, index: number): string {
  const character = text[index] ?? '';
  const flipped = character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase();
  return replaceAt(text, index, flipped);
}
