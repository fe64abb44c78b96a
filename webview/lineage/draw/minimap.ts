/** The whole picture, small, with a frame around what is in sight. Only there when not all of it is. */
import type { Scene } from '../../../src/picture/scene.ts';
import type { Size, View } from '../model/view.ts';
import { canvasColors, cleared } from '../../ui/canvas.ts';
import { drawOverview } from './overview.ts';
import { contains, regionInSight } from './visible.ts';

const SIZE = { width: 180, height: 110 } as const;
const MARGIN = 6;
const NO_MARKS = { lit: undefined, found: new Set<string>() } as const;

export class Minimap {
  readonly #canvas = document.createElement('canvas');
  #scene: Scene | undefined;

  /** @param goTo asked to bring a point of the scene into the middle of the view */
  constructor(parent: HTMLElement, goTo: (x: number, y: number) => void) {
    this.#canvas.className = 'minimap';
    // Zoom, pan and the arrow keys do the same for those who do not see it.
    this.#canvas.setAttribute('aria-hidden', 'true');
    this.#canvas.hidden = true;
    parent.append(this.#canvas);
    const go = (event: PointerEvent): void => {
      if (!this.#scene || (event.buttons & 1) === 0) return;
      const { x, y, k } = placeOf(this.#scene);
      goTo((event.offsetX - x) / k, (event.offsetY - y) / k);
    };
    this.#canvas.addEventListener('pointerdown', event => {
      this.#canvas.setPointerCapture(event.pointerId);
      go(event);
    });
    this.#canvas.addEventListener('pointermove', go);
  }

  draw(scene: Scene, view: View, size: Size): void {
    this.#scene = scene;
    const sight = regionInSight(view, size, 0);
    const whole = { left: 0, top: 0, right: scene.width, bottom: scene.height };
    this.#canvas.hidden = scene.boxes.length === 0 || contains(sight, whole);
    if (this.#canvas.hidden) return;
    const context = cleared(this.#canvas, SIZE.width, SIZE.height);
    if (!context) return;
    const place = placeOf(scene);
    const colors = canvasColors(this.#canvas);
    context.save();
    drawOverview(context, scene, place, colors, NO_MARKS);
    context.restore();
    context.strokeStyle = colors.focus;
    context.strokeRect(
      place.x + sight.left * place.k,
      place.y + sight.top * place.k,
      (sight.right - sight.left) * place.k,
      (sight.bottom - sight.top) * place.k,
    );
  }
}

/** Where the whole scene stands in the minimap. */
function placeOf({ width, height }: Scene): View {
  const room = { width: SIZE.width - 2 * MARGIN, height: SIZE.height - 2 * MARGIN };
  const k = Math.min(room.width / Math.max(1, width), room.height / Math.max(1, height));
  return { x: (SIZE.width - width * k) / 2, y: (SIZE.height - height * k) / 2, k };
}
