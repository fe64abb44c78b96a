import type { LayoutBenchRow } from './layout/layoutBench.ts';

/** Seconds and crossings of each engine on each graph, as a Markdown table. */
export function formatLayout(rows: readonly LayoutBenchRow[]): string {
  const head = ['graph', 'nodes', 'edges', 'engine', 'seconds', 'crossings'];
  const rule = ['---', '--:', '--:', '---', '--:', '--:'];
  const lines = rows.map(row => [
    row.shape,
    String(row.nodes),
    String(row.edges),
    row.engine,
    row.seconds.toFixed(3),
    String(row.crossings),
  ]);
  return [head, rule, ...lines].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}
