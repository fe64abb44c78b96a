/** The icons of things, by the names that they have in the icon font. */
import type { LineageNode } from '../core/lineage.ts';
import type { RunState } from '../core/run.ts';

/** Of one version or run. */
export type InstanceGlyph =
  'database' | 'symbol-class' | 'package' | 'loading' | 'pass' | 'error' | 'circle-slash';

export type Glyph = InstanceGlyph | 'run-all';

export const STATE_GLYPHS: Readonly<Record<RunState, InstanceGlyph>> = {
  running: 'loading',
  finished: 'pass',
  failed: 'error',
  crashed: 'error',
  killed: 'circle-slash',
};

/** Icon of an artifact type. */
export function typeGlyph(type: string): InstanceGlyph {
  if (type === 'dataset') return 'database';
  return type === 'model' ? 'symbol-class' : 'package';
}

/** Icon of a version or run. */
export function nodeGlyph(node: LineageNode): InstanceGlyph {
  return node.kind === 'version' ? typeGlyph(node.type) : STATE_GLYPHS[node.state];
}
