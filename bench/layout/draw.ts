import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { layout } from '../../src/picture/layout/layout.ts';
import type { LayoutInput, LayoutResult } from '../../src/picture/layout/types.ts';
import { SHAPES } from './graphs.ts';

// Draws the benchmark's graphs as SVG into the temporary folder, to be looked at: node bench/layout/draw.ts 60 tutorial

const { positionals } = parseArgs({ allowPositionals: true });
const size = Number(positionals[0] ?? 60);
const folder = join(tmpdir(), 'amphora-layout');
mkdirSync(folder, { recursive: true });
for (const shape of positionals.length > 1 ? positionals.slice(1) : Object.keys(SHAPES)) {
  const input = SHAPES[shape]!(size);
  const file = join(folder, `${shape}-${size}.svg`);
  writeFileSync(file, svg(input, layout(input)));
  console.log(file);
}

function svg(input: LayoutInput, result: LayoutResult): string {
  const margin = 20;
  const width = Math.ceil(result.width + 2 * margin);
  const height = Math.ceil(result.height + 2 * margin);
  const edges = result.edges.map(
    edge =>
      `<path d="${curve(edge.points)}" fill="none" stroke="${edge.reversed ? '#c33' : '#888'}" stroke-width="1.5" marker-end="url(#a)"/>`,
  );
  const nodes = input.nodes.map((node, i) => {
    const { x, y } = result.nodes[i]!;
    const fill = node.height === 32 ? '#dbe9ff' : '#fff3d6';
    const box = `<rect x="${x - node.width / 2}" y="${y - node.height / 2}" width="${node.width}" height="${node.height}" rx="${node.height === 32 ? 16 : 4}" fill="${fill}" stroke="#555"/>`;
    return `${box}<text x="${x}" y="${y + 4}" text-anchor="middle">${node.id}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-margin} ${-margin} ${width} ${height}" font-family="sans-serif" font-size="11">`,
    '<defs><marker id="a" viewBox="0 0 6 6" refX="6" refY="3" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0L6 3L0 6z" fill="#666"/></marker></defs>',
    '<rect x="-20" y="-20" width="100%" height="100%" fill="#fff"/>',
    ...edges,
    ...nodes,
    '</svg>',
  ].join('\n');
}

/** Horizontal tangents at every corner, as the page draws edges. */
function curve(p: readonly number[]): string {
  let d = `M${p[0]} ${p[1]}`;
  for (let i = 2; i < p.length; i += 2) {
    const middle = (p[i - 2]! + p[i]!) / 2;
    d +=
      p[i + 1] === p[i - 1]
        ? `L${p[i]} ${p[i + 1]}`
        : `C${middle} ${p[i - 1]} ${middle} ${p[i + 1]} ${p[i]} ${p[i + 1]}`;
  }
  return d;
}
