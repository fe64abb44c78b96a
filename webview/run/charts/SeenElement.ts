/** Elements that know whether they are in sight, or nearly: what they show is asked for then. */
import { LitElement } from 'lit';

/** px beyond the edge that count. */
const NEARLY = 200;

interface Watched extends Element {
  seen: boolean;
}

const observers = new WeakMap<Element, IntersectionObserver>();

function observerOf(element: Watched): IntersectionObserver {
  const scroller = element.closest('.page-content') ?? document.documentElement;
  const known = observers.get(scroller);
  if (known) return known;
  const made = new IntersectionObserver(
    entries => {
      for (const { target, isIntersecting } of entries) (target as Watched).seen = isIntersecting;
    },
    { root: scroller === document.documentElement ? null : scroller, rootMargin: `${NEARLY}px 0px` },
  );
  observers.set(scroller, made);
  return made;
}

/** An element of the page's own tree, drawn anew when it comes into sight and when it leaves it. */
export abstract class SeenElement extends LitElement {
  static override properties: (typeof LitElement)['properties'] = { seen: { attribute: false } };

  declare seen: boolean;

  #observer: IntersectionObserver | undefined;

  constructor() {
    super();
    this.seen = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = observerOf(this);
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.unobserve(this);
  }
}
