/**
 * While the edge of a head is dragged: tells how wide its column is to be.
 * @param event the press on the edge, which lies in the head
 */
export function followEdge(event: PointerEvent, resize: (width: number) => void): void {
  event.preventDefault();
  const edge = event.currentTarget as HTMLElement;
  const head = edge.parentElement;
  if (!head) return;
  const { width } = head.getBoundingClientRect();
  const done = new AbortController();
  const { signal } = done;
  edge.setPointerCapture(event.pointerId);
  edge.addEventListener(
    'pointermove',
    (moved: PointerEvent) => resize(width + moved.clientX - event.clientX),
    { signal },
  );
  for (const end of ['pointerup', 'pointercancel']) {
    edge.addEventListener(end, () => done.abort(), { signal });
  }
}
