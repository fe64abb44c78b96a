/** How text of a terminal looks: "select graphic rendition". */

/** One of the theme's 16 colours of terminals, or one of its own as `#rrggbb`. */
type AnsiColor = number | string;

export interface AnsiStyle {
  readonly color?: AnsiColor | undefined;
  readonly background?: AnsiColor | undefined;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly strike?: boolean;
  readonly inverse?: boolean;
}

export const PLAIN: AnsiStyle = {};

const SWITCHES: ReadonlyMap<number, AnsiStyle> = new Map<number, AnsiStyle>([
  [1, { bold: true }],
  [2, { dim: true }],
  [3, { italic: true }],
  [4, { underline: true }],
  [7, { inverse: true }],
  [9, { strike: true }],
  [21, { underline: true }],
  [22, { bold: false, dim: false }],
  [23, { italic: false }],
  [24, { underline: false }],
  [27, { inverse: false }],
  [29, { strike: false }],
  [39, { color: undefined }],
  [49, { background: undefined }],
]);

/** A style after `CSI parameters m`. What is not known changes nothing. */
export function restyled(style: AnsiStyle, parameters: string): AnsiStyle {
  // Colons separate what belongs to one of them, such as `38:2::1:2:3`, semicolons all.
  const all = parameters.split(';').flatMap(each => {
    const parts = each.split(':');
    // `4:0` is no underline, and the parts of a colour may have an empty one for its space.
    if (parts[0] === '4' && parts.length > 1) return [parts[1] === '0' ? 24 : 4];
    const isSpaced = parts[1] === '2' && parts.length > 5;
    return parts.filter((_, i) => !(isSpaced && i === 2)).map(part => Number.parseInt(part, 10) || 0);
  });
  let result = style;
  for (let i = 0; i < all.length; i++) {
    const code = all[i] ?? 0;
    if (code === 38 || code === 48) {
      const { color, length } = longColor(all, i + 1);
      i += length;
      if (color !== undefined) result = { ...result, [code === 38 ? 'color' : 'background']: color };
    } else result = switched(result, code);
  }
  return result;
}

function switched(style: AnsiStyle, code: number): AnsiStyle {
  if (code === 0) return PLAIN;
  const change = SWITCHES.get(code);
  if (change) return { ...style, ...change };
  if (code >= 30 && code <= 37) return { ...style, color: code - 30 };
  if (code >= 40 && code <= 47) return { ...style, background: code - 40 };
  if (code >= 90 && code <= 97) return { ...style, color: code - 82 };
  if (code >= 100 && code <= 107) return { ...style, background: code - 92 };
  return style;
}

/** A colour of 256, or of red, green and blue, that begins at a place. */
function longColor(
  codes: readonly number[],
  start: number,
): { readonly color?: AnsiColor; readonly length: number } {
  const [kind, first = 0, second = 0, third = 0] = codes.slice(start, start + 4);
  if (kind === 5) return { color: ofPalette(Math.min(255, first)), length: 2 };
  if (kind === 2) return { color: hex([first, second, third]), length: 4 };
  return { length: 0 };
}

/** Shades of the cube of 216 colours. */
const SHADES = [0, 95, 135, 175, 215, 255] as const;

function ofPalette(index: number): AnsiColor {
  if (index < 16) return index;
  if (index >= 232) return hex(Array.from({ length: 3 }, () => 8 + 10 * (index - 232)));
  const at = index - 16;
  return hex([Math.floor(at / 36), Math.floor(at / 6) % 6, at % 6].map(shade => SHADES[shade] ?? 0));
}

function hex(parts: readonly number[]): string {
  return `#${parts.map(part => Math.min(255, part).toString(16).padStart(2, '0')).join('')}`;
}
