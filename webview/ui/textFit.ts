/** Text measured as the browser will draw it, and cut where it does not fit. */

const ELLIPSIS = '…';
const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export interface TextRuler {
  /** Width in px. */
  width(text: string): number;
  /** The text, or as much of its beginning as fits with an ellipsis. Never cuts through a character. */
  cut(text: string, width: number): string;
}

/** A ruler for one font. @param font as in CSS, sizes in px */
export function textRuler(font: string): TextRuler {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) throw new Error('This browser cannot measure text.');
  context.font = font;
  // Fonts for other scripts depend on the page's language; older browsers measure without.
  if ('lang' in context) context.lang = document.documentElement.lang;
  const known = new Map<string, number>();
  const width = (text: string): number => {
    const seen = known.get(text);
    if (seen !== undefined) return seen;
    const measured = context.measureText(text).width;
    known.set(text, measured);
    return measured;
  };
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
