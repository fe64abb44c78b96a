import type { GroupId } from '../core/lineageGroups.ts';
import type { LineageNode } from '../core/lineage.ts';
import type { ViewId, ViewNode } from '../core/lineageView.ts';
import type { RunState } from '../core/run.ts';
import type { Glyph } from './glyphs.ts';
import type { ChartColor } from './typeColor.ts';

/** A stretch of text; `x` in px from the box's left border. */
export interface TextPiece {
  readonly part: 'type' | 'name' | 'version' | 'note';
  readonly text: string;
  readonly x: number;
  /** The middle of its line, px from the box's top. */
  readonly y: number;
}

export interface Pill {
  readonly text: string;
  readonly x: number;
  readonly width: number;
}

/** What the picture says of a node beside its name. */
export interface Look {
  /** Whether it rests on something that has moved on. */
  readonly stale: boolean;
  /** Of which of two lineages that are compared it is, where it is not of both. */
  readonly side: 'left' | 'right' | undefined;
}

export const PLAIN: Look = { stale: false, side: undefined };

/** A node ready to be drawn: everything measured, nothing placed. Lengths in px. */
export interface Box extends Look {
  readonly id: ViewId;
  readonly view: ViewNode;
  readonly group: GroupId;
  readonly of: LineageNode['kind'];
  readonly collapsed: boolean;
  readonly deleted: boolean;
  /** Of a run. */
  readonly state: RunState | undefined;
  readonly color: ChartColor;
  readonly glyph: Glyph;
  /** Where the icon stands: its centre. */
  readonly glyphX: number;
  readonly glyphY: number;
  readonly pieces: readonly TextPiece[];
  readonly pills: readonly Pill[];
  readonly tooltip: string;
  readonly width: number;
  readonly height: number;
}
