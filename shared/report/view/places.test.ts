import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PlacesText, readPlaces } from './places.ts';

function textOf(places: readonly number[]): string {
  const text = new PlacesText();
  for (const place of places) text.add(place);
  return text.text();
}

function placesOf(text: string): number[] {
  const places: number[] = [];
  readPlaces(text, (place) => places.push(place));
  return places;
}

const ROWS: readonly (readonly [places: readonly number[], text: string])[] = [
  [[], ''],
  [[0], '0'],
  [[3], '3'],
  [[0, 1, 2, 3, 4, 9], '0+4,4'],
  [[5, 6, 40], '5+1,x'],
];

test.each(ROWS)('places %j are written %j', (places, text) => {
  expect(textOf(places)).toBe(text);
  expect(placesOf(text)).toEqual(places);
});

test('what was written reads back', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(5000)), (numbers) => {
      const places = numbers.sort((a, b) => a - b);
      expect(placesOf(textOf(places))).toEqual(places);
    }),
    { seed: 20261121 },
  );
});
