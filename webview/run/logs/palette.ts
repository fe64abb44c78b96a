/** The theme's colours of terminals, made to be read on the page as a terminal of VS Code makes them. */
import { themeColor } from '../../ui/canvas.ts';
import { readable } from '../../ui/contrast.ts';

const HUES = ['Black', 'Red', 'Green', 'Yellow', 'Blue', 'Magenta', 'Cyan', 'White'] as const;
const NAMES = [...HUES, ...HUES.map(hue => `Bright${hue}`)];

/** Gives an element the variables `--ansi-0` to `--ansi-15`; anew after the theme has changed. */
export function setPalette(element: HTMLElement): void {
  const surface = themeColor('editor-background');
  for (const [i, name] of NAMES.entries()) {
    const color = themeColor(`terminal-ansi${name}`);
    if (color !== undefined && surface !== undefined) {
      element.style.setProperty(`--ansi-${i}`, readable(color, surface));
    } else element.style.removeProperty(`--ansi-${i}`);
  }
}
