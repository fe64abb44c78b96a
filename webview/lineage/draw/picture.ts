/** The picture: nodes and edges of a scene, and what is lit, selected and active in it. */
import { select, type Selection } from 'd3-selection';
import type { ZoomTransform } from 'd3-zoom';
import { EMPTY_SCENE, type PlacedBox, type Scene } from '../../../src/picture/scene.ts';
import { canvasColors, cleared, onThemeChange } from '../../ui/canvas.ts';
import { drawEdges } from './edges.ts';
import { movesSmoothly } from './motion.ts';
import { drawNodes } from './nodes.ts';
import { drawOverview, type Part } from './overview.ts';
import { contains, fitsSvg, partIn, type Region, regionInSight } from './visible.ts';

/** Nodes and edges to bring out, by id. */
export interface Lit {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
  /** Whether all others fade. */
  readonly fadeRest: boolean;
}

export interface Marks {
  readonly lit: Lit | undefined;
  readonly selected: string | undefined;
  readonly active: string | undefined;
  /** What a search has found. */
  readonly found: ReadonlySet<string>;
}

/** Sizes of the view around it that are drawn too, so that panning a little draws nothing new. */
const MARGIN = 0.5;

export class Picture {
  readonly svg: Selection<SVGSVGElement, unknown, null, undefined>;
  readonly #parent: HTMLElement;
  readonly #canvas = document.createElement('canvas');
  readonly #view: Selection<SVGGElement, unknown, null, undefined>;
  readonly #edges: Selection<SVGGElement, unknown, null, undefined>;
  readonly #nodes: Selection<SVGGElement, unknown, null, undefined>;
  readonly #domIds = new Map<string, string>();
  readonly #spoken: (box: PlacedBox) => string;
  #scene: Scene = EMPTY_SCENE;
  #marks: Marks = { lit: undefined, selected: undefined, active: undefined, found: new Set() };
  #transform: Pick<ZoomTransform, 'x' | 'y' | 'k'> = { x: 0, y: 0, k: 1 };
  /** What is drawn of a large scene; undefined where all of it is. */
  #drawn: Region | undefined;
  /** What is on the canvas instead, because it is too much for SVG. */
  #overview: Part | undefined;

  /** @param spoken what a screen reader says of a node */
  constructor(parent: HTMLElement, spoken: (box: PlacedBox) => string) {
    this.#parent = parent;
    this.#spoken = spoken;
    this.#canvas.className = 'overview';
    this.#canvas.setAttribute('aria-hidden', 'true');
    parent.append(this.#canvas);
    this.svg = select(parent).append('svg').attr('class', 'picture');
    this.#view = this.svg.append('g');
    this.#edges = this.#view.append('g').attr('aria-hidden', 'true');
    this.#nodes = this.#view.append('g');
    onThemeChange(() => this.#drawCanvas());
  }

  /** Whether nodes in sight are on the canvas, where pointers do not find them by themselves. */
  get isOverview(): boolean {
    return this.#overview !== undefined;
  }

  /** Shows a scene, moving from the one before where the person likes motion. */
  show(scene: Scene): void {
    const before = this.#scene;
    this.#scene = scene;
    this.#drawn = undefined;
    this.#draw(before, movesSmoothly(before, scene) && before.boxes.length > 0);
  }

  /** @param transform of the scene to the view */
  move(transform: ZoomTransform): void {
    this.#transform = transform;
    this.#view.attr('transform', transform.toString());
    if (this.#drawn && !contains(this.#drawn, regionInSight(transform, this.#size(), 0))) {
      this.#draw(this.#scene, false);
    } else {
      this.#drawCanvas();
    }
  }

  mark(marks: Marks): void {
    const isElsewhere = marks.active !== this.#marks.active || marks.selected !== this.#marks.selected;
    this.#marks = marks;
    if (this.#drawn && isElsewhere) this.#draw(this.#scene, false);
    else this.#applyMarks();
  }

  /** Id of the element that stands for a node. */
  domId(id: string): string {
    const known = this.#domIds.get(id);
    if (known !== undefined) return known;
    const made = `lineage-node-${this.#domIds.size}`;
    this.#domIds.set(id, made);
    return made;
  }

  #size(): { readonly width: number; readonly height: number } {
    return { width: this.#parent.clientWidth, height: this.#parent.clientHeight };
  }

  #draw(before: Scene, smooth: boolean): void {
    const part = this.#partToDraw();
    drawEdges(this.#edges, part.edges, smooth);
    const names = { domId: (id: string) => this.domId(id), spoken: this.#spoken };
    drawNodes(this.#nodes, part.boxes, { before, after: this.#scene, smooth }, names);
    this.#applyMarks();
  }

  /** All of a small scene; of a large one what is in sight, and what the keyboard is at. */
  #partToDraw(): Part {
    const scene = this.#scene;
    this.#overview = undefined;
    if (fitsSvg(scene)) return scene;
    this.#drawn = regionInSight(this.#transform, this.#size(), MARGIN);
    const part = partIn(scene, this.#drawn);
    const { active, selected } = this.#marks;
    if (fitsSvg(part)) return { edges: part.edges, boxes: this.#with(part.boxes, active, selected) };
    this.#overview = part;
    return { edges: [], boxes: this.#with([], active, selected) };
  }

  #with(boxes: readonly PlacedBox[], ...ids: readonly (string | undefined)[]): readonly PlacedBox[] {
    const more = [...new Set(ids)].flatMap(id => (id === undefined ? [] : (this.#scene.box(id) ?? [])));
    return [...boxes, ...more.filter(box => !boxes.includes(box))];
  }

  #applyMarks(): void {
    const { lit, selected, active, found } = this.#marks;
    this.svg.classed('fading', lit?.fadeRest === true);
    this.#nodes
      .selectAll<SVGGElement, PlacedBox>('g.node')
      .classed('lit', box => lit?.nodes.has(box.id) === true)
      .classed('selected', box => box.id === selected)
      .classed('active', box => box.id === active)
      .classed('found', box => found.has(box.id))
      .attr('aria-current', box => (box.id === selected ? 'true' : null));
    this.#edges.selectAll<SVGElement, unknown>('[data-edge]').classed('lit', function () {
      return lit?.edges.has(this.dataset['edge'] ?? '') === true;
    });
    this.#edges.selectAll('path.edge.lit').raise();
    this.#edges.selectAll('text').raise();
    this.#drawCanvas();
  }

  #drawCanvas(): void {
    this.#canvas.hidden = !this.#overview;
    if (!this.#overview) return;
    const { width, height } = this.#size();
    const context = cleared(this.#canvas, width, height);
    const colors = canvasColors(this.#parent);
    if (context) drawOverview(context, this.#overview, this.#transform, colors, this.#marks);
  }
}
