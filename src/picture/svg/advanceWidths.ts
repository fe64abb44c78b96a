/** How wide text is where nothing can measure it: as in the widest of the usual sans-serif fonts, so that it fits in all of them. */
import { rulerOf, type TextRuler } from '../textRuler.ts';

/** Hundredths of the font's size, from the space on to `~`. */
const ASCII = [
  ...[32, 41, 46, 84, 64, 95, 78, 28, 39, 39, 50, 84, 37, 46, 37, 37],
  ...[64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 37, 37, 84, 84, 84, 57],
  ...[102, 69, 69, 74, 77, 67, 61, 78, 76, 30, 56, 67, 57, 87, 75, 79],
  ...[67, 79, 73, 69, 62, 74, 69, 99, 69, 67, 69, 39, 37, 39, 84, 60],
  ...[50, 62, 64, 56, 64, 62, 36, 64, 64, 28, 28, 60, 28, 98, 64, 62],
  ...[64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 56, 64, 37, 64, 84],
] as const;
const FIRST = 0x20;

/** Marks on the letter before, and what only steers how others are shown. */
const NONE = /[\p{Mn}\p{Me}\p{Cf}]/u;
const EMOJI = /[\p{Extended_Pictographic}\p{Regional_Indicator}]/u;
const ALPHABETIC = /[\p{Script=Greek}\p{Script=Cyrillic}]/u;
const BROAD = /[ЖШЩЮжшщюфыωћђ]/u;
const CAPITAL = /\p{Lu}/u;

/** Of one code point, in parts of the font's size. */
function advance(character: string): number {
  const known = ASCII[character.charCodeAt(0) - FIRST];
  if (known !== undefined) return known / 100;
  if (NONE.test(character)) return 0;
  if (EMOJI.test(character)) return 1.4;
  // An é is as wide as an e.
  const [base = character] = character.normalize('NFD');
  const plain = ASCII[base.charCodeAt(0) - FIRST];
  if (plain !== undefined) return plain / 100;
  if (ALPHABETIC.test(base)) return BROAD.test(base) ? 1.1 : CAPITAL.test(base) ? 0.88 : 0.72;
  // Chinese, Japanese and Korean fill a square; of scripts that are narrower nothing is said here.
  return 1.04;
}

/** A ruler for text of this size, px. */
export function builtInRuler(size: number): TextRuler {
  return rulerOf(text => {
    let sum = 0;
    for (const character of text) sum += advance(character);
    return sum * size;
  });
}
