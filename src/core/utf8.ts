/** Order and length of text by its UTF-8 bytes, which differ from JavaScript's UTF-16 for characters beyond U+FFFF. */

/** Moves surrogates above U+E000–U+FFFF, so that code units compare as their UTF-8 bytes do. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/** Compares by UTF-8 bytes, the order of W&B's manifests (Python's and Go's string order). */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Number of UTF-8 bytes; a lone surrogate counts as the replacement character (3 bytes). */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
