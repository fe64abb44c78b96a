/** Colours that can be told from what they stand on. */

type Rgb = readonly [number, number, number];

/** What WCAG asks of text. */
const ENOUGH = 4.5;
const STEPS = 20;

/** `rgb(1, 2, 3)` or `#010203`; undefined for what is neither. */
export function parseColor(text: string): Rgb | undefined {
  const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(text.trim());
  const parts = hex
    ? hex.slice(1).map(each => Number.parseInt(each, 16))
    : (/^rgba?\(([^)]*)\)/.exec(text.trim())?.[1] ?? '').split(/[\s,/]+/).map(Number);
  const [red = NaN, green = NaN, blue = NaN] = parts;
  return [red, green, blue].every(Number.isFinite) ? [red, green, blue] : undefined;
}

function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map(each => {
    const part = each / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 for the same colour to 21 for black on white. */
export function contrast(a: Rgb, b: Rgb): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** A colour moved as little towards white or black as text needs to be read on a surface, as terminals do. */
export function readable(color: string, surface: string): string {
  const [text, ground] = [parseColor(color), parseColor(surface)];
  if (!text || !ground) return color;
  const end = contrast([255, 255, 255], ground) > contrast([0, 0, 0], ground) ? 255 : 0;
  for (let step = 0; step <= STEPS; step++) {
    const moved = text.map(part => Math.round(part + ((end - part) * step) / STEPS));
    const [red = 0, green = 0, blue = 0] = moved;
    if (contrast([red, green, blue], ground) >= ENOUGH) return `rgb(${red}, ${green}, ${blue})`;
  }
  return `rgb(${end}, ${end}, ${end})`;
}
