/** Text in columns, measured as a terminal shows it. */
import { printableLine } from './printable.ts';

/** Blocks of East Asian text (Unicode's East Asian Width, wide and full), Han beyond them, and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|\p{Script=Han}|\p{Emoji_Presentation}|\ufe0f/u;
const INVISIBLE = /^[\p{M}\p{Cf}]+$/u;
const ASCII = /^[\u0020-\u007e]*$/;

let segmenter: Intl.Segmenter | undefined;

/** What a person sees as one character each. */
function graphemes(text: string): readonly string[] {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

const cells = (grapheme: string): number => (INVISIBLE.test(grapheme) ? 0 : WIDE.test(grapheme) ? 2 : 1);

/** Cells that a terminal gives to a text: two for each character of East Asian scripts and each emoji. */
export function textWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  return graphemes(text).reduce((width, grapheme) => width + cells(grapheme), 0);
}

/** As much of the text as `width` cells hold. */
export function fitWidth(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const grapheme of graphemes(text)) {
    used += cells(grapheme);
    if (used >= width) break;
    kept += grapheme;
  }
  return `${kept}…`;
}

export type Alignment = 'left' | 'right';

/**
 * Rows with their cells below each other, two spaces apart; each line ends with a line feed.
 * @param alignments of the columns; left unless told
 */
export function columns(
  table: readonly (readonly string[])[],
  alignments: readonly Alignment[] = [],
): string {
  const rows = table.map(row => row.map(printableLine));
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, textWidth(cell));
    });
  }
  const lines = rows.map(row =>
    row
      .map((cell, index) => {
        const gap = ' '.repeat((widths[index] ?? 0) - textWidth(cell));
        return alignments[index] === 'right' ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd(),
  );
  return lines.map(line => `${line}\n`).join('');
}
