/** Pointer on the graph: hover, click, double-click, context menu. */
import type { Commands } from '../commands.ts';

export interface PointerOptions {
  readonly commands: Commands;
  /** The node under the pointer, or undefined when it left. */
  readonly onHover: (id: string | undefined) => void;
  /** The node at a point of the graph that has no element of its own there. */
  readonly pick: (x: number, y: number) => string | undefined;
}

export function listenToPointer(graph: HTMLElement, { commands, onHover, pick }: PointerOptions): void {
  const nodeAt = (event: MouseEvent): string | undefined => {
    if (!(event.target instanceof Element)) return undefined;
    const element = event.target.closest<SVGGElement>('g.node:not(.leaving)');
    return element?.dataset['id'] ?? pick(event.offsetX, event.offsetY);
  };
  let hovered: string | undefined;
  const hover = (id: string | undefined): void => {
    if (id === hovered) return;
    hovered = id;
    onHover(id);
  };
  graph.addEventListener('pointermove', event => {
    if (event.buttons === 0) hover(nodeAt(event));
  });
  graph.addEventListener('pointerleave', () => hover(undefined));
  graph.addEventListener('click', event => {
    // A drag that pans ends without a click: d3-zoom swallows it.
    commands.select(nodeAt(event), true);
  });
  graph.addEventListener('dblclick', event => {
    const id = nodeAt(event);
    if (id !== undefined) commands.toggle(id);
  });
  graph.addEventListener('contextmenu', event => {
    event.preventDefault();
    // Keyboards raise it too; those are answered in keys.ts, at the active node.
    if (event.button !== 2) return;
    const id = nodeAt(event);
    if (id !== undefined) commands.showMenu(id, { x: event.clientX, y: event.clientY });
  });
}
