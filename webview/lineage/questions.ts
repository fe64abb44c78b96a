/** What a person asks of the lineage: searches it, narrows it and goes back in it. Holds the answers, and the controls that ask. */
import { timeSpan } from '../../src/core/lineage/asOf.ts';
import { CLEAR, type Lens, lookThrough, type Seen } from '../../src/core/lineage/lens.ts';
import type { LineageGraph, LineageNode } from '../../src/core/lineage.ts';
import { nodeLabel } from '../../src/core/lineage.ts';
import { chipsOf } from './lens/chips.ts';
import { toggleFilterPanel } from './lens/filterPanel.ts';
import { renderLensBar } from './lens/lensBar.ts';
import { Search } from './lens/search.ts';
import { renderTimeBar } from './lens/timeBar.ts';

export interface QuestionsListeners {
  /** Something else is to be shown. */
  readonly onLens: () => void;
  /** Other nodes are found. */
  readonly onFound: () => void;
  readonly onGoTo: (node: LineageNode) => void;
  /** The person leaves the search for the picture. */
  readonly onLeave: () => void;
}

export interface QuestionPlaces {
  readonly lens: HTMLElement;
  readonly time: HTMLElement;
}

export class Questions {
  readonly #places: QuestionPlaces;
  readonly #listeners: QuestionsListeners;
  readonly #search = new Search();
  #lens: Lens = CLEAR;
  #timeOpen = false;
  #graph: LineageGraph | undefined;
  #focus: string | undefined;
  #seen: Seen | undefined;
  #changing = 0;

  constructor(places: QuestionPlaces, listeners: QuestionsListeners) {
    this.#places = places;
    this.#listeners = listeners;
  }

  get lens(): Lens {
    return this.#lens;
  }

  /** Ids of what the search found. */
  get found(): ReadonlySet<string> {
    return new Set(this.#search.hits.map(hit => hit.id));
  }

  /** Begins anew, for another graph. @param lens how it was looked at before */
  reset(lens: Lens = CLEAR): void {
    this.#lens = lens;
    this.#timeOpen = lens.asOf !== undefined;
    this.#graph = undefined;
    this.#seen = undefined;
    this.#render();
  }

  /** Looks at a graph. */
  look(graph: LineageGraph, focus: string | undefined): Seen {
    this.#graph = graph;
    this.#focus = focus;
    return this.#look();
  }

  /** Changes how it is looked at, as soon as the window is drawn again: a slider moves quicker than pictures are laid out. */
  change(lens: Lens): void {
    this.#lens = lens;
    cancelAnimationFrame(this.#changing);
    this.#changing = requestAnimationFrame(() => this.#listeners.onLens());
    this.#render();
  }

  /** Looks again at the same graph. */
  again(): Seen | undefined {
    return this.#graph && this.#look();
  }

  focusSearch(): void {
    this.#places.lens.querySelector<HTMLInputElement>('.filter-field')?.select();
  }

  openFilter(): void {
    const under = this.#places.lens.querySelector('.filter-button');
    if (under) this.#openFilter(under);
  }

  toggleTime(): void {
    this.#timeOpen = !this.#timeOpen;
    const { asOf: _, ...now } = this.#lens;
    if (!this.#timeOpen && this.#lens.asOf !== undefined) this.change(now);
    this.#render();
    if (this.#timeOpen) this.#places.time.querySelector('input')?.focus();
  }

  step(by: 1 | -1): void {
    const node = this.#search.step(by);
    this.#render();
    if (node) this.#listeners.onGoTo(node);
  }

  #look(): Seen {
    const seen = lookThrough(this.#lens, this.#graph ?? NOTHING, this.#focus);
    this.#seen = seen;
    this.#search.again(seen.graph);
    this.#render();
    return seen;
  }

  #find(text: string): void {
    this.#search.find(this.#seen?.graph ?? NOTHING, text);
    this.#render();
    this.#listeners.onFound();
  }

  #openFilter(under: Element): void {
    const graph = this.#seen?.whole.graph;
    if (!graph) return;
    const change = (filter: Lens['filter']): void => this.change({ ...this.#lens, filter });
    toggleFilterPanel({ graph, filter: () => this.#lens.filter, change }, under);
  }

  #render(): void {
    const { lens, time } = this.#places;
    lens.hidden = (this.#graph?.nodes.length ?? 0) === 0;
    renderLensBar(lens, {
      lens: this.#lens,
      search: this.#search,
      chips: chipsOf(this.#lens, id => this.#nameOf(id)),
      focused: this.#focus !== undefined,
      timeOpen: this.#timeOpen,
      find: text => this.#find(text),
      step: by => this.step(by),
      leaveSearch: this.#listeners.onLeave,
      change: changed => this.change(changed),
      openFilter: under => this.#openFilter(under),
      toggleTime: () => this.toggleTime(),
    });
    renderTimeBar(time, this.#timeBar());
  }

  #timeBar(): Parameters<typeof renderTimeBar>[1] {
    const graph = this.#graph;
    const span = graph && this.#timeOpen ? timeSpan(graph) : undefined;
    if (!graph || !span) return undefined;
    const { asOf: _, ...now } = this.#lens;
    return {
      span,
      moments: graph.nodes.map(node => node.createdAt).sort((a, b) => a - b),
      asOf: this.#lens.asOf,
      change: asOf => this.change(asOf === undefined ? now : { ...now, asOf }),
    };
  }

  #nameOf(id: string): string {
    const node = this.#seen?.whole.node(id);
    return node ? nodeLabel(node) : '';
  }
}

const NOTHING: LineageGraph = { nodes: [], edges: [], openEnds: [] };
