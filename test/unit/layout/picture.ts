import type { LayoutInput, LayoutResult } from '../../../src/picture/layout/types.ts';

/** The ids in each column from left to right, from the top down. */
export function rowsOf(input: LayoutInput, result: LayoutResult): string[][] {
  const columns = new Map<number, number[]>();
  result.nodes.forEach(({ x }, i) => {
    const key = Math.round(x);
    columns.set(key, [...(columns.get(key) ?? []), i]);
  });
  return [...columns.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, nodes]) =>
      nodes.sort((a, b) => result.nodes[a]!.y - result.nodes[b]!.y).map(i => input.nodes[i]!.id),
    );
}
