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
  const style = getComputedStyle(element);
  const variable = (name: string): string => style.getPropertyValue(name).trim() || style.color;
  return {
    edge: style.color,
    focus: variable('--vscode-focusBorder'),
    surface: variable('--vscode-editor-background'),
    muted: variable('--vscode-descriptionForeground'),
    chart: color => variable(`--vscode-charts-${color}`),
  };
}

/** Calls back when VS Code changes the theme: it then rewrites the variables and the body's class. @returns what ends it */
export function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  return () => observer.disconnect();
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
