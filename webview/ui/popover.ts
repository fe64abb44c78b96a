/** What floats over the page until the person looks away: menus, pickers, panels. One at a time. */
import { focusedElement } from './focused.ts';
import { keepInSight } from './menu.ts';

let close: (() => void) | undefined;

/**
 * Shows a panel under an element; Escape, a click elsewhere and the focus going elsewhere close it, and the focus then returns.
 * @param first what the focus goes to
 * @param closed called once it is gone
 * @returns what closes it
 */
export function openPopover(
  panel: HTMLElement,
  under: Element,
  first: () => HTMLElement | null,
  closed: () => void,
): () => void {
  close?.();
  const before = focusedElement();
  const closing = new AbortController();
  const shut = (): void => {
    if (closing.signal.aborted) return;
    closing.abort();
    const hadFocus = panel.contains(document.activeElement);
    panel.remove();
    close = undefined;
    closed();
    if (hadFocus) before?.focus();
  };
  close = shut;
  (document.querySelector('main') ?? document.body).append(panel);
  const { left, bottom } = under.getBoundingClientRect();
  keepInSight(panel, { x: left, y: bottom + 2 });
  const { signal } = closing;
  const away = (event: PointerEvent): void => {
    const path = event.composedPath();
    if (!path.includes(panel) && !path.includes(under)) shut();
  };
  document.addEventListener('pointerdown', away, { signal, capture: true });
  panel.addEventListener(
    'focusout',
    event => {
      if (event.relatedTarget instanceof Node && !panel.contains(event.relatedTarget)) shut();
    },
    { signal },
  );
  panel.addEventListener(
    'keydown',
    event => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      shut();
    },
    { signal },
  );
  first()?.focus();
  return shut;
}
