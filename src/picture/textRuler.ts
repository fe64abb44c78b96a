/** Text measured, and cut where it does not fit. */

const ELLIPSIS = '…';
const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export interface TextRuler {
  /** Width in px. */
  width(text: string): number;
  /** The text, or as much of its beginning as fits with an ellipsis. Never cuts through a character. */
  cut(text: string, width: number): string;
}

/** One ruler for each font of the picture. */
export interface Rulers {
  readonly name: TextRuler;
  readonly small: TextRuler;
}

/** A ruler for a font in which text is so wide. */
export function rulerOf(width: (text: string) => number): TextRuler {
  return { width, cut: (text, limit) => (width(text) <= limit ? text : cutToFit(text, limit, width)) };
}

function cutToFit(text: string, limit: number, width: (text: string) => number): string {
  const characters = [...segments.segment(text)].map(each => each.segment);
  let fits = 0;
  let tooMany = characters.length;
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1;
    if (width(characters.slice(0, middle).join('') + ELLIPSIS) <= limit) fits = middle;
    else tooMany = middle;
  }
  return characters.slice(0, fits).join('') + ELLIPSIS;
}
