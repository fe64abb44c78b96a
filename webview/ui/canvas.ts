/** The theme's colours for canvases, which know no CSS variables. */
export interface CanvasColors {
  readonly edge: string;
  readonly focus: string;
  readonly surface: string;
  readonly muted: string;
  /** A colour of the theme's charts, such as `blue`. */
  chart(color: string): string;
}

/** Read anew after the theme has changed. */
export function canvasColors(element: Element): CanvasColors {
  const edge = getComputedStyle(element).color;
  return {
    edge,
    focus: themeColor('focusBorder') ?? edge,
    surface: themeColor('editor-background') ?? edge,
    muted: themeColor('descriptionForeground') ?? edge,
    chart: color => themeColor(`charts-${color}`) ?? edge,
  };
}

/** A colour of the theme as `rgb(…)`, whatever it is made of; undefined where the theme has none of this name. */
export function themeColor(name: string): string | undefined {
  const value = getComputedStyle(document.documentElement).getPropertyValue(`--vscode-${name}`);
  if (value.trim() === '') return undefined;
  // What a variable holds is text: only an element that is coloured by it has its colour.
  const probe = document.createElement('span');
  probe.style.color = `var(--vscode-${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/**
 * Calls back when the theme changes: VS Code then rewrites the variables and the body's class; in a browser the system says so.
 * @returns what ends it
 */
export function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  const asked = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)'].map(
    each => matchMedia(each),
  );
  for (const each of asked) each.addEventListener('change', listener);
  return () => {
    observer.disconnect();
    for (const each of asked) each.removeEventListener('change', listener);
  };
}

/** Sizes a canvas for the screen's pixels and clears it; undefined where there is nothing to draw on. */
export function cleared(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | undefined {
  const ratio = window.devicePixelRatio;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}
