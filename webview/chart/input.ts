/** Pointer, wheel and keys on the plot of a chart. */

export interface PlotInput {
  /** The pointer is over a place, px from the plot's left; or gone. */
  hover(at: number | undefined): void;
  /** A stretch is being dragged; undefined when that ends. */
  drag(from: number, to: number): void;
  /** A stretch was dragged, or not enough of one to count. */
  drop(from: number, to: number, counts: boolean): void;
  /** @param factor of the stretch's length: less than 1 comes closer */
  scale(factor: number, at: number | undefined): void;
  reset(): void;
  /** So many points to the right. */
  step(points: number): void;
  /** To the first or the last point. */
  jump(to: 'start' | 'end'): void;
  leave(): void;
}

/** px that a pointer moves before it draws a stretch. */
const SLACK = 4;
const CLOSER = 0.5;
const PAGE = 10;
/** px of a wheel for a factor of e. */
const WHEEL = 300;

/** Follows what a person does on an element. */
export function followInput(plot: HTMLElement, input: PlotInput): void {
  const placeOf = (event: MouseEvent): number => event.clientX - plot.getBoundingClientRect().left;
  let from: number | undefined;
  plot.addEventListener('pointermove', event => {
    const at = placeOf(event);
    input.hover(at);
    if (from !== undefined && Math.abs(at - from) > SLACK) input.drag(from, at);
  });
  plot.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    from = placeOf(event);
    plot.setPointerCapture(event.pointerId);
  });
  plot.addEventListener('pointerup', event => {
    if (from === undefined) return;
    const at = placeOf(event);
    input.drop(from, at, Math.abs(at - from) > SLACK);
    from = undefined;
  });
  plot.addEventListener('pointercancel', () => {
    if (from !== undefined) input.drop(from, from, false);
    from = undefined;
  });
  plot.addEventListener('pointerleave', () => input.hover(undefined));
  plot.addEventListener('dblclick', () => input.reset());
  plot.addEventListener(
    'wheel',
    event => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      input.scale(Math.exp(event.deltaY / WHEEL), placeOf(event));
    },
    { passive: false },
  );
  plot.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!onKey(event, input)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  plot.addEventListener('blur', () => input.leave());
}

function onKey({ key, shiftKey }: KeyboardEvent, input: PlotInput): boolean {
  const step = shiftKey ? PAGE : 1;
  const acts: Readonly<Record<string, () => void>> = {
    ArrowRight: () => input.step(step),
    ArrowLeft: () => input.step(-step),
    PageDown: () => input.step(PAGE),
    PageUp: () => input.step(-PAGE),
    Home: () => input.jump('start'),
    End: () => input.jump('end'),
    '+': () => input.scale(CLOSER, undefined),
    '=': () => input.scale(CLOSER, undefined),
    '-': () => input.scale(1 / CLOSER, undefined),
    '0': () => input.reset(),
  };
  const act = Object.hasOwn(acts, key) ? acts[key] : undefined;
  act?.();
  return act !== undefined;
}
