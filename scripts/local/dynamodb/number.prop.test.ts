import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addNumbers, compareNumbers, normalNumber } from './number.ts';

const seed = Number(process.env['NIGHTJAR_SEED'] ?? 20261101);

/** Decimals of up to 30 digits, as a scaled integer and as the text DynamoDB would be sent. */
const decimal = fc.record({ digits: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), scale: fc.nat({ max: 20 }) });
type Scaled = { digits: bigint; scale: number };
const text = ({ digits, scale }: Scaled) => `${digits}e-${scale}`;
const at20 = ({ digits, scale }: Scaled) => digits * 10n ** BigInt(20 - scale);
const sign = (value: bigint) => (value < 0n ? -1 : value > 0n ? 1 : 0);

test(`numbers compare as their values do (seed ${seed})`, () => {
  fc.assert(
    fc.property(decimal, decimal, (one, other) => {
      expect(compareNumbers(text(one), text(other))).toBe(sign(at20(one) - at20(other)));
    }),
    { seed },
  );
});

test(`normal form keeps the value and is its own normal form (seed ${seed})`, () => {
  fc.assert(
    fc.property(decimal, (one) => {
      const normal = normalNumber(text(one));
      expect(compareNumbers(normal, text(one))).toBe(0);
      expect(normalNumber(normal)).toBe(normal);
      expect(normal).toMatch(/^(0|-?(0|[1-9]\d*)(\.\d*[1-9])?)$/);
    }),
    { seed },
  );
});

test(`what is added can be taken away again, where 38 digits suffice (seed ${seed})`, () => {
  const small = fc.record({ digits: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), scale: fc.nat({ max: 10 }) });
  fc.assert(
    fc.property(small, small, (one, other) => {
      const sum = addNumbers(text(one), text(other));
      expect(addNumbers(sum, text(other), -1)).toBe(normalNumber(text(one)));
    }),
    { seed },
  );
});
