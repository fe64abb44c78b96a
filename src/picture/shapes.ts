/** Outlines of nodes as SVG paths, from 0,0 at their top left. */
import type { Box } from './box.ts';

const RADIUS = 4;
const BAND = 3;

/** A rounded rectangle for versions, a stadium for runs. */
export function cornerRadius(box: Pick<Box, 'of' | 'height'>): number {
  return box.of === 'run' ? box.height / 2 : RADIUS;
}

/** The band in the type's colour along the left border, following its corners. */
export function bandPath(box: Pick<Box, 'of' | 'height'>): string {
  const h = box.height;
  const r = cornerRadius(box);
  const inner = Math.max(0.01, r - BAND);
  return [
    `M${r},0`,
    `A${r},${r} 0 0 0 0,${r}`,
    `V${h - r}`,
    `A${r},${r} 0 0 0 ${r},${h}`,
    ...(r > BAND ? [`A${inner},${r} 0 0 1 ${BAND},${h - r}`] : [`L${BAND},${h}`]),
    `V${r}`,
    `A${inner},${r} 0 0 1 ${r},0`,
    'Z',
  ].join('');
}
