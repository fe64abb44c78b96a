import { parseArgs } from 'node:util';
import { layoutBench, type LayoutBenchRow } from './layoutBench.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    slow: { type: 'boolean', default: false },
    sizes: { type: 'string' },
    shapes: { type: 'string' },
    engines: { type: 'string' },
  },
});

const HEAD = ['shape', 'nodes', 'edges', 'engine', 'seconds', 'cpu s', 'crossings', 'edge px', 'picture px'];
const WIDTHS = [11, 7, 7, 7, 9, 9, 10, 9, 15];

function line(cells: readonly string[]): string {
  return cells
    .map((cell, i) => (i === 0 || i === 3 ? cell.padEnd(WIDTHS[i]!) : cell.padStart(WIDTHS[i]!)))
    .join(' ');
}

function cells(row: LayoutBenchRow): string[] {
  return [
    row.shape,
    String(row.nodes),
    String(row.edges),
    row.engine,
    row.seconds.toFixed(row.seconds < 1 ? 4 : 2),
    row.cpuSeconds.toFixed(row.cpuSeconds < 1 ? 4 : 2),
    row.error ?? String(row.crossings),
    row.edgeLength.toFixed(0),
    `${row.width.toFixed(0)}×${row.height.toFixed(0)}`,
  ];
}

if (!values.json) console.log(line(HEAD));
const rows = await layoutBench({
  slow: values.slow,
  ...(values.sizes && { sizes: values.sizes.split(',').map(Number) }),
  ...(values.shapes && { shapes: values.shapes.split(',') }),
  ...(values.engines && {
    engines: values.engines.split(',').filter(name => name === 'ours' || name === 'dagre' || name === 'elk'),
  }),
  ...(!values.json && { onRow: row => console.log(line(cells(row))) }),
});
if (values.json) console.log(JSON.stringify(rows, null, 2));
