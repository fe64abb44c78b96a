/** The two canvases of a plot: what stays, and above it what follows the pointer. */
import { type CanvasColors, canvasColors, cleared, onThemeChange } from '../ui/canvas.ts';
import type { TextRuler } from '../../src/picture/textRuler.ts';
import { textRuler } from '../ui/textFit.ts';
import { drawCrosshair, drawPlot } from './draw.ts';
import type { Plot, PlotModel, Room } from './plot.ts';
import type { Reading } from './readings.ts';

interface Look {
  readonly colors: CanvasColors;
  readonly font: string;
  readonly ruler: TextRuler;
}

export class CanvasPair {
  readonly element: HTMLElement;
  readonly #resized: ResizeObserver;
  readonly #unfollow: () => void;
  #look: Look | undefined;
  #width: number;
  #height: number;

  /** @param onChange the size or the theme is another: it is to be drawn anew */
  constructor(element: HTMLElement, onChange: (isResized: boolean) => void) {
    this.element = element;
    this.#width = element.clientWidth;
    this.#height = element.clientHeight;
    this.#resized = new ResizeObserver(() => {
      // It reports once at first, too, which is when those who ask for points learn the width.
      this.#width = element.clientWidth;
      this.#height = element.clientHeight;
      onChange(true);
    });
    this.#resized.observe(element);
    // Px of the device also change with the zoom of the window and from screen to screen.
    const canvas = element.querySelector('canvas');
    if (canvas) this.#resized.observe(canvas, { box: 'device-pixel-content-box' });
    this.#unfollow = onThemeChange(() => {
      this.#look = undefined;
      onChange(false);
    });
  }

  /** px */
  get width(): number {
    return this.#width;
  }

  get room(): Room {
    const { ruler } = this.#looks();
    return { width: this.#width, height: this.#height, textWidth: text => ruler.width(text) };
  }

  dispose(): void {
    this.#resized.disconnect();
    this.#unfollow();
  }

  drawBase(plot: Plot | undefined, model: PlotModel): void {
    const context = this.#context('.chart-base');
    if (!context || !plot) return;
    const { colors, font, ruler } = this.#looks();
    drawPlot(context, plot, model, this.room, { colors, font, cut: (text, width) => ruler.cut(text, width) });
  }

  /** @param x the place that is looked at */
  drawOver(plot: Plot | undefined, x: number | undefined, readings: readonly Reading[]): void {
    const context = this.#context('.chart-over');
    if (!context || !plot || x === undefined) return;
    const at = plot.x.at(x);
    if (at < plot.left - 1 || at > plot.right + 1) return;
    const marks = readings.flatMap(({ x: place, y, smooth, series }) => {
      const mark = { x: plot.x.at(place), y: plot.y.at(smooth ?? y), color: series.style.color };
      return Number.isFinite(mark.x) && Number.isFinite(mark.y) ? [mark] : [];
    });
    drawCrosshair(context, plot, at, marks, this.#looks().colors);
  }

  #context(which: string): CanvasRenderingContext2D | undefined {
    const canvas = this.element.querySelector<HTMLCanvasElement>(which);
    if (!canvas || this.#width === 0 || this.#height === 0) return undefined;
    return cleared(canvas, this.#width, this.#height);
  }

  /** Read of the theme once until it changes: it makes the browser compute styles. */
  #looks(): Look {
    if (this.#look) return this.#look;
    const { fontFamily } = getComputedStyle(this.element);
    const font = `11px ${fontFamily}`;
    this.#look = { colors: canvasColors(this.element), font, ruler: textRuler(font) };
    return this.#look;
  }
}
