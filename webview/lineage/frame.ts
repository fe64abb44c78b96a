import { arrowKeys } from '../ui/controls.ts';

/** The page's places: all that is there before, and whatever, it shows. */
export interface Frame {
  /** The one tab stop of the graph. */
  readonly graph: HTMLElement;
  /** What the keys do; for screen readers. */
  readonly keyHelp: HTMLElement;
  readonly stage: HTMLElement;
  readonly heading: HTMLElement;
  readonly toolbar: HTMLElement;
  /** Below these: search and filters. */
  readonly lens: HTMLElement;
  /** At the bottom: the days of the lineage. */
  readonly time: HTMLElement;
  /** In the middle of the stage: empty, loading, failed. */
  readonly notice: HTMLElement;
  /** At the bottom of the stage: an action that failed. */
  readonly banner: HTMLElement;
  /** At the bottom of the stage, beside the minimap. */
  readonly legend: HTMLElement;
  readonly details: HTMLElement;
  readonly live: HTMLElement;
}

export function buildFrame(root: HTMLElement): Frame {
  const make = (parent: HTMLElement, tag: string, name: string): HTMLElement => {
    const element = document.createElement(tag);
    element.className = name;
    parent.append(element);
    return element;
  };
  root.className = 'lineage';
  const stage = make(root, 'div', 'stage');
  const heading = make(stage, 'header', 'heading');
  const toolbar = make(stage, 'div', 'toolbar');
  toolbar.setAttribute('role', 'toolbar');
  arrowKeys(toolbar);
  const lens = make(stage, 'div', 'lens');
  lens.hidden = true;
  const graph = make(stage, 'div', 'graph');
  graph.tabIndex = 0;
  graph.setAttribute('role', 'application');
  const keyHelp = make(stage, 'p', 'spoken');
  keyHelp.id = 'lineage-keys';
  graph.setAttribute('aria-describedby', keyHelp.id);
  const time = make(stage, 'div', 'time-bar');
  time.hidden = true;
  time.setAttribute('role', 'group');
  const notice = make(stage, 'div', 'notice');
  const banner = make(stage, 'div', 'banner');
  banner.hidden = true;
  const legend = make(stage, 'section', 'legend');
  legend.hidden = true;
  const details = make(root, 'aside', 'details');
  details.hidden = true;
  const live = make(root, 'div', 'spoken');
  live.setAttribute('aria-live', 'polite');
  return { graph, keyHelp, stage, heading, toolbar, lens, time, notice, banner, legend, details, live };
}
