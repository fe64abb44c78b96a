/** Tells elements whether they are in sight, or nearly. */

export interface Watched extends HTMLElement {
  seen: boolean;
}

/** px beyond the edge that count. */
const NEARLY = 200;

const observers = new WeakMap<Element, IntersectionObserver>();

/** @returns what ends it */
export function watchSight(element: Watched): () => void {
  const scroller = element.closest('.page-content') ?? document.documentElement;
  let observer = observers.get(scroller);
  if (!observer) {
    observer = new IntersectionObserver(
      entries => {
        for (const { target, isIntersecting } of entries) (target as Watched).seen = isIntersecting;
      },
      { root: scroller === document.documentElement ? null : scroller, rootMargin: `${NEARLY}px 0px` },
    );
    observers.set(scroller, observer);
  }
  observer.observe(element);
  return () => observer.unobserve(element);
}
