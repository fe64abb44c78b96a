import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAge, formatBytes, formatCount, formatDuration } from '../../../src/core/format.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [4_200_000, '4.2 MB'],
    [99_940, '99.9 kB'],
    [99_950, '100 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [1.6e12, '1.6 TB'],
    [5e18, '5,000 PB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes, 'en')).toBe(text);
  });

  it('speak the language asked for', () => {
    expect(formatBytes(4_200_000, 'ko')).toBe('4.2MB');
    expect(formatBytes(4_200_000, 'de')).toBe('4,2 MB');
    expect(formatCount(1797, 'de')).toBe('1.797');
  });

  it('never show four digits of a unit that has a larger one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e15 }), bytes => {
        const number = Number(formatBytes(bytes, 'en').split(' ')[0]);
        expect(number).toBeLessThan(1000);
      }),
    );
  });
});

describe('ages', () => {
  it.each([
    [0, 'now'],
    [59_000, 'now'],
    [-5 * HOUR, 'now'],
    [60_000, '1m ago'],
    [3 * HOUR, '3h ago'],
    [30 * HOUR, '1d ago'],
    [45 * DAY, '1mo ago'],
    [800 * DAY, '2y ago'],
  ])('%d ms are %s', (age, text) => {
    expect(formatAge(1e12, 1e12 + age, 'en')).toBe(text);
  });

  it('speak Japanese and Korean', () => {
    expect(formatAge(0, 3 * HOUR, 'ja')).toBe('3時間前');
    expect(formatAge(0, 3 * HOUR, 'ko')).toBe('3시간 전');
  });
});

describe('durations', () => {
  it.each([
    [0, '1 sec'],
    [1500, '2 sec'],
    [99_000, '99 sec'],
    [100_000, '2 min'],
    [99 * 60_000, '99 min'],
    [2 * HOUR, '2 hr'],
  ])('%d ms are %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds, 'en')).toBe(text);
  });
});

it('English, which does without Intl, reads as Intl writes it', () => {
  fc.assert(
    fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), count => {
      expect(formatCount(count, 'en')).toBe(formatCount(count, 'en-US'));
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_999_999 }), fc.nat({ max: 9 }), (digits, zeros) => {
      const bytes = digits * 10 ** zeros;
      expect(formatBytes(bytes, 'en')).toBe(formatBytes(bytes, 'en-US'));
    }),
  );
});
