/** The SVG of one node. */
import type { TextPiece } from '../box.ts';
import { ICON, NODE_HEIGHT, PILL_HEIGHT } from '../boxes.ts';
import { rounded } from '../edgePath.ts';
import type { PlacedBox } from '../scene.ts';
import { bandPath, cornerRadius } from '../shapes.ts';
import { element, xmlText } from './xml.ts';

/** Puts the middle of a line where its text says. */
const MIDDLE = '.35em';

export const iconId = (glyph: string): string => `amphora-${glyph}`;

export function drawNode(box: PlacedBox): string {
  const { width, height, x, y, color } = box;
  const frame = element('rect', { class: 'frame', width, height, rx: cornerRadius(box) });
  // Only the outline of what is gone stays.
  const band = box.deleted ? '' : element('path', { class: `band ${color}`, d: bandPath(box) });
  return element(
    'g',
    {
      class: box.deleted ? `node ${box.of} deleted` : `node ${box.of}`,
      transform: `translate(${rounded(x - width / 2)},${rounded(y - height / 2)})`,
    },
    [title(box), frame, band, icon(box), ...texts(box), ...pills(box)].join(''),
  );
}

function title({ tooltip }: PlacedBox): string {
  return element('title', {}, tooltip.split('\n').map(xmlText).join('\n'));
}

function icon(box: PlacedBox): string {
  const look = box.deleted ? 'deleted' : (box.state ?? box.color);
  return element('use', {
    class: `glyph ${look}`,
    href: `#${iconId(box.glyph)}`,
    x: box.glyphX - ICON / 2,
    y: box.glyphY - ICON / 2,
  });
}

/** Pieces of one line flow, so that they stay together in whatever font there is. */
function texts({ pieces }: PlacedBox): readonly string[] {
  return [...Map.groupBy(pieces, piece => piece.y)].map(([y, line]) =>
    element('text', { x: line[0]?.x ?? 0, y, dy: MIDDLE }, line.map(tspan).join('')),
  );
}

function tspan({ part, text }: TextPiece): string {
  return element('tspan', { class: `piece ${part}` }, xmlText(text));
}

function pills({ pills }: PlacedBox): readonly string[] {
  const y = NODE_HEIGHT - 2;
  return pills.flatMap(({ x, width, text }) => [
    element('rect', { class: 'pill', x, y, width, height: PILL_HEIGHT, rx: PILL_HEIGHT / 2 }),
    element(
      'text',
      { class: 'pill-text', x: x + width / 2, y: y + PILL_HEIGHT / 2, dy: MIDDLE },
      xmlText(text),
    ),
  ]);
}
