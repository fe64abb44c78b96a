/** A box to place, in px. */
export interface LayoutNode {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** An edge between two boxes, as indices into `LayoutInput.nodes`. */
export interface LayoutEdge {
  readonly from: number;
  readonly to: number;
  /** How many real edges this one stands for (default 1). Heavier edges are kept forward and straight. */
  readonly weight?: number;
}

export interface LayoutOptions {
  /** Least distance between two columns, px (default 72). */
  readonly layerGap?: number;
  /** Least distance between two boxes in a column, px (default 16). */
  readonly nodeGap?: number;
  /** Least distance between parts that are not connected, px (default 40). */
  readonly componentGap?: number;
  /** Width divided by height that packing several parts aims at (default 1.6). */
  readonly aspectRatio?: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface LayoutInput {
  readonly nodes: readonly LayoutNode[];
  readonly edges: readonly LayoutEdge[];
  readonly options?: LayoutOptions;
  /** Where nodes stood before, by id: they keep their order where that costs few crossings. */
  readonly previous?: ReadonlyMap<string, Point>;
}

export interface LayoutEdgePath {
  /**
   * x0,y0,x1,y1,… in the TRUE direction, from the border of `from` to the border of `to`; horizontal
   * where it leaves and enters, so a smooth curve with horizontal tangents fits.
   */
  readonly points: readonly number[];
  /** True where the edge runs against the drawing (right to left) because it closes a cycle. */
  readonly reversed: boolean;
}

/** The picture, in px, from 0,0 at the top left. Nodes and edges are in the order of the input. */
export interface LayoutResult {
  readonly width: number;
  readonly height: number;
  /** Centres. */
  readonly nodes: readonly Point[];
  readonly edges: readonly LayoutEdgePath[];
}
