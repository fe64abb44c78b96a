/** Text measured as the browser will draw it. */
import { rulerOf, type TextRuler } from '../../src/picture/textRuler.ts';

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
  return rulerOf(width);
}
