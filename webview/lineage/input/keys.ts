/** Keys on the graph, which is one tab stop: the active node is `aria-activedescendant`. */
import type { Commands } from '../commands.ts';
import { isStep, type Step } from './navigate.ts';
import { TypeAhead } from './typeAhead.ts';

export interface KeyOptions {
  readonly commands: Commands;
  readonly step: (step: Step) => void;
  /** All that was typed of a name. */
  readonly find: (text: string) => void;
  readonly pan: (dx: number, dy: number) => void;
  /** Enter, or a menu, or collapse, at the active node. */
  readonly enter: () => void;
  readonly menu: () => void;
  readonly collapse: () => void;
  readonly select: () => void;
}

/** px for one press. */
const PAN = 60;
const PANS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [PAN, 0],
  ArrowRight: [-PAN, 0],
  ArrowUp: [0, PAN],
  ArrowDown: [0, -PAN],
};

export function listenToKeys(graph: HTMLElement, options: KeyOptions): void {
  showFocusWithKeys(graph);
  const typeAhead = new TypeAhead();
  graph.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.isComposing) return;
    const handled = event.altKey ? onAltKey(event, options) : onKey(event, options, typeAhead);
    if (!handled) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/** The focus shows while the keyboard is used, also after a click has brought it here. */
function showFocusWithKeys(graph: HTMLElement): void {
  const show = (isShown: boolean): void => void graph.classList.toggle('by-keys', isShown);
  graph.addEventListener('focus', () => show(graph.matches(':focus-visible')));
  graph.addEventListener('keydown', () => show(true));
  graph.addEventListener('pointerdown', () => show(false));
  graph.addEventListener('blur', () => show(false));
}

function onAltKey(event: KeyboardEvent, options: KeyOptions): boolean {
  const by = PANS[event.key];
  if (!by) return false;
  options.pan(...by);
  return true;
}

function onKey(event: KeyboardEvent, options: KeyOptions, typeAhead: TypeAhead): boolean {
  const { key, timeStamp } = event;
  const isLetter = [...key].length === 1;
  // Signs and spaces that mean something else belong to a name once it is begun: `trained-model`.
  const act = isLetter && typeAhead.isOpen(timeStamp) ? undefined : actionFor(event, options);
  if (act === undefined && isLetter) {
    options.find(typeAhead.type(key, timeStamp));
    return true;
  }
  if (act !== undefined) typeAhead.reset();
  act?.();
  return act !== undefined;
}

function actionFor(event: KeyboardEvent, options: KeyOptions): (() => void) | undefined {
  const { commands } = options;
  const { key } = event;
  if (isStep(key)) return () => options.step(key);
  switch (key) {
    case 'Enter':
      return options.enter;
    case ' ':
      return options.select;
    case 'Backspace':
      return options.collapse;
    case 'Escape':
      return () => commands.select(undefined);
    case 'ContextMenu':
      return options.menu;
    case 'F10':
      return event.shiftKey ? options.menu : undefined;
    case '+':
    case '=':
      return commands.zoomIn;
    case '-':
      return commands.zoomOut;
    case '0':
      return commands.fit;
    case '/':
      return commands.search;
    default:
      return undefined;
  }
}
