import { expect, test } from 'vitest';
import { builtInRuler } from '../../../src/picture/svg/advanceWidths.ts';

const ruler = builtInRuler(100);

test('text is as wide as its characters', () => {
  expect(ruler.width('')).toBe(0);
  expect(ruler.width('il')).toBeLessThan(ruler.width('mW') / 3);
  expect(builtInRuler(50).width('model')).toBe(ruler.width('model') / 2);
});

test.each([
  ['é', 'e'],
  ['e\u0301', 'e'],
  ['Ǟ', 'A'],
  ['a\u202e', 'a'],
])('%j is as wide as %j', (text, like) => {
  expect(ruler.width(text)).toBe(ruler.width(like));
});

test.each(['手', 'か', '손', '，', '🙂'])('%s fills a square', character => {
  expect(ruler.width(character)).toBeGreaterThanOrEqual(100);
});

test('text is cut where it does not fit, never through a character', () => {
  expect(ruler.cut('손글씨 숫자', 320)).toBe('손글…');
  expect(ruler.cut('👩‍🔬👩‍🔬', 400)).toBe('👩‍🔬…');
  expect(ruler.cut('raw', 400)).toBe('raw');
});
