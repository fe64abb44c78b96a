/** Zoom and pan of the picture: wheel, pinch and drag by d3-zoom, and the same by keys and buttons. */
import type { Selection } from 'd3-selection';
import 'd3-transition';
import { zoom, zoomIdentity, type ZoomBehavior, type ZoomTransform } from 'd3-zoom';
import type { Point } from '../../../src/picture/layout/types.ts';
import { MOTION } from '../draw/motion.ts';
import type { Size } from '../model/view.ts';

const SCALES: [number, number] = [0.002, 4];
/** Free room around a picture that is fitted into the view, px; toolbar and search stand at the top. */
const MARGIN = { top: 76, side: 28, bottom: 28 } as const;

/** Below this scale names cannot be read; a picture too large for it is shown in part, at the other. */
const READABLE = 0.6;
const COMFORTABLE = 0.85;

export interface ZoomOptions {
  readonly size: () => Size;
  readonly smooth: () => boolean;
  readonly onChange: (transform: ZoomTransform) => void;
}

export class Zoom {
  /** Whether all of the picture is kept in sight. */
  fitted = true;
  /** Whether the person left it to the page what is in sight: until they zoom or pan. */
  automatic = true;
  readonly #svg: Selection<SVGSVGElement, unknown, null, undefined>;
  readonly #behavior: ZoomBehavior<SVGSVGElement, unknown>;
  readonly #options: ZoomOptions;
  #transform: ZoomTransform = zoomIdentity;
  /** Where a zoom or pan under way will end. */
  #target: ZoomTransform = zoomIdentity;

  constructor(svg: Selection<SVGSVGElement, unknown, null, undefined>, options: ZoomOptions) {
    this.#svg = svg;
    this.#options = options;
    this.#behavior = zoom<SVGSVGElement, unknown>()
      .scaleExtent(SCALES)
      .extent(() => {
        const { width, height } = options.size();
        return [
          [0, 0],
          [width, height],
        ];
      })
      .on('start', () => svg.classed('panning', true))
      .on('end', () => svg.classed('panning', false))
      .on('zoom', (event: { readonly transform: ZoomTransform; readonly sourceEvent: unknown }) => {
        if (event.sourceEvent) {
          this.#moved();
          this.#target = event.transform;
        }
        this.#transform = event.transform;
        options.onChange(event.transform);
      });
    svg.call(this.#behavior).on('dblclick.zoom', null);
  }

  get transform(): ZoomTransform {
    return this.#transform;
  }

  fit(scene: Size, smooth = this.#options.smooth()): void {
    this.fitted = true;
    this.automatic = true;
    if (scene.width === 0) return;
    const k = Math.max(SCALES[0], this.#scaleToFit(scene));
    const { width, height } = this.#options.size();
    const x = MARGIN.side + (width - 2 * MARGIN.side - scene.width * k) / 2;
    const y = MARGIN.top + (height - MARGIN.top - MARGIN.bottom - scene.height * k) / 2;
    this.#go(zoomIdentity.translate(x, y).scale(k), smooth);
  }

  canFitReadably(scene: Size): boolean {
    return this.#scaleToFit(scene) >= READABLE;
  }

  /** Shows the beginning of a picture too large to be read as a whole, or the part around a place. */
  showPart(scene: Size, around: Point | undefined, smooth: boolean): void {
    this.fitted = false;
    if (around) {
      this.#go(this.#centred(around.x, around.y, COMFORTABLE), smooth);
      return;
    }
    const { height } = this.#options.size();
    const y = Math.max(MARGIN.top, (height - scene.height * COMFORTABLE) / 2);
    this.#go(zoomIdentity.translate(MARGIN.side, y).scale(COMFORTABLE), smooth);
  }

  /** Brings a point of the picture into the middle of the view. */
  centre(x: number, y: number): void {
    this.#moved();
    this.#go(this.#centred(x, y, this.#transform.k), false);
  }

  by(factor: number): void {
    this.#moved();
    // From where it is going to, so that quick presses add up.
    const { x, y, k } = this.#target;
    const scaled = Math.max(SCALES[0], Math.min(SCALES[1], k * factor));
    const { width, height } = this.#options.size();
    const still = (at: number, middle: number): number => middle - ((middle - at) * scaled) / k;
    const next = zoomIdentity.translate(still(x, width / 2), still(y, height / 2)).scale(scaled);
    this.#go(next, this.#options.smooth());
  }

  /** @param dx px of the view */
  pan(dx: number, dy: number): void {
    this.#moved();
    const { x, y, k } = this.#target;
    this.#go(zoomIdentity.translate(x + dx, y + dy).scale(k), false);
  }

  restore(saved: { readonly x: number; readonly y: number; readonly k: number }): void {
    this.#moved();
    this.#go(zoomIdentity.translate(saved.x, saved.y).scale(saved.k), false);
  }

  /** Keeps what was at `before` in the picture where it is in the view, now that it is at `after`. */
  keep(before: Point, after: Point, smooth = this.#options.smooth()): void {
    const { x, y, k } = this.#target;
    const moved = zoomIdentity.translate(x + (before.x - after.x) * k, y + (before.y - after.y) * k).scale(k);
    this.#go(moved, smooth);
  }

  /** Whether all of a picture is, or will be, in sight. */
  shows(scene: Size): boolean {
    const { x, y, k } = this.#target;
    const { width, height } = this.#options.size();
    return x >= 0 && y >= 0 && x + scene.width * k <= width && y + scene.height * k <= height;
  }

  /** Pans so far that a box is in sight. */
  reveal(box: Point & Size): void {
    const { width, height } = this.#options.size();
    const [left, top] = this.#transform.apply([box.x - box.width / 2, box.y - box.height / 2]);
    const [right, bottom] = this.#transform.apply([box.x + box.width / 2, box.y + box.height / 2]);
    const dx = shift(left, right, MARGIN.side, width - MARGIN.side);
    const dy = shift(top, bottom, MARGIN.top, height - MARGIN.bottom);
    if (dx === 0 && dy === 0) return;
    const { x, y, k } = this.#transform;
    this.#go(zoomIdentity.translate(x + dx, y + dy).scale(k), this.#options.smooth());
  }

  #moved(): void {
    this.fitted = false;
    this.automatic = false;
  }

  #centred(x: number, y: number, k: number): ZoomTransform {
    const { width, height } = this.#options.size();
    return zoomIdentity.translate(width / 2 - x * k, height / 2 - y * k).scale(k);
  }

  #scaleToFit(scene: Size): number {
    const { width, height } = this.#options.size();
    const room = { width: width - 2 * MARGIN.side, height: height - MARGIN.top - MARGIN.bottom };
    return Math.min(1, room.width / scene.width, room.height / scene.height);
  }

  #go(transform: ZoomTransform, smooth: boolean): void {
    this.#svg.interrupt();
    this.#target = transform;
    if (smooth) this.#svg.transition().duration(MOTION).call(this.#behavior.transform, transform);
    else this.#behavior.transform(this.#svg, transform);
  }
}

/** How far to move a stretch so that it lies within bounds; its beginning wins where it is longer. */
function shift(from: number, to: number, least: number, most: number): number {
  if (from < least) return least - from;
  return to > most ? Math.max(most - to, least - from) : 0;
}
