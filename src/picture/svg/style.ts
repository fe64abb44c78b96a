/** How the picture looks, by the same classes as on the page. Under one class: a file that is put into a document leaves it alone. */

export const ROOT_CLASS = 'amphora-lineage';
/** px: the name and version of a node; all else that is written. */
export const NAME_SIZE = 13;
export const SMALL_SIZE = 11;

const FONTS =
  "system-ui,'Segoe UI',Roboto,'Helvetica Neue','Noto Sans','Noto Sans CJK JP','Noto Sans CJK KR',Arial,sans-serif";

/** What has a colour: selector, property, the colour in a light surrounding and in a dark one. */
const COLORS = [
  ['.surface', 'fill', '#ffffff', '#1f1f1f'],
  ['.edge', 'stroke', '#adadad', '#686868'],
  ['.frame', 'fill', '#f8f8f8', '#202020'],
  ['.frame', 'stroke', '#cccccc', '#4c4c4c'],
  ['.glyph', 'fill', '#3b3b3b', '#cccccc'],
  ['text', 'fill', '#3b3b3b', '#cccccc'],
  ['.type,.deleted .piece,.glyph.deleted,.glyph.killed', 'fill', '#5f5f5f', '#9d9d9d'],
  ['.pill', 'fill', '#e4e4e4', '#373737'],
  ['.blue,.glyph.running', 'fill', '#0063d3', '#59a4f9'],
  ['.green,.glyph.finished', 'fill', '#388a34', '#89d185'],
  ['.purple', 'fill', '#652d90', '#b180d7'],
  ['.yellow', 'fill', '#bf8803', '#cca700'],
  ['.glyph.failed,.glyph.crashed', 'fill', '#e51400', '#f14c4c'],
] as const;

const SHAPES = [
  ['.edge', 'fill:none;stroke-linecap:round;stroke-linejoin:round'],
  ['.deleted .frame', 'fill:none;stroke-dasharray:4 3'],
  // A name written from right to left must not turn what stands around it.
  ['text', `font:${String(SMALL_SIZE)}px ${FONTS};white-space:pre`],
  ['.piece', 'unicode-bidi:isolate'],
  ['.piece.name,.piece.version', `font-size:${String(NAME_SIZE)}px`],
  ['.pill-text', 'text-anchor:middle'],
] as const;

function rule(selectors: string, declarations: string): string {
  const scoped = selectors.split(',').map(selector => `.${ROOT_CLASS} ${selector}`);
  return `${scoped.join()}{${declarations}}`;
}

/** The style sheet, which holds nothing that XML would read. */
export function styleSheet(): string {
  const light = COLORS.map(([selector, property, color]) => rule(selector, `${property}:${color}`));
  const dark = COLORS.map(([selector, property, , color]) => rule(selector, `${property}:${color}`));
  // After the colours: what is deleted has no fill in either.
  const shapes = SHAPES.map(([selector, declarations]) => rule(selector, declarations));
  return `${light.join('')}@media (prefers-color-scheme:dark){${dark.join('')}}${shapes.join('')}`;
}
